// Every code of the services' catalogue is provoked here, once, and says what to do; and no service raises a code that
// the catalogue does not have.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { setLetterheadFile } from '../../src-main/services/documents/letterhead.ts';
import { PNG } from '../../src-main/services/documents/picture.ts';
import { giveEvidence } from '../../src-main/services/evidence/evidence-pack.ts';
import { explain } from '../../src-main/services/explain/explain.ts';
import { writePicture } from '../../src-main/services/files/picture.ts';
import { reportFile } from '../../src-main/services/files/report-output.ts';
import { previewStatement } from '../../src-main/services/files/statement-list.ts';
import { writeStatements } from '../../src-main/services/files/statements.ts';
import { writeTemplate } from '../../src-main/services/files/template.ts';
import { readTables } from '../../src-main/services/incoming/read-tables.ts';
import { closeMonth, reopenMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { makeSampleCompany, SAMPLE_BOOK } from '../../src-main/services/sample/sample-company.ts';
import { runStep } from '../../src-main/services/sample/steps.ts';
import { readLedger } from '../../src-main/services/screens/ledger-window.ts';
import { copyStatement } from '../../src-main/services/statements/issued.ts';
import { undoBatch } from '../../src-main/services/usage/batches.ts';
import { excludeEvent } from '../../src-main/services/usage/exceptions.ts';
import {
  readLayout,
  saveProfile,
  saveProfileFile,
  showProfile,
} from '../../src-main/services/usage/layout/profiles.ts';
import { commitImport, reviewImport } from '../../src-main/services/usage/review.ts';
import { backUp } from '../../src-main/storage/file/backup.ts';
import type { Subject } from '../../src-shared/explain/subject.ts';
import { figure } from '../../src-shared/explain/subject.ts';
import type { Finding } from '../../src-shared/findings/finding.ts';
import { SERVICE_CODES } from '../../src-shared/findings/service.ts';
import { TABLES } from '../support/one-customer.ts';
import { ACTOR, bookWith, type CompanyBook, emptyBook, must, scratchFolder } from './company-book.ts';
import { provoking } from './findings/provoked.ts';

const { provoked, expectFinding, expectRefused, expectAllProvoked } = provoking(SERVICE_CODES);

async function withUsage(lines = 'e1,anna,calls,3,2026-01-10'): Promise<CompanyBook> {
  const book = bookWith(TABLES);
  must(await book.usage(lines));
  return book;
}

describe('what the book does not have', () => {
  it('not_set_up', async () => {
    expectRefused(await emptyBook().report('balances'), 'not_set_up');
  });
  it('unknown_customer', async () => {
    expectRefused(await bookWith(TABLES).report('balances', { customer: 'nobody' }), 'unknown_customer');
  });
  it('unknown_report', async () => {
    expectRefused(await bookWith(TABLES).report('profits'), 'unknown_report');
  });
  it('unknown_event', () => {
    expectRefused(excludeEvent(bookWith(TABLES).session, 'e9', 'a test'), 'unknown_event');
  });
  it('unknown_subject', async () => {
    const { session } = await withUsage();
    const asked: Subject[] = [
      { kind: 'lot', lot: 'g9', month: null },
      { kind: 'posting', posting: '1|2|3' },
      { kind: 'charge', charge: 'g9' },
      { kind: 'charge', charge: 'void:e9' },
      { kind: 'fact', fact: 99 },
      figure('drawn', 'EUR'),
      figure('deferred', 'credits'),
      figure('expiring', 'credits', { of: 'soon' }),
      figure('drawn', 'credits', { customer: 'anna', of: 'g1' }),
    ];
    for (const subject of asked) expectRefused(await explain(session, subject), 'unknown_subject');
    expectRefused(await explain(session, { kind: 'event', event: 'e9' }), 'unknown_event');
    expectRefused(
      await explain(session, figure('drawn', 'credits', { customer: 'otto' })),
      'unknown_customer',
    );
    expectRefused(await explain(emptyBook().session, { kind: 'event', event: 'e9' }), 'not_set_up');
  });
  it('unknown_batch', () => {
    expectRefused(undoBatch(bookWith(TABLES).session, 7, ''), 'unknown_batch');
  });
  it('unknown_profile', async () => {
    const book = bookWith(TABLES);
    expectRefused(showProfile(book.session, 'portal'), 'unknown_profile');
    expectRefused(await book.usage('e1,anna,calls,1,2026-01-01', { profile: 'portal' }), 'unknown_profile');
  });
});

describe('setup tables', () => {
  it('file_not_found', async () => {
    expectRefused(await readTables(join(scratchFolder(), 'nowhere')), 'file_not_found');
  });
  it('no_tables', async () => {
    expectRefused(await readTables(scratchFolder()), 'no_tables');
  });
});

describe('usage', () => {
  it('cancelled, also after the last row', async () => {
    const book = bookWith(TABLES);
    let asked = 0;
    const cancelled = (): boolean => ++asked > 1;
    expectRefused(await book.usage('e1,anna,calls,1,2026-01-01', { cancelled }), 'cancelled');
    expect(must(await book.report('ledger'))).not.toContain('e1');
  });
  it('conflict, as a rejected row', async () => {
    const book = await withUsage();
    const { rejects, accepted } = must(await book.usage('e1,anna,calls,4,2026-01-10'));
    expect(accepted).toBe(0);
    expect(rejects.map(({ code }) => code)).toEqual(['conflict']);
    provoked.add('conflict');
  });
  it('left_out, as a rejected row', async () => {
    const book = await withUsage();
    const byHand = { mends: new Map(), excluded: new Map([[2, 'a test call']]) };
    const { rejects, accepted } = must(await book.usage('e9,anna,calls,4,2026-01-10', { byHand }));
    expect(accepted).toBe(0);
    expect(rejects).toMatchObject([{ code: 'left_out', message: 'Left out by hand: a test call' }]);
    provoked.add('left_out');
  });
  it('review_stale', async () => {
    const book = await withUsage();
    const path = book.file(
      'stale.csv',
      'event_id,customer,meter,quantity,occurred_at\ne8,anna,calls,1,2026-01-11\n',
    );
    const layout = must(readLayout({}));
    const given = { path, layout, byHand: { mends: new Map(), excluded: new Map() } };
    const { token } = must(await reviewImport(book.session, given));
    must(await book.usage('e7,anna,calls,1,2026-01-11'));
    expectRefused(
      await commitImport(book.session, given, { token, profile: null, told: [], reason: '' }),
      'review_stale',
    );
  });
  it('totals_differ', async () => {
    const book = await withUsage();
    const found = { rows: 1, quantity: '4', meters: [{ meter: 'calls', rows: 1, quantity: '4' }] };
    const control = { told: [{ meter: null, rows: 1, quantity: '5' }], reason: ' ', found: () => found };
    expectRefused(await book.usage('e9,anna,calls,4,2026-01-10', { control }), 'totals_differ');
  });
  it('already_undone', async () => {
    const { session } = await withUsage();
    must(undoBatch(session, 1, 'a test'));
    expectRefused(undoBatch(session, 1, 'a test'), 'already_undone');
  });
  it('closed_month', async () => {
    const { session } = await withUsage();
    must(closeMonth(session, '2026-01'));
    expectRefused(undoBatch(session, 1, ''), 'closed_month');
  });
  it('batch_touched', async () => {
    const { session } = await withUsage('f1,anna,faxes,1,2026-01-10');
    must(excludeEvent(session, 'f1', 'a test'));
    expectRefused(undoBatch(session, 1, ''), 'batch_touched');
  });
  it('already_excluded', async () => {
    const { session } = await withUsage('f1,anna,faxes,1,2026-01-10');
    must(excludeEvent(session, 'f1', 'a test'));
    expectRefused(excludeEvent(session, 'f1', 'again'), 'already_excluded');
  });
  it('amount_too_large: needs, or costs, and nothing of the file stays', async () => {
    const book = bookWith(TABLES);
    must(
      book.load(
        'rates\nmeter | credit_type | units | credits | from\n faxes | credits | 1 | 1000 | 2026-01-01',
      ),
    );
    const usage = 'fine,anna,calls,1,2026-01-10\nbig,anna,faxes,999999999999999,2026-01-11';
    expectRefused(await book.usage(usage), 'amount_too_large');
    expect(must(await book.report('ledger')).split('\n')).toHaveLength(3);
    must(
      book.load(`
plans
code | credit_type | credits | price | interval | overage         | overage_price
p    | credits     | 0       | 0     | P1M      | bill_next_cycle | 1000000

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`),
    );
    expectRefused(await book.usage('dear,anna,calls,99999999999999,2026-01-11'), 'amount_too_large');
    must(await book.usage('fine,anna,calls,1,2026-01-10'));
  });
  it('not_an_exception', async () => {
    expectRefused(excludeEvent((await withUsage()).session, 'e1', 'why not'), 'not_an_exception');
  });
  it('reason_missing', async () => {
    const { session } = await withUsage('f1,anna,faxes,1,2026-02-10');
    expectRefused(excludeEvent(session, 'f1', '  '), 'reason_missing');
    must(closeMonth(session, '2026-01'));
    expectRefused(reopenMonth(session, '2026-01', ''), 'reason_missing');
  });
});

describe('profiles', () => {
  it('bad_profile_name', () => {
    expectRefused(saveProfile(bookWith(TABLES).session, '../portal', {}, 'x'), 'bad_profile_name');
  });
  it('profile_unreadable', () => {
    const book = bookWith(TABLES);
    const path = book.file('portal.json', '{ "columns": ');
    expectRefused(saveProfileFile(book.session, 'portal', path), 'profile_unreadable');
    expectRefused(
      saveProfileFile(book.session, 'portal', join(book.folder, 'no.json')),
      'profile_unreadable',
    );
  });
});

describe('months', () => {
  it('too_far_ahead', async () => {
    const book = bookWith(TABLES);
    expectRefused(await book.report('lots', { through: '9999-12' }), 'too_far_ahead');
    expectRefused(await book.report('balances', { asOf: '2226-01-31' }), 'too_far_ahead');
    expect(await book.report('balances', { through: '2027-12' })).toMatchObject({ ok: true });
  });

  it('not_issued, unknown_period, bad_letterhead, bad_logo', async () => {
    const book = bookWith(TABLES);
    const asked = { month: '2026-01', customer: 'anna', period: '2026-01-02:2026-01-31' };
    expectRefused(await previewStatement(book.session, asked), 'unknown_period');
    const told = (fields: object): string => book.file('letterhead.json', JSON.stringify(fields));
    expectRefused(copyStatement(book.session, 'ST-2026-01-000009', join(book.folder, 'x')), 'not_issued');
    expectRefused(setLetterheadFile(book.session, told({ name: '' })), 'bad_letterhead');
    book.file('logo.png', 'no picture');
    const withLogo = told({ name: 'Us', logo: 'logo.png' });
    expectRefused(setLetterheadFile(book.session, withLogo), 'bad_logo');
  });

  it('before_first_month', async () => {
    const book = bookWith(TABLES);
    expectRefused(closeMonth(book.session, '2025-12'), 'before_first_month');
    expectRefused(await book.report('lots', { through: '2025-12' }), 'before_first_month');
  });
  it('close_in_order', () => {
    expectRefused(closeMonth(bookWith(TABLES).session, '2026-02'), 'close_in_order');
  });
  it('already_closed', () => {
    const { session } = bookWith(TABLES);
    must(closeMonth(session, '2026-01'));
    expectRefused(closeMonth(session, '2026-01'), 'already_closed');
  });
  it('not_closed', () => {
    const { session } = bookWith(TABLES);
    expectRefused(reopenMonth(session, '2026-01', 'why not'), 'not_closed');
    must(closeMonth(session, '2026-01'));
    expectRefused(reopenMonth(session, '2026-02', 'why not'), 'not_closed');
  });
  it('reopen_last_only', () => {
    const { session } = bookWith(TABLES);
    must(closeMonth(session, '2026-01'));
    must(closeMonth(session, '2026-02'));
    expectRefused(reopenMonth(session, '2026-01', 'why not'), 'reopen_last_only');
  });
  it('exceptions_open', async () => {
    const { session } = await withUsage('f1,anna,faxes,1,2026-01-10');
    expectRefused(closeMonth(session, '2026-01'), 'exceptions_open');
  });
  it('adjustment_short, beside a close', async () => {
    const book = bookWith(TABLES);
    must(
      book.load(`
adjustments
ref | date       | lot | type   | credits | amount | reason
a1  | 2026-01-20 | g1  | refund | 60      | 30     | too many
`),
    );
    must(await book.usage('e1,anna,calls,70,2026-01-10'));
    expectFinding(must(closeMonth(book.session, '2026-01')).short, 'adjustment_short');
  });
});

describe('what comes out', () => {
  it('scope_contradicts', async () => {
    const book = bookWith(TABLES);
    const both = { month: '2026-01', asOf: '2026-01-31' };
    expectRefused(await book.report('lots', both), 'scope_contradicts');
    expectRefused(await book.report('lots', { month: '2026-02', through: '2026-01' }), 'scope_contradicts');
  });
  it('unknown_entry', () => {
    const { session } = bookWith(TABLES);
    const filter = { customer: null, lot: null, event: null, entry: 'gift', month: null };
    const top = { start: 0, limit: 10, sort: null, newest: false };
    expectRefused(readLedger(session, filter, top), 'unknown_entry');
  });
  it('file_exists', async () => {
    const path = join(scratchFolder(), 'setup.xlsx');
    must(await writeTemplate(path));
    expectRefused(await writeTemplate(path), 'file_exists');
  });
  it('would_overwrite', async () => {
    const { session } = bookWith(TABLES);
    expectRefused(await reportFile(session, 'lots', {}, 'csv', session.open.path), 'would_overwrite');
    expectRefused(await reportFile(session, 'lots', {}, 'xlsx', session.open.path), 'would_overwrite');
    const zipped = { month: '2026-01', folder: session.open.path, zip: true };
    expectRefused(await writeStatements(session, zipped), 'would_overwrite');
    // Nor over another book, or the log of one, whoever asks.
    for (const name of ['other.ddb', 'Other.DDB', 'other.ddb-wal']) {
      const path = join(scratchFolder(), name);
      writeFileSync(path, 'a year of work');
      expectRefused(await reportFile(session, 'lots', {}, 'csv', path), 'would_overwrite');
      expectRefused(await reportFile(session, 'lots', {}, 'xlsx', path), 'would_overwrite');
      expectRefused(writePicture(Buffer.from(PNG).toString('base64'), path), 'would_overwrite');
      expect(readFileSync(path, 'utf8')).toBe('a year of work');
    }
  });
  it('folder_not_empty', async () => {
    const { session, folder } = bookWith(TABLES);
    must(closeMonth(session, '2026-01'));
    expectRefused(await giveEvidence(session, { month: '2026-01', out: folder }), 'folder_not_empty');
  });
  it('no_picture', () => {
    expectRefused(writePicture('PHN2Zy8+', join(scratchFolder(), 'chart.png')), 'no_picture');
  });
  it('unknown_step', async () => {
    const { session, folder } = bookWith(TABLES);
    expectRefused(await runStep(session, folder, 'dance all night'), 'unknown_step');
  });
  it('not_the_sample', async () => {
    const other = bookWith(TABLES);
    const folder = scratchFolder();
    copyFileSync(
      must(await backUp(other.session.open, join(other.folder, 'copy.ddb'))).path,
      join(folder, SAMPLE_BOOK),
    );
    expectRefused(await makeSampleCompany(folder, ACTOR), 'not_the_sample');
  });
});

/** Lets a test change what the program guards; the guards are put back, so that only the change can be found. */
function tampering(...statements: string[]): (path: string) => void {
  return (path) => {
    const db = new Database(path);
    const ofGuards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").raw();
    const guards = ofGuards.all() as [name: string, sql: string][];
    for (const [name] of guards) db.exec(`DROP TRIGGER ${name}`);
    for (const statement of statements) {
      const { changes } = db.prepare(statement).run();
      expect(changes).toBeGreaterThan(0);
    }
    for (const [, sql] of guards) db.exec(sql);
    db.close();
  };
}

describe('the proof', () => {
  const sealedThen = async (...statements: string[]) => {
    const book = await withUsage('e1,anna,calls,3,2026-01-10\ne2,anna,calls,3,2026-02-10');
    must(closeMonth(book.session, '2026-01'));
    return book.reopened(tampering(...statements)).session;
  };
  const findingsOf = async (...statements: string[]): Promise<readonly Finding[]> =>
    must(verifyBook(await sealedThen(...statements))).findings;
  const of = (id: string): string => `WHERE event = (SELECT seq FROM usage_event WHERE event_id = '${id}')`;
  it('finds nothing where nothing was changed', async () => {
    expect(await findingsOf("UPDATE usage_event SET quantity = '3'")).toEqual([]);
  });
  it('not_as_recorded: a usage row, or a sealed posting', async () => {
    expectFinding(
      await findingsOf("UPDATE usage_event SET quantity = '4' WHERE event_id = 'e1'"),
      'not_as_recorded',
    );
    expectFinding(await findingsOf(`UPDATE posting SET at = at + 1 ${of('e1')}`), 'not_as_recorded');
  });
  it('replay_differs: a posting of an open month', async () => {
    expectFinding(await findingsOf(`UPDATE posting SET at = at + 1 ${of('e2')}`), 'replay_differs');
  });
  it('invariant_broken: an entry that does not balance', async () => {
    expectFinding(await findingsOf(`UPDATE posting SET usage = usage + 1 ${of('e2')}`), 'invariant_broken');
  });
  it.each(['usage', 'credits'])('nor is a month closed over %s that were changed', async (what) => {
    const session = await sealedThen(`UPDATE posting SET ${what} = ${what} - 1 ${of('e2')}`);
    const broken = what === 'usage' ? 'Invariant 6' : 'Invariant 1';
    expect(JSON.stringify(closeMonth(session, '2026-02'))).toContain(broken);
  });
});

it('has a test above that provokes each code of the catalogue', expectAllProvoked);
