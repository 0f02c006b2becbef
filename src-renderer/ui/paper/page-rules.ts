// The rules of a printed page: A4, margins, what stands at its foot. Must not: let what it prints out of its quotation marks.

/** @param foot said at the left of every page; "Page n of m" stands at the right. */
export function pageRules(foot: string): string {
  const small = "font: 8pt 'Noto Sans', 'Segoe UI', sans-serif; color: #586270;";
  return `@page {
  size: A4;
  margin: 16mm 14mm 18mm;
  @bottom-left { content: ${quoted(foot)}; ${small} }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); ${small} }
}
@page wide { size: A4 landscape; }`;
}

/** As CSS writes text: whatever could end it is written by its number. */
function quoted(text: string): string {
  return `"${text.replace(/["\\<>\p{Cc}]/gu, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `)}"`;
}
