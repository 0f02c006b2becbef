// Parts of an explanation: lines that add up to a total, the largest first, and what is not shown as one sum beside them.
// However many lines come, a few are kept. Must not: know what the lines are.
import { absolute } from '../../../src-shared/decimal.ts';
import type { Explanation, Part, Piece } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { compareText } from '../../../src-shared/text-order.ts';

/** Most lines of a part. */
export const MOST_LINES = 20;

export interface Line {
  label: string;
  note?: readonly Piece[];
  amount: bigint;
  subject?: Subject | null;
}

/** Writes amounts in the part's unit. */
export type Writer = (amount: bigint) => NonNullable<Explanation['amount']>;

/** Takes any number of lines and keeps the largest. */
export class Lines {
  #kept: Line[] = [];
  #rest = 0n;
  #left = 0;
  total = 0n;

  add(line: Line): void {
    this.total += line.amount;
    this.#kept.push(line);
    if (this.#kept.length >= MOST_LINES * 20) this.#cut();
  }

  #cut(): void {
    this.#kept.sort((a, b) => {
      const [x, y] = [absolute(a.amount), absolute(b.amount)];
      return x === y ? compareText(a.label, b.label) : x > y ? -1 : 1;
    });
    for (const { amount } of this.#kept.splice(MOST_LINES)) {
      this.#rest += amount;
      this.#left++;
    }
  }

  part(title: string, write: Writer): Part {
    this.#cut();
    const more = this.#left === 0 ? null : { count: this.#left, amount: write(this.#rest).value };
    return made(title, write, this.#kept, more, this.total);
  }
}

/** A calculation: a few lines in their own order. Lines of 0 are left out but for the first. */
export function calculation(title: string, write: Writer, lines: readonly Line[]): Part {
  const shown = lines.filter(({ amount }, index) => index === 0 || amount !== 0n);
  return made(
    title,
    write,
    shown,
    null,
    lines.reduce((sum, { amount }) => sum + amount, 0n),
  );
}

function made(title: string, write: Writer, lines: readonly Line[], more: Part['more'], total: bigint): Part {
  const { value, type, unit } = write(total);
  return {
    title,
    type: type === 'money' ? 'money' : 'credits',
    unit: unit ?? '',
    lines: lines.map(({ label, note = [], amount, subject = null }) => ({
      label,
      note: [...note],
      amount: write(amount).value,
      subject,
    })),
    more,
    total: value,
  };
}
