// One row of a setup table while it is read: cells by column key, and the findings it gives rise to.
// Must not: know what any column means; it only knows which are required.
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { SetupCode } from '../../../src-shared/findings/setup.ts';
import type { TableSpec } from './tables.ts';
import type { Reader } from './values.ts';

export class SetupRow {
  readonly spec: TableSpec;
  readonly row: number;
  /** Something is wrong with the row: no fact is made of it. */
  failed = false;
  readonly #cells: readonly string[];
  readonly #columns: ReadonlyMap<string, number>;
  readonly #findings: Finding[];

  constructor(
    spec: TableSpec,
    row: number,
    cells: readonly string[],
    columns: ReadonlyMap<string, number>,
    findings: Finding[],
  ) {
    this.spec = spec;
    this.row = row;
    this.#cells = cells;
    this.#columns = columns;
    this.#findings = findings;
  }

  /** Whether the table has the column at all. */
  has(column: string): boolean {
    return this.#columns.has(column);
  }

  /** The trimmed cell; blank where the column is missing. */
  text(column: string): string {
    const index = this.#columns.get(column);
    return index === undefined ? '' : (this.#cells[index] ?? '').trim();
  }

  isBlank(column: string): boolean {
    return this.text(column) === '';
  }

  fail(code: SetupCode, column: string | undefined, message: string, hint: string): void {
    this.failed = true;
    this.#findings.push({ code, place: { table: this.spec.name, row: this.row, column }, message, hint });
  }

  /**
   * Reads a cell. Blank gives the fallback; so does, with a finding, a cell that is unreadable or required.
   * The fallback of a failed row never gets into a fact.
   */
  take<T, F>(column: string, reader: Reader<T>, fallback: F): T | F {
    const text = this.text(column);
    if (text === '') {
      const spec = this.spec.columns.find((one) => one.key === column);
      if (spec?.required) this.#missing(column, spec.about);
      return fallback;
    }
    const read = reader(text);
    if ('value' in read) return read.value;
    this.fail(read.wrong.code, column, read.wrong.message, read.wrong.hint);
    return fallback;
  }

  /** A required cell is blank. Where its whole column is missing that has been said once already. */
  #missing(column: string, about: string): void {
    if (this.has(column)) this.fail('missing_value', column, `${column} is blank`, about);
    else this.failed = true;
  }

  /** A cell that must be filled because of another one. */
  need(column: string, because: string): void {
    if (this.isBlank(column)) this.fail('value_needed', column, `${column} is blank`, `${because} needs it`);
  }

  /** A cell that nothing would come of. A blank or zero says as much as nothing and passes. */
  refuse(column: string, because: string, hint: string): void {
    if (/^[0.]*$/.test(this.text(column))) return;
    this.fail('setting_not_used', column, `${column} is not used ${because}`, hint);
  }
}
