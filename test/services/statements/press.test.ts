// Many statements are made on two threads: the same bytes as one by one, in the order of numbers; what fails there says whose it is; who
// stops leaves nothing running.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  pressStart,
  statementMaker,
  writeStatement,
  writeStatements,
} from '../../../src-main/services/files/statements.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { withSource } from '../../../src-main/services/report.ts';
import { openPress, pressHere } from '../../../src-main/services/statements/press/press.ts';
import { ofMonth } from '../../../src-main/services/statements/spans.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import { bookWith, type CompanyBook, must, scratchFolder } from '../company-book.ts';
import { COMPANY, januaryClosed } from '../small-company.ts';

const MONTH = '2026-01';
const MANY = Array.from({ length: 30 }, (_, n) => `c${String(n).padStart(2, '0')}`);

/** With as many customers as are worth a thread; each has lots, charges, usage, overage and late usage of its own. */
async function manyCustomers(): Promise<CompanyBook> {
  const book = bookWith(COMPANY);
  must(
    book.load(`
customers
code | name
${MANY.map((code) => `${code} | ${code}`).join('\n')}

subscriptions
ref | customer | plan | start
${MANY.map((code) => `s-${code} | ${code} | p | 2026-01-10`).join('\n')}
`),
  );
  const events = MANY.flatMap((code, n) =>
    Array.from({ length: n }, (_, k) => `${code}-${k},${code},calls,${k * 7},2026-01-${10 + (k % 20)}T10:00`),
  );
  must(await book.usage(events.join('\n')));
  return book;
}

const contents = (folder: string): Map<string, string> =>
  new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'base64')]));

describe('statements of many customers', () => {
  it('are byte for byte those that are made one by one', async () => {
    const { session } = await manyCustomers();
    const [together, alone] = [scratchFolder(), scratchFolder()];
    const { files } = must(await writeStatements(session, { month: MONTH, folder: together }));
    expect(files.length).toBeGreaterThan(MANY.length);
    for (const { customer, file } of files)
      must(await writeStatement(session, { month: MONTH, customer }, join(alone, file)));
    const made = contents(together);
    made.delete('index-2026-01.xlsx');
    expect(made).toEqual(contents(alone));
  });

  it('are numbered in the order of customers', async () => {
    const { session } = await manyCustomers();
    must(closeMonth(session, MONTH));
    const { files } = must(await writeStatements(session, { month: MONTH, folder: scratchFolder() }));
    expect(files.map(({ customer }) => customer)).toEqual(
      ['anna', 'bert', ...MANY].filter((code) => files.some(({ customer }) => customer === code)),
    );
    expect(files.map(({ number }) => number)).toEqual(
      files.map((_, n) => `ST-2026-01-${String(n + 1).padStart(6, '0')}`),
    );
  });

  it('say how many are made, never more than there are; stopped, the thread is gone', async () => {
    const { session } = await manyCustomers();
    const said: number[] = [];
    const told = { month: MONTH, folder: scratchFolder() };
    must(await writeStatements(session, { ...told, progress: (_step, done) => said.push(done) }));
    expect(said).toEqual(said.toSorted((a, b) => a - b));
    expect(said.at(-1)).toBe(MANY.length + 2);
    const threads = process.getActiveResourcesInfo().filter((one) => one === 'MessagePort').length;
    const stop = (_step: string, done: number): void => {
      if (done === 5) throw new Refusal({ code: 'cancelled', message: 'Stopped' });
    };
    expect(await writeStatements(session, { ...told, progress: stop })).toMatchObject({
      ok: false,
      findings: [{ code: 'cancelled', hint: expect.stringContaining('5 were written and stay') }],
    });
    expect(process.getActiveResourcesInfo().filter((one) => one === 'MessagePort')).toHaveLength(threads);
  });
});

describe('a press with a thread', () => {
  const annasData = (book: CompanyBook) =>
    withSource(book.session, { month: MONTH, through: MONTH, customer: 'anna' }, () =>
      statementMaker(book.session, MONTH).dataOf(ofMonth('anna', MONTH)),
    );

  it('makes what it can there, what comes meanwhile here, and gives the same', async () => {
    const book = await januaryClosed();
    const data = must(await annasData(book));
    const start = pressStart(book.session);
    const press = openPress(start, 100);
    const made = await Promise.all(Array.from({ length: 12 }, () => press.make(data)));
    const here = made.filter(({ bytes }) => bytes instanceof Uint8Array);
    expect(here.length).toBeGreaterThan(0);
    expect(here.length).toBeLessThan(made.length);
    const { bytes: expected } = await pressHere(start).make(data);
    for (const { bytes } of made) expect(Buffer.from(await bytes).equals(await expected)).toBe(true);
    await press.end();
  });

  it('says whose statement cannot be made there, and makes the next', async () => {
    const book = await januaryClosed();
    const data = must(await annasData(book));
    const press = openPress(pressStart(book.session), 100);
    const broken = await press.make({ ...data, wallets: [{ ...data.wallets[0]!, creditType: 'nowhere' }] });
    await expect(broken.bytes).rejects.toThrow('the statement of anna cannot be made');
    const next = await press.make(data);
    expect((await next.bytes).length).toBeGreaterThan(1000);
    await press.end();
  });

  it('ended, what was on its way is given up', async () => {
    const book = await januaryClosed();
    const press = openPress(pressStart(book.session), 100);
    const { bytes } = await press.make(must(await annasData(book)));
    await press.end();
    await expect(bytes).rejects.toThrow('ended');
  });
});
