// Tables of other programs that a book is reconciled with, and the saved layouts of them and of old workbooks.
// Must not: say how long or how often; runner.ts does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitMigration,
  type MigrationAsked,
  reviewMigration,
} from '../../../src-main/services/migration/migrate.ts';
import { shapeNamed } from '../../../src-main/services/migration/shapes.ts';
import { runMatching } from '../../../src-main/services/reconcile/deeds.ts';
import { saveOutsideProfileFile } from '../../../src-main/services/reconcile/outside/profiles.ts';
import { takeIn } from '../../../src-main/services/reconcile/outside/take-in.ts';
import { lookedAt, namesInFile } from '../../../src-main/services/reconcile/outside/window.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { done, Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { LEGS, type Leg } from '../../../src-shared/reconcile/words.ts';
import { handMade, zipOf } from '../../support/workbook-parts.ts';
import { CASES, codeOf, type Ground, MONTH } from '../ground.ts';
import { changeTable } from '../tables.ts';
import { cellsOf, inline, json, manner, put, type Target, text } from '../target.ts';
import { changeTree } from '../trees.ts';
import { changeWorkbook } from '../workbooks.ts';

/** One good table of each leg, as most people have it. */
const GOOD: Readonly<Record<Leg, Buffer>> = {
  billing: text(
    'invoice,date,customer,reference,amount,currency,description',
    'I-1,2026-01-15,kim,s-kim:2026-01-15,20.00,EUR,January',
    'I-2,2026-01-31,Lea,,"1,000.5",EUR,Advice',
    'Total,,,,1020.50,EUR,',
  ),
  general_ledger: text(
    'Account;Name;Opening balance;Debit;Credit;Closing balance',
    '3900;Prepaid;0,00;12,00;60,00;48,00 Cr',
    '8400;Usage;0,00;;12,00;-12,00',
    '6000;Rent;0,00;5,00;;5,00',
  ),
  usage: text('day,meter,quantity', '2026-01-20,calls,12', '21.01.2026,scans,3', '2026-02-03,calls,2'),
  spreadsheet: text(
    'Customer,Purchase date,Credits purchased,Price,Credits used,Credits remaining,Expiry',
    'Kim,2026-01-15,10,20,10,0,',
    'Lea,2026-01-15,10,20,0,10,2026-12-31',
  ),
};

/** Looks at a file, asks whose it is, or takes it in and matches; of the leg that the input says by itself. */
function reconciling(ground: Ground, path: string, input: Buffer, legs: readonly Leg[]): Promise<string> {
  const at = manner(input, 16);
  const leg = legs[at % legs.length]!;
  if (at < 4) return ground.change((session) => lookedAt(session, leg, path), false);
  if (at < 8)
    return ground.change(
      (session) => namesInFile(session, { leg, profile: null, layout: null }, path),
      false,
    );
  return ground.change((session) => takingIn(session, leg, path, null, at < 12 ? MONTH : null), true);
}

async function takingIn(
  session: Session,
  leg: Leg,
  path: string,
  profile: string | null,
  month: string | null,
): Promise<Result<unknown>> {
  const taken = await takeIn(session, { leg, path, month, profile });
  if (!taken.ok) return taken;
  const matched = await runMatching(session, { leg, month: taken.value.month });
  if (!matched.ok) codeOf(matched.findings);
  return taken;
}

const outside: Target = {
  name: 'outside',
  begin: () => [
    ...Object.values(GOOD),
    text(
      'Konto\tDatum\tSoll\tHaben\tBelegnummer',
      '3900\t31.01.2026\t12,00\t\tJ-1',
      '8400\t31.01.2026\t\t12,00\tJ-1',
    ),
    text('customer,date,balance', 'kim,2026-01-31,0', 'lea,2026-01-31,10'),
  ],
  change: changeTable,
  attempt: (ground, input) => reconciling(ground, put(ground, 'outside.csv', input), input, LEGS),
};

const outsideWorkbook: Target = {
  name: 'outside-xlsx',
  begin: () => {
    const rows = GOOD.billing
      .toString()
      .split('\n')
      .map((line, at) => cellsOf(at + 1, line.replaceAll('"', '').split(',').map(inline)));
    const old = ['clean-purchases', 'planted-purchases'].map((name) =>
      join(CASES, 'legacy', name, 'legacy.xlsx'),
    );
    return [zipOf(handMade({ rows: rows.join('') })), ...old.map((path) => readFileSync(path))];
  },
  change: changeWorkbook,
  attempt: (ground, input) =>
    reconciling(ground, put(ground, 'outside.xlsx', input), input, ['billing', 'spreadsheet']),
};

const LAYOUT = { delimiter: null, encoding: null, headerLine: 1 };

const outsideProfile: Target = {
  name: 'outside-profile',
  begin: () => [
    json({
      leg: 'usage',
      columns: { party: 'meter', date: 'day', amount: 'quantity' },
      values: { x: 'calls' },
    }),
    json({
      ...{ ...LAYOUT, leg: 'billing', usualSide: false, currency: 'EUR', twoDigitYears: true },
      columns: {
        party: 'customer',
        reference: 'reference',
        date: 'date',
        amount: 'amount',
        text: 'description',
      },
      ...{ dateOrder: 'iso', decimalSeparator: '.', thousandsSeparator: ',', values: { Lea: 'lea' } },
    }),
    json({
      ...{ ...LAYOUT, leg: 'general_ledger', usualSide: true, delimiter: ';', decimalSeparator: ',' },
      columns: { party: 'Account', opening: 'Opening balance', closing: 'Closing balance' },
    }),
    json({
      leg: 'spreadsheet',
      columns: { party: 'Customer', date: 'Purchase date', amount: 'Credits remaining' },
    }),
  ],
  change: changeTree,
  attempt: (ground, input) =>
    ground.change(async (session) => {
      const saved = saveOutsideProfileFile(session, 'P', put(ground, 'p.json', input));
      if (!saved.ok) return saved;
      const { leg } = saved.value.profile;
      const taken = await takingIn(session, leg, put(ground, 'outside.csv', GOOD[leg]), 'P', MONTH);
      if (!taken.ok) codeOf(taken.findings);
      return saved;
    }, true),
};

const oldShape = (more: object): Buffer =>
  json({
    layout: 'purchases',
    sheets: [
      {
        sheet: 'Rows',
        headerRow: 1,
        columns: [
          { column: 'A', name: 'Customer', means: 'customer' },
          { column: 'B', name: 'Purchase date', means: 'date' },
          { column: 'C', name: 'Credits purchased', means: 'bought' },
          { column: 'D', name: 'Price', means: 'price' },
          { column: 'E', name: 'Credits used', means: 'used' },
          { column: 'F', name: 'Credits remaining', means: 'remaining' },
          { column: 'G', name: 'Expiry', means: 'expires' },
        ],
      },
    ],
    ...{ creditType: 'credits', currency: 'EUR', meter: 'calls', customers: {} },
    ...more,
  });

function shapeIn(session: Session, path: string): Result<LegacyShape> {
  try {
    return done(shapeNamed(session, path));
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, findings: error.findings };
    throw error;
  }
}

/** A layout out of a file: an old spreadsheet is looked at with it, and now and then brought in, with the layout kept. */
const shape: Target = {
  name: 'shape',
  begin: () => [oldShape({}), oldShape({ customers: { Kim: 'kim' }, dateOrder: 'ymd', decimal: '.' })],
  change: changeTree,
  attempt: (ground, input) => {
    const commits = manner(input, 3) === 0;
    return ground.change(async (session) => {
      const read = shapeIn(session, put(ground, 'shape.json', input));
      if (!read.ok) return read;
      const asked: MigrationAsked = {
        ...{ path: put(ground, 'old.csv', GOOD.spreadsheet), shape: read.value, way: 'openings' },
        ...{
          at: '2026-02-01',
          expires: 'never',
          ledger: { EUR: '20.00' },
          newCustomers: manner(input, 2) === 0,
        },
      };
      const review = await reviewMigration(session, asked);
      if (!review.ok || !commits) return review;
      const approved = { token: review.value.token, reason: 'tried', approvedBy: 'ann', remember: 'S' };
      return commitMigration(session, asked, approved);
    }, commits);
  },
};

export const OUTSIDE_TARGETS: readonly Target[] = [outside, outsideWorkbook, outsideProfile, shape];
