// From amounts to pixels, and round steps between. Floats here are pixels and short labels only. Must not: give a number to a table.

/** Round steps from zero to at least the top; about as many as are wanted. */
export function ticks(top: number, wanted: number): number[] {
  if (!(top > 0)) return [0];
  const rough = top / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const steps = Math.ceil(top / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** A function from a domain to pixels. */
export function scale(from: number, to: number, first: number, last: number): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? first : first + ((value - from) / span) * (last - first));
}

const LABELS = new Intl.NumberFormat('en', {
  notation: 'compact',
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});
const STEPS = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** "6.10K": for labels where the whole number would not fit; it stands in the table. */
export function short(value: number): string {
  return value === 0 ? '0' : LABELS.format(value);
}

/** "25K": for the steps of an axis. */
export function stepLabel(value: number): string {
  return STEPS.format(value);
}

/** About how wide a label is, in pixels at the charts' size of text. */
export function widthOf(label: string): number {
  return label.length * 6.4;
}
