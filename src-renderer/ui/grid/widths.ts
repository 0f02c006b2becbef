// How wide columns are at first: as wide as what stands in them, measured, so that nothing jumps once it is drawn.
// Must not: touch the grid.

/** Rows that are measured. */
const SAMPLE = 200;
const LEAST = 56;
const MOST = 340;
const CELL_PADDING = 20;
/** Numbers leave room for a parenthesis. */
const NUMBER_PADDING = 24;
/** Beside a title: the filter and what shows the order. */
const HEADER_PADDING = 36;
/** So much narrower a column is to become for a second line of its title. */
const WORTH_A_LINE = 20;
/** How much wider bold text is, at most. */
const BOLD = 1.14;

let context: CanvasRenderingContext2D | null = null;

function measurer(size: number): (text: string) => number {
  context ??= document.createElement('canvas').getContext('2d');
  const canvas = context;
  if (!canvas) return (text) => text.length * size * 0.6;
  const font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => {
    canvas.font = font;
    return canvas.measureText(text).width;
  };
}

export interface Width {
  readonly width: number;
  /** What all of it would take. */
  readonly whole: number;
  /** What totals take. */
  readonly totals: number;
  /** The title stands in two lines: what stands below it is narrower. */
  readonly wraps: boolean;
}

/** @param texts what the first rows show in the column. @param bold what totals show. Size is of the text, in pixels. */
export function widthFor(
  title: string,
  texts: Iterable<string>,
  bold: readonly string[],
  { size, numeric }: { readonly size: number; readonly numeric: boolean },
): Width {
  const padding = numeric ? NUMBER_PADDING : CELL_PADDING;
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
  const totals = Math.round(Math.max(0, ...bold.map(measure)) * BOLD + padding);
  const cells = Math.max(widest + padding, totals);
  // Titles are a pixel smaller.
  const measureTitle = measurer(size - 1);
  const line = Math.max(LEAST, cells, measureTitle(title) + HEADER_PADDING);
  const lines = Math.max(LEAST, cells, broken(title, measureTitle) + HEADER_PADDING);
  const wraps = line - lines >= WORTH_A_LINE;
  const whole = Math.round(wraps ? lines : line);
  return { width: Math.min(MOST, whole), whole, totals, wraps };
}

/** The width of a title in two lines, broken where that is least; of one word as it is. */
function broken(title: string, measure: (text: string) => number): number {
  const words = title.split(' ');
  if (words.length === 1) return measure(title);
  const ways = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1), words.slice(at + 1)].map((line) => measure(line.join(' '))));
  return Math.min(...ways.map((lines) => Math.max(...lines)));
}
