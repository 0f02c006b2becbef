// A seal is the SHA-256 of the engine's canonical text, however its lines were put together: as SQL gives them, whatever the kind
// of posting, and posting by posting where an id has a line end in it.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { canonicalHead, canonicalPosting, isCanonical } from '../../../src-main/engine/seal.ts';
import { atOnce } from '../../../src-main/services/pieces.ts';
import { sealInPieces, sealOf } from '../../../src-main/services/proof/sealing/seal-month.ts';
import type { OpenBook } from '../../../src-main/storage/open.ts';
import { openPostingReader } from '../../../src-main/storage/posting-reader.ts';
import { openPlainReader } from '../../../src-main/storage/seals/plain-lines.ts';
import { onSample } from '../../support/samples/sample-book.ts';
import { must } from '../company-book.ts';
import { twoMonths } from '../small-company.ts';

const [EVER, NEVER] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
/** On a second thread, whatever there is. */
const sealApart = (open: OpenBook) => atOnce(sealInPieces(open, SPAN, 0));
const SPAN = { from: EVER, to: NEVER, previousSeal: 'before' };

/** The engine's text of all postings, and how many pages of plain lines are it and are not. */
function compare(open: OpenBook): { seal: string; postings: number; plain: number; odd: number } {
  const reader = openPostingReader(open);
  const hash = createHash('sha256').update('before\n');
  const found = { postings: 0, plain: 0, odd: 0 };
  for (const { id, customer, creditType } of reader.wallets()) {
    const head = canonicalHead(customer, creditType);
    for (const { from, to, count, lines } of openPlainReader(open, isCanonical)(id, head, EVER, NEVER)) {
      const postings = [...reader.read(id, from, to)];
      const canonical = postings.map((one) => canonicalPosting(customer, creditType, one)).join('');
      expect(postings).toHaveLength(count);
      if (lines) expect(Buffer.from(lines).toString()).toBe(canonical);
      else expect(canonical).toMatch(/\\[ad];/);
      found[lines ? 'plain' : 'odd']++;
      found.postings += count;
      hash.update(canonical);
    }
  }
  return { ...found, seal: hash.digest('hex') };
}

it('the lines of every kind of posting are the canonical text as SQL puts them together', () =>
  onSample((open) => {
    const { seal, postings, plain, odd } = compare(open);
    expect([plain > 5, odd]).toEqual([true, 0]);
    expect(sealOf(open, SPAN)).toEqual({ postings, seal });
    expect(sealApart(open)).toEqual({ postings, seal });
    const kinds = open.db.prepare('SELECT count(DISTINCT kind) FROM posting').pluck().get();
    expect(kinds).toBeGreaterThan(8);
  }));

it('signs in ids are escaped as the engine does, and what has a line end in it is left to the engine', async () => {
  const book = await twoMonths();
  const ids = ['x|1', 'x\\7c;1', '\\|', 'x|\\'];
  must(await book.usage(ids.map((id) => `${id},anna,calls,30,2026-02-21`).join('\n')));
  const { open } = book.session;
  const { seal, postings, odd } = compare(open);
  expect(odd).toBe(0);
  expect(sealOf(open, SPAN)).toEqual({ postings, seal });
  expect(sealApart(open)).toEqual({ postings, seal });

  // As no import would have it, but what could be told once must be sealed as it always was.
  open.db.exec(
    "DROP TRIGGER usage_no_update; UPDATE usage_event SET event_id = 'x' || char(10) || '1' WHERE event_id = 'x|1'",
  );
  const after = compare(open);
  expect(after.odd).toBe(1);
  expect(sealOf(open, SPAN)).toEqual({ postings, seal: after.seal });
  expect(sealApart(open)).toEqual({ postings, seal: after.seal });
});
