// The paper that workbooks and documents are laid out for.
export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** Where Letter is what printers hold, by currency: the Americas but for those that use A4, and the Philippines. */
const LETTER: ReadonlySet<string> = new Set(
  'USD CAD MXN BZD CLP COP CRC GTQ NIO PAB PHP SVC VES DOP'.split(' '),
);

/** What a book in this currency most likely prints on. */
export const paperFor = (currency: string): Paper => (LETTER.has(currency) ? 'letter' : 'a4');
