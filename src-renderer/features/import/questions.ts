// What still has to be asked of a layout, and the examples to ask with. Must not: answer a question by itself.
import type { Layout } from '../../../src-shared/contract/usage.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { Draft } from './draft.ts';
import { headerOf } from './draft.ts';

export type Field = keyof Layout['columns'];
export type Source = Layout['columns']['customer'];

/** Which setting answers a question. */
export const ANSWERS: Readonly<Record<string, string>> = {
  ambiguous_date: 'dateOrder',
  mixed_date: 'dateOrder',
  ambiguous_decimal: 'decimalSeparator',
  mixed_decimal: 'decimalSeparator',
};

export function openQuestions({ shape, answered, layout }: Draft): readonly Finding[] {
  if (!shape || !layout || answered.includes('all')) return [];
  return shape.proposal.questions.filter(({ code, place }) => {
    if (code === 'unmapped_column') {
      const source = layout.columns[place?.column as Field];
      const header = headerOf({ shape, layout } as Draft);
      return !source || ('column' in source && !header.includes(source.column));
    }
    return !answered.includes(ANSWERS[code] ?? code);
  });
}

/** The first values of a column, from the rows below the header. */
export function samplesOf(draft: Draft, source: Source | null): string[] {
  const { shape, layout } = draft;
  if (!shape || !layout || !source || !('column' in source)) return [];
  const place = headerOf(draft).indexOf(source.column);
  const header = layout.headerLine ?? shape.proposal.headerLine;
  return shape.rows
    .filter(({ line }) => line > header)
    .map(({ cells }) => cells[place] ?? '')
    .filter((text) => text !== '');
}
