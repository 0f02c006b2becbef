// The rules of a printed page: its size, margins, what stands at its foot. Must not: let what it prints out of its quotation marks.
import type { Paper } from '../../../src-shared/paper.ts';

const SIZES: Readonly<Record<Paper, string>> = { a4: 'A4', letter: 'letter' };

/** @param foot said at the left of every page; "Page n of m" stands at the right. */
export function pageRules(foot: string, paper: Paper): string {
  const small = "font: 8pt 'Noto Sans', 'Segoe UI', sans-serif; color: #586270;";
  return `@page {
  size: ${SIZES[paper]};
  margin: 16mm 14mm 18mm;
  @bottom-left { content: ${quoted(foot)}; ${small} }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); ${small} }
}
@page wide { size: ${SIZES[paper]} landscape; }`;
}

/** As CSS writes text: whatever could end it is written by its number. */
function quoted(text: string): string {
  return `"${text.replace(/["\\<>\p{Cc}]/gu, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `)}"`;
}
