// What a cell may be chosen from, and what of it fits the text typed so far. Pure.

export interface Choice {
  readonly value: string;
  /** What it is, beside it: the name of a code. */
  readonly about?: string;
}

export interface Choices {
  /** Asked each time a cell is opened: what can be chosen may have come since. */
  all(): readonly Choice[];
  /** Several values between commas: the last one is being chosen. */
  readonly list?: boolean;
  /** These are only usual: another text is not taken for the beginning of one. */
  readonly open?: boolean;
}

export interface Fitting {
  readonly choices: readonly Choice[];
  /** Which of them is meant; -1: the text itself. */
  readonly active: number;
}

/** What fits the text: the same value first, then what begins so, then what holds it anywhere in value or name. */
export function fittingChoices(all: readonly Choice[], text: string, open: boolean): Fitting {
  const wanted = folded(text);
  if (wanted === '') return { choices: all, active: -1 };
  const ranked = all.flatMap((choice) => {
    const rank = rankOf(choice, wanted);
    return rank === null ? [] : [{ choice, rank }];
  });
  const choices = ranked.sort((a, b) => a.rank - b.rank).map(({ choice }) => choice);
  const isSame = choices[0] !== undefined && folded(choices[0].value) === wanted;
  return { choices, active: choices.length > 0 && (isSame || !open) ? 0 : -1 };
}

function rankOf({ value, about = '' }: Choice, wanted: string): number | null {
  const [code, name] = [folded(value), folded(about)];
  if (code === wanted) return 0;
  if (code.startsWith(wanted)) return 1;
  if (name.startsWith(wanted)) return 2;
  return code.includes(wanted) || name.includes(wanted) ? 3 : null;
}

/** As the loader matches words: without regard to case, blanks and - as _. */
export function folded(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
}

/** The part of the text that is being chosen: all of it, or of a list what comes after the last comma. */
export function partOf(text: string, list: boolean): string {
  return list ? text.slice(text.lastIndexOf(',') + 1) : text;
}

/** The text with that part chosen. */
export function withPart(text: string, part: string, list: boolean): string {
  if (!list) return part;
  const before = text.slice(0, text.lastIndexOf(',') + 1);
  return before === '' ? part : `${before.trimEnd()} ${part}`;
}
