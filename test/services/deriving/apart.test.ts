// Deriving on a second thread gives, number by number, what deriving here gives; and when it cannot go on it says so, and nothing stays.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BeyondCount } from '../../../src-main/engine/usage.ts';
import { openRederiver, startDeriving } from '../../../src-main/services/deriving/apart.ts';
import { deriveBook } from '../../../src-main/services/deriving/derive.ts';
import { runStep, stepLines } from '../../../src-main/services/sample/steps.ts';
import { latest } from '../../../src-main/services/session.ts';
import { defaultThrough } from '../../../src-main/services/through.ts';
import { seeded } from '../../support/random.ts';
import { bookWith, type CompanyBook, emptyBook, must } from '../company-book.ts';
import { COMPANY, contents } from '../small-company.ts';

const CASES = join(import.meta.dirname, '../../cases');
const DERIVED = ['posting', 'lot', 'wallet', 'month_sum', 'snapshot', 'unrated'];

/** Everything derived goes: nobody's month is closed. */
function clear({ session }: CompanyBook): void {
  for (const table of DERIVED) session.open.db.exec(`DELETE FROM ${table}`);
}

const everyone = ({ session }: CompanyBook): Map<string, number> =>
  new Map([...latest(session, 'customer').keys()].map((code) => [code, Number.MIN_SAFE_INTEGER]));

function derivedHere(book: CompanyBook): Record<string, string> {
  const { session } = book;
  must(
    session.act(() => {
      clear(book);
      deriveBook(session, session.book(), everyone(book), defaultThrough(session));
    }),
  );
  return contents(book);
}

async function derivedApart(book: CompanyBook): Promise<Record<string, string>> {
  const rederiver = openRederiver(book.session, Number.POSITIVE_INFINITY);
  const parts: number[] = [];
  const derive = async (): Promise<void> => {
    clear(book);
    for await (const { done, of } of rederiver.parts(everyone(book))) parts.push(done / of);
  };
  must(await book.session.actInTurns(derive, () => true));
  await rederiver.close();
  expect(parts.at(-1)).toBe(1);
  expect(parts).toEqual([...parts].sort((a, b) => a - b));
  return contents(book);
}

/** What the case is told: its months stay open. */
async function toldCase(name: string): Promise<CompanyBook> {
  const book = emptyBook();
  const folder = join(CASES, name);
  for (const line of stepLines(readFileSync(join(folder, 'steps.txt'), 'utf8')))
    if (/^(setup|import) /.test(line)) await runStep(book.session, folder, line);
  return book;
}

describe('a book derived on a second thread', () => {
  const names = readdirSync(CASES).filter((name) => /^\d\d-/.test(name));

  it.each(names)('is as one derived here: %s', async (name) => {
    const book = await toldCase(name);
    const here = derivedHere(book);
    expect(await derivedApart(book)).toEqual(here);
    expect(here.posting).not.toBe('');
  });

  it('is so where one customer has more usage than is read at once, much of it at one instant', async () => {
    const book = bookWith(COMPANY);
    const random = seeded(7);
    const days = ['2026-01-05', '2026-01-05', '2026-01-06T10:00', '2026-02-03'];
    const ids = Array.from({ length: 9000 }, (_, n) => n).sort(() => random.below(3) - 1);
    const rows = ids.map((n) => `e${n},anna,calls,${1 + (n % 3)},${days[random.below(days.length)]}`);
    must(await book.usage(rows.join('\n')));
    const here = derivedHere(book);
    expect(await derivedApart(book)).toEqual(here);
    const atOneInstant = book.session.open.db
      .prepare(
        `SELECT u.event_id FROM posting p JOIN usage_event u ON u.seq = p.event
         WHERE p.at = (SELECT min(posted_at) FROM usage_event) ORDER BY p.wallet, p.at, p.ord`,
      )
      .pluck()
      .all() as string[];
    expect(atOneInstant.length).toBeGreaterThan(2000);
    expect(atOneInstant).toEqual([...atOneInstant].sort());
  });
});

describe('deriving on a second thread', () => {
  const parts = async (book: CompanyBook, facts: Parameters<typeof startDeriving>[0]): Promise<void> => {
    const { codes } = book.session.open;
    const thread = startDeriving(facts, new Map([[codes.idOf('meter', 'calls'), 'calls']]));
    try {
      const derived = [book.session.book(), everyone(book), defaultThrough(book.session)] as const;
      for await (const _ of thread.parts(book.session, ...derived));
    } finally {
      await thread.close();
    }
  };

  it('tells of an event that a book cannot count', async () => {
    const book = bookWith(COMPANY);
    must(await book.usage('fine,anna,calls,1,2026-01-03\nhuge,anna,calls,1,2026-01-04'));
    const { db } = book.session.open;
    db.exec(`DROP TRIGGER usage_no_update;
      UPDATE usage_event SET quantity = '99999999999999999999' WHERE event_id = 'huge'`);
    const told = parts(book, book.session.facts());
    await expect(told).rejects.toThrow(BeyondCount);
    await expect(told).rejects.toMatchObject({ eventId: 'huge' });
  });

  it('fails where its thread does', async () => {
    const book = bookWith(COMPANY);
    must(await book.usage('fine,anna,calls,1,2026-01-03'));
    const facts = book.session.facts().filter(({ kind }) => kind !== 'book');
    await expect(parts(book, facts)).rejects.toThrow(TypeError);
  });
});
