// Which paper workbooks and documents are laid out for: as the letterhead says, else as printers hold it where the book's currency is used.
import { type Paper, paperFor } from '../../../src-shared/paper.ts';
import type { Told } from '../../engine/facts.ts';
import type { Session } from '../session.ts';

/** As it stood when these were all the facts. */
export function paperIn(facts: readonly Told[]): Paper {
  let [told, currency]: [Paper | null, string] = [null, ''];
  for (const { kind, body } of facts) {
    if (kind === 'letterhead') told = body.paper ?? null;
    else if (kind === 'book') currency = body.currency;
  }
  return told ?? paperFor(currency);
}

export const paperOf = (session: Session): Paper => paperIn(session.facts());
