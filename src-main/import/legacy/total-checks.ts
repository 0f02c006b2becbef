// Totals and subtotals of an old sheet, added up again. Must not: say that a total is wrong while there is a way to read it right.
import { readAmount } from './cell-values.ts';
import { decimalOf, units } from './decimals.ts';
import { ADDED, isAmount } from './find-table.ts';
import type { LegacyFinding } from './legacy-book.ts';
import { legacyFinding, type SheetReading } from './row-reader.ts';
import { lettersOf, textOf } from './sheet-view.ts';

/** A total is right if it is the sum of the rows since the last total, of all rows (above it), or of those of a customer. */
export function checkTotals({ view, columns, rows, notation, shape }: SheetReading): LegacyFinding[] {
  const isGrid = shape.layout === 'balance_grid';
  return columns.all
    .filter(({ means, month }) => isAmount(means) && (isGrid ? month !== null : ADDED.has(means)))
    .flatMap(({ index, name, means }) => {
      const valueIn = ({ row }: (typeof rows)[number]): bigint | null => {
        const amount = readAmount(row.cells[index] ?? null, notation);
        return amount ? units(amount.value) : null;
      };
      let [all, section] = [0n, 0n];
      // Totals may stand above their rows.
      const whole = new Map<string, bigint>();
      for (const one of rows.filter(({ state }) => state === 'data'))
        whole.set(one.customer ?? '', (whole.get(one.customer ?? '') ?? 0n) + (valueIn(one) ?? 0n));
      const everything = [...whole.values()].reduce((sum, value) => sum + value, 0n);
      const byCustomer = new Map<string, bigint>();
      return rows.flatMap((one): LegacyFinding[] => {
        const { row, state, customer } = one;
        const value = valueIn(one);
        if (state === 'data' && value !== null) {
          all += value;
          section += value;
          byCustomer.set(customer ?? '', (byCustomer.get(customer ?? '') ?? 0n) + value);
        }
        if (state !== 'total') return [];
        const right = [all, section, everything, ...byCustomer.values(), ...whole.values()];
        const expected = section === 0n ? all : section;
        section = 0n;
        if (value === null || right.includes(value)) return [];
        return [
          legacyFinding(
            'does_not_foot',
            { sheet: view.sheet.name, row: row.line, column: lettersOf(index) },
            null,
            `"${textOf(row.cells.find((cell) => cell !== null))}" of "${name}" is ${decimalOf(value)}; its rows add up to ${decimalOf(expected)}`,
            MONEY.has(means)
              ? { credits: null, money: decimalOf(value - expected) }
              : { credits: decimalOf(value - expected), money: null },
          ),
        ];
      });
    });
}

const MONEY = new Set(['price', 'deferred']);
