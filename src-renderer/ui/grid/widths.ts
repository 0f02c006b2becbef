// How wide columns are at first: as wide as what stands in them, measured, so that nothing jumps once it is drawn.
// Must not: touch the grid.

/** Rows that are measured. */
const SAMPLE = 200;
const LEAST = 56;
const MOST = 340;
const CELL_PADDING = 24;
/** Beside a title: the filter and what shows the order. */
const HEADER_PADDING = 40;
/** How much wider bold text is, at most. */
const BOLD = 1.14;

let context: CanvasRenderingContext2D | null = null;

function measurer(size: number): (text: string) => number {
  context ??= document.createElement('canvas').getContext('2d');
  const canvas = context;
  if (!canvas) return (text) => text.length * size * 0.6;
  canvas.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => canvas.measureText(text).width;
}

/** @param texts what the first rows show in the column. @param bold what totals show. @param size of the text in pixels. */
export function widthFor(
  title: string,
  texts: Iterable<string>,
  bold: readonly string[],
  size: number,
): number {
  const measure = measurer(size);
  let widest = 0;
  let longest = 0;
  let count = 0;
  for (const text of texts) {
    if (count++ === SAMPLE) break;
    // Only what is about as long as the longest can be wider.
    if (text.length < longest * 0.7) continue;
    longest = Math.max(longest, text.length);
    widest = Math.max(widest, measure(text));
  }
  for (const text of bold) widest = Math.max(widest, measure(text) * BOLD);
  const wanted = Math.max(widest + CELL_PADDING, measure(title) + HEADER_PADDING);
  return Math.round(Math.min(MOST, Math.max(LEAST, wanted)));
}
