// The evidence pack of a closed month: what the README tells an auditor to do is done here, and gets the seal; whatever is changed in the
// pack is found; the same book, month and seed give the same pack.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { RECIPES } from '../../../src-main/reports/evidence/recipes.ts';
import { issueDocument } from '../../../src-main/services/documents/issued.ts';
import type { EvidenceOptions } from '../../../src-main/services/evidence/evidence-pack.ts';
import { giveEvidence } from '../../../src-main/services/evidence/evidence-pack.ts';
import { beginPack } from '../../../src-main/services/evidence/pack-place.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { bookWith, type CompanyBook, must, scratchFolder } from '../company-book.ts';
import { COMPANY, JANUARY, MARCH, twoMonths } from '../small-company.ts';
import { filesOf, RECIPE_NAMES, runRecipe, testWithPython } from './pack.ts';

/** Ids that every format must write with care. */
const ODD = 'Zoë & "Söhne" \\ Co=1';
const EVENT = '=z|1\\"2"';
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The small company with January and February closed, January once reopened, a document issued, and odd names. */
async function closedCompany(): Promise<CompanyBook> {
  const book = await twoMonths();
  must(
    book.load(`
customers
code   | name
${ODD} | Zoë

grants
ref | date       | customer | credit_type | credits | price | expected_breakage | note
é-1 | 2026-01-07 | ${ODD}   | credits     | 70      | 33.33 | 15%               | "quoted", and = more
`),
  );
  must(await book.usage(`${quoted(EVENT)},${quoted(ODD)},calls,100,2026-01-09`));
  must(closeMonth(book.session, '2026-01'));
  must(reopenMonth(book.session, '2026-01', 'Forgot a file'));
  must(closeMonth(book.session, '2026-01'));
  must(closeMonth(book.session, '2026-02'));
  must(
    book.session.act(() =>
      issueDocument(book.session, {
        series: 'statement',
        month: '2026-02',
        subject: 'anna',
        content: 'what it says',
        changes: () => '',
        make: (number) => ({ file: `${number} anna.xlsx`, bytes: Buffer.from('the bytes handed out') }),
      }),
    ),
  );
  must(await book.usage(MARCH));
  return book;
}

async function packOf(book: CompanyBook, options: Partial<EvidenceOptions> = {}) {
  const out = join(book.folder, `pack-${readdirSync(book.folder).length}`);
  const given = must(await giveEvidence(book.session, { month: '2026-02', out, ...options }));
  return { folder: options.out ?? out, given };
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the recipes', () => {
  testWithPython('get the seal, the hashes and the sample, month by month', async () => {
    const book = await closedCompany();
    for (const month of ['2026-01', '2026-02']) {
      const { folder, given } = await packOf(book, { month });
      for (const name of RECIPE_NAMES) expect(runRecipe(folder, name), name).toMatchObject({ ok: true });
      expect(runRecipe(folder, 'seal').said).toContain(`${given.seal}, ${given.postings} postings`);
      expect(runRecipe(folder, 'facts').said).toContain(`${given.facts} facts`);
      const postings = readFileSync(join(folder, 'postings.csv'), 'utf8');
      expect(postings.includes(`${quoted(ODD)},credits,drawdown,é-1,${quoted(`'${EVENT}`)},calls`)).toBe(
        month === '2026-01',
      );
    }
  });

  const all = (find: string, change: string) => (text: string) => text.replaceAll(find, change);
  testWithPython.for<[(typeof RECIPE_NAMES)[number], string, (text: string) => string]>([
    ['seal', 'postings.csv', all('drawdown', 'expiry')],
    ['seal', 'postings.csv', (text) => text.slice(0, text.trimEnd().lastIndexOf('\n') + 1)],
    ['seal', 'seals.csv', (text) => text.replaceAll(/[0-9a-f]{64}/g, sha256)],
    ['facts', 'facts.csv', all('Forgot a file', 'Forgot a line')],
    ['facts', 'facts.csv', all('mara', 'nora')],
    ['facts', 'seals.csv', all('2026-02,', '2026-03,')],
    ['sample', 'lots.csv', (text) => text.replace(',yes', ',')],
    ['batches', 'batch-rows.csv', all(',calls,', ',mails,')],
    ['batches', 'batch-rows.csv', (text) => text.slice(0, text.trimEnd().lastIndexOf('\n') + 1)],
    ['batches', 'batches.csv', (text) => text.replaceAll(/[0-9a-f]{64}/g, sha256)],
    ['files', 'usage.csv', all('calls', 'mails')],
    ['files', 'documents.csv', (text) => `${text}\n`],
  ])('%s finds what was changed in %s', async ([name, path, change]) => {
    const { folder } = await packOf(await closedCompany(), { sample: 3 });
    const file = join(folder, path);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, change(before));
    expect(readFileSync(file, 'utf8')).not.toBe(before);
    expect(runRecipe(folder, name)).toMatchObject({ ok: false });
  });

  testWithPython('name a file that is missing, and one that is not listed', async () => {
    const { folder } = await packOf(await closedCompany());
    writeFileSync(join(folder, 'extra.txt'), 'hello');
    writeFileSync(
      join(folder, 'manifest.csv'),
      `${readFileSync(join(folder, 'manifest.csv'))}gone.csv,1,00\n`,
    );
    const { said } = runRecipe(folder, 'files');
    expect(said).toContain('extra.txt is not listed');
    expect(said).toContain('gone.csv is missing');
  });

  test('the line for sha256sum agrees with the manifest', async () => {
    if (spawnSync('sha256sum', ['--version']).status !== 0) return;
    const { folder } = await packOf(await closedCompany());
    const readme = readFileSync(join(folder, 'README.html'), 'utf8');
    const [, line = ''] = /<pre>(awk .*)<\/pre>/.exec(readme)!;
    const command = line.replaceAll('&gt;', '>').replaceAll('&quot;', '"');
    expect(execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })).toBe('');
    writeFileSync(join(folder, 'about.csv'), 'changed');
    expect(spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }).stdout).toContain(
      'about.csv: FAILED',
    );
  });
});

describe('the pack', () => {
  it('lists every file with bytes and SHA-256, and the README has every recipe in full', async () => {
    const { folder, given } = await packOf(await closedCompany());
    const files = filesOf(folder);
    const manifest = files.get('manifest.csv')!;
    expect(sha256(Buffer.from(manifest, 'latin1'))).toBe(given.manifestSha256);
    const rows = manifest.trim().split('\n').slice(1);
    const listed = [...files].filter(([path]) => path !== 'manifest.csv');
    expect(rows).toEqual(
      listed.map(([path, content]) => `${path},${content.length},${sha256(Buffer.from(content, 'latin1'))}`),
    );
    expect(given.files).toBe(rows.length);
    const readme = readFileSync(join(folder, 'README.html'), 'utf8');
    const shown = readme
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    for (const { file, text } of Object.values(RECIPES)) {
      expect(shown).toContain(text);
      expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
    }
    expect(readme).toContain(given.seal);
    expect(readme).toContain(`chosen by seed ${given.seed}`);
    expect(readme).not.toMatch(/https?:|src=|<script/);
  });

  it('holds the documents issued of the month as they were, and no others', async () => {
    const book = await closedCompany();
    const february = await packOf(book);
    expect(readFileSync(join(february.folder, 'documents/ST-2026-02-000001.xlsx'), 'utf8')).toBe(
      'the bytes handed out',
    );
    expect(readFileSync(join(february.folder, 'documents.csv'), 'utf8')).toContain(
      sha256('the bytes handed out'),
    );
    const january = await packOf(book, { month: '2026-01' });
    expect(january.given.documents).toBe(0);
    expect(existsSync(join(january.folder, 'documents'))).toBe(false);
  });

  it('holds facts only to the close and the last document, imports and rules in words', async () => {
    const book = await closedCompany();
    const { folder, given } = await packOf(book, { month: '2026-01' });
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(given.facts).toBeLessThan(book.session.facts().length);
    expect(read('facts.csv')).not.toContain('"2026-02 is closed');
    expect(read('policies.csv')).toContain('grants 100 credits for 80.00 EUR');
    expect(read('policies.csv')).toContain('Credits are drawn in this order');
    const batches = read('batches.csv').trim().split('\n');
    expect(batches[1]).toMatch(
      new RegExp(`^1,usage-1.csv,${sha256(readFileSync(join(book.folder, 'usage-1.csv')))},`),
    );
    expect(read('usage.csv').match(/,counts,1,/g)).toHaveLength(JANUARY.split('\n').length);
    const seals = read('seals.csv').trim().split('\n');
    expect(seals).toHaveLength(3);
    expect(seals[1]).toContain('Forgot a file');
  });

  it('is the same for the same book, month and seed, as a folder and as a zip, whatever was told later', async () => {
    const book = await closedCompany();
    const first = await packOf(book);
    must(closeMonth(book.session, '2026-03'));
    const again = await packOf(book);
    expect(filesOf(again.folder)).toEqual(filesOf(first.folder));
    const zip = join(book.folder, 'pack.zip');
    await packOf(book, { out: zip });
    const parts = partsOf(zip);
    expect([...parts.keys()].sort()).toEqual([...filesOf(first.folder).keys()]);
    for (const [path, content] of parts)
      if (/\.(csv|html|py)$/.test(path)) expect(content).toBe(readFileSync(join(first.folder, path), 'utf8'));
  });

  it('shows the draws of a day in one line where a lot has very many, to the same end', async () => {
    const book = bookWith(COMPANY);
    const drawn = Array.from(
      { length: 2100 },
      (_, n) => `e${n},anna,calls,0.1,2026-01-${10 + (n % 3)}T10:00`,
    );
    must(await book.usage(drawn.join('\n')));
    must(closeMonth(book.session, '2026-01'));
    const { folder } = await packOf(book, { month: '2026-01' });
    const workbook = await plainWorkbook(join(folder, 'trial-recomputation.xlsx'));
    expect(workbook.get('Checks')!.get('B3')!.value).toBe('OK');
    const lines = [...workbook.get('Movements')!].flatMap(([address, { value }]) =>
      address.startsWith('D') && String(value).endsWith('events of the day') ? [value] : [],
    );
    expect(lines).toEqual(Array(3).fill('700 events of the day'));
  });

  it('says which facts the terms of each lot come from', async () => {
    const { folder } = await packOf(await closedCompany(), { month: '2026-01' });
    const facts = readFileSync(join(folder, 'facts.csv'), 'utf8').split('\n');
    const kinds = (numbers: unknown): string[] =>
      String(numbers)
        .split(', ')
        .map((n) => facts[Number(n)]!.split(',').slice(5, 7).join(' '));
    const workbook = (await plainWorkbook(join(folder, 'trial-recomputation.xlsx'))).get('Sample')!;
    const terms = new Map(
      [...workbook].flatMap(([address, { value }]) =>
        /^T([6-9]|\d\d)$/.test(address)
          ? [[workbook.get(address.replace('T', 'A'))!.value, kinds(value)] as const]
          : [],
      ),
    );
    expect(terms.get('s:2026-01-01')).toEqual(['plan p', 'subscription s']);
    expect(terms.get('t:2026-01-15')).toEqual(['plan d', 'subscription t']);
    expect(terms.get('é-1')).toEqual(['grant é-1']);
  });

  it('chooses by the seed alone', async () => {
    const book = await closedCompany();
    const sampleOf = async (seed: number): Promise<string[]> => {
      const { folder, given } = await packOf(book, { seed, sample: 2 });
      expect(given).toMatchObject({ seed, sample: 2 });
      return readFileSync(join(folder, 'lots.csv'), 'utf8')
        .split('\n')
        .filter((row) => row.endsWith(',yes'));
    };
    const seeds = [1, 2, 3, 4, 5, 6];
    const samples = [];
    for (const seed of seeds) samples.push((await sampleOf(seed)).join());
    expect((await sampleOf(3)).join()).toBe(samples[2]);
    expect(new Set(samples).size).toBeGreaterThan(1);
  });
});

describe('is not given', () => {
  const findingsOf = async (book: CompanyBook, options: Partial<EvidenceOptions>) => {
    const answer = await giveEvidence(book.session, {
      month: '2026-02',
      out: join(book.folder, 'pack'),
      ...options,
    });
    return answer.ok ? [] : answer.findings.map(({ code }) => code);
  };

  it('of an open month, into a folder with other files, or over the book', async () => {
    const book = await closedCompany();
    expect(await findingsOf(book, { month: '2026-03' })).toEqual(['not_closed']);
    expect(await findingsOf(book, { out: book.folder })).toEqual(['folder_not_empty']);
    expect(await findingsOf(book, { out: book.session.open.path })).toEqual(['would_overwrite']);
    expect(await findingsOf(book, { out: join(book.folder, 'usage-1.csv') })).toEqual(['file_in_use']);
    mkdirSync(join(book.folder, 'empty'));
    expect(await findingsOf(book, { out: join(book.folder, 'empty') })).toEqual([]);
  });

  it('as a zip that would hold more files than a zip can', () => {
    const out = join(scratchFolder(), 'many.zip');
    const pack = beginPack(out);
    for (let n = 0; n <= 65_535; n++) pack.put(`documents/${n}`, new Uint8Array());
    expect(() => pack.finish()).toThrow(Refusal);
    pack.drop();
    expect(existsSync(out)).toBe(false);
  });

  it('when it is stopped: nothing of it stays', async () => {
    const book = await closedCompany();
    for (const out of ['stopped', 'stopped.zip']) {
      let heard = 0;
      const stop = giveEvidence(book.session, {
        month: '2026-02',
        out: join(book.folder, out),
        progress: () => {
          if (++heard > 2) throw new Error('stopped');
        },
      });
      await expect(stop).rejects.toThrow('stopped');
    }
    expect(readdirSync(book.folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it('when the postings are not those that were sealed', async () => {
    const book = await closedCompany();
    const { db } = book.session.open;
    db.exec('DROP TRIGGER posting_no_update');
    db.exec('UPDATE posting SET credits = credits - 1 WHERE kind = 4');
    expect(await findingsOf(book, {})).toEqual(['not_as_recorded']);
    expect(existsSync(join(book.folder, 'pack'))).toBe(false);
    expect(existsSync(join(book.folder, 'pack.part'))).toBe(false);
  });
});
