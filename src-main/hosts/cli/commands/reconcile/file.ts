// Commands that compare the book with other programs: one file at once, and what people decide about the lines that are left.
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { counted } from '../../../../../src-shared/counted.ts';
import { nearest } from '../../../../../src-shared/nearest.ts';
import type { ReconciliationView } from '../../../../../src-shared/reconcile/calls.ts';
import type { Leg } from '../../../../../src-shared/reconcile/words.ts';
import { LEG_WORDS, LEGS, PASS_WORDS, REASON_WORDS } from '../../../../../src-shared/reconcile/words.ts';
import type { Reconciled } from '../../../../backend/verbs/reconcile.ts';
import type { Said } from '../../answer.ts';
import { monthArgument, pathArgument, textArgument, workbookArgument } from '../../arguments.ts';
import { BOOK } from '../book.ts';
import { nameArgument } from '../comparison.ts';
import { aligned, examples, NOTHING_CHANGED, performingWith, type Running } from '../perform.ts';

const performOn = performingWith(() => import('../../../../backend/verbs/reconcile.ts'));

/** Kinds as they are typed: general-ledger. */
export const KINDS = LEGS.map((leg) => leg.replaceAll('_', '-'));

function kindArgument(text: string): Leg {
  const leg = LEGS[KINDS.indexOf(text)];
  if (leg) return leg;
  const near = nearest(text, KINDS);
  throw new InvalidArgumentError(
    `${near === null ? '' : `Did you mean ${near}? `}It is one of ${KINDS.join(', ')}.`,
  );
}

function daysArgument(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 366)
    throw new InvalidArgumentError('It is a number of days, from 0 to 366.');
  return Number(text);
}

export function toleranceArgument(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, unit, amount] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (unit === undefined || amount === undefined)
    throw new InvalidArgumentError('It is written UNIT=AMOUNT, such as EUR=0.05.');
  return { ...before, [unit]: amount };
}

interface ReconcileFlags {
  month?: string;
  profile?: string;
  days?: number;
  tolerance?: Record<string, string>;
  map?: Readonly<Record<string, string>>;
  out?: string;
}

export function addReconcile(program: Command, running: Running): void {
  program
    .command('reconcile')
    .summary('compare the book with invoices, a general ledger, a usage source or a spreadsheet')
    .description(
      'Takes a table in (.csv, .xlsx), keeps its rows with its hash, matches them with the book in passes from the surest on, and says ' +
        'what is left. Never on an amount alone across customers; what could be wrong is only suggested. What is left of a month ' +
        'stands in the next month, too. `reconciliation BOOK …` goes on from there.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<KIND>', KINDS.join(', '), kindArgument)
    .argument(
      '<FILE>',
      'invoice lines; a trial balance or account activity; usage by day and meter; an old spreadsheet',
      pathArgument,
    )
    .option('--month <YYYY-MM>', 'the month to compare with; left out, that of all its rows', monthArgument)
    .option('--profile <NAME>', 'how the file is laid out; left out, as it looks', textArgument)
    .option('--map <NAME=CODE>', 'a name in the file is this one of the book (may be repeated)', nameArgument)
    .option('--days <N>', 'how far apart dates may lie (3)', daysArgument)
    .option(
      '--tolerance <UNIT=AMOUNT>',
      'what may differ under one reference; once for each currency',
      toleranceArgument,
    )
    .option('--out <FILE.xlsx>', 'the reconciliation as a workbook, with its certificate', workbookArgument)
    .addHelpText(
      'after',
      examples(
        'reconcile acme.ddb billing invoices-2026-01.csv --out billing-2026-01.xlsx',
        'reconcile acme.ddb general-ledger trial-balance.xlsx --month 2026-01 --profile ledger',
        'reconcile acme.ddb usage totals-2026-01.csv --tolerance EUR=0.05',
        'reconcile acme.ddb spreadsheet credits.xlsx --month 2026-01 --map "Acme Inc.=acme"',
      ),
    )
    .action((book: string, leg: Leg, file: string, flags: ReconcileFlags) => {
      const { terminal } = running;
      const { month = null, profile = null, map: names = {}, days = null, tolerance = null, out } = flags;
      const path = terminal.path(file);
      const asked = {
        leg,
        path,
        month,
        profile,
        names,
        days,
        tolerance,
        out: out === undefined ? null : terminal.path(out),
      };
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.reconcileFile(session, asked),
        (compared) => sayReconciled(compared, out),
      );
    });
}

function sayReconciled({ taken, matched, standing }: Reconciled, out: string | undefined): Said {
  const found = matched.passes.filter(({ sets }) => sets > 0);
  const words = found.map(({ sets, pass }) => `${sets} ${PASS_WORDS[pass].toLowerCase()}`).join(', ');
  const leftOut = taken.leftOut === 0 ? '' : `, ${taken.leftOut} left out`;
  return {
    lines: [
      `${LEG_WORDS[standing.leg]}, ${taken.month}: ${taken.known ? 'the file is there already, as' : 'took in'} table ${taken.number}, ${counted(taken.rows, 'row')}${leftOut}.`,
      matched.recorded
        ? `Matched ${counted(matched.sets, 'set')}${words === '' ? '' : `: ${words}`}.`
        : 'Nothing more is to be matched: nothing was recorded.',
      ...standingLines(standing),
      ...(out === undefined ? [] : [`Wrote ${out}.`]),
    ],
    data: { taken, matched, standing },
  };
}

export function standingLines(standing: ReconciliationView): string[] {
  const { totals, open, moreOpen, suggestions, broken } = standing;
  const rows = totals.map(({ unit, book, outside, difference, unexplained }) => [
    unit,
    ...[book.open, outside.open, difference, unexplained],
  ]);
  const signed = (['preparer', 'reviewer'] as const).flatMap((role) => {
    const one = standing[role];
    return one
      ? [`Signed by its ${role}, ${one.by}, ${one.at}${one.void === null ? '' : `: VOID, ${one.void}`}.`]
      : [];
  });
  return [
    ...(rows.length === 0
      ? []
      : aligned(['Unit', 'Open in book', 'Open in source', 'Difference', 'Unexplained'], rows)),
    standing.conclusion,
    ...(open.length === 0
      ? []
      : aligned(
          ['Side', 'Item', 'Whose', 'Date', 'Amount', 'Age', 'Reason', 'Note'],
          open.map((one) => openRow(one, standing.leg)),
        )),
    ...(moreOpen === 0 ? [] : [`… and ${moreOpen} more: they are in the workbook (--out)`]),
    ...(suggestions.length === 0
      ? []
      : [`${counted(suggestions.length, 'suggestion')} to look at, in the window or with --json.`]),
    ...(broken.length === 0 ? [] : [`Do not count, as the book has changed: ${broken.join(', ')}.`]),
    ...signed,
    ...totals.flatMap(materialityLine),
  ];
}

function materialityLine({
  unit,
  accepted,
  materiality,
  beyond,
}: ReconciliationView['totals'][number]): string[] {
  if (materiality === null) return [];
  return [
    `Accepted differences of ${accepted} ${unit} are ${beyond ? 'ABOVE' : 'not above'} the materiality of ${materiality}.`,
  ];
}

/** Of an old spreadsheet, what differs says its cause until somebody says more. */
function openRow({ line, age, reason, said, note }: ReconciliationView['open'][number], leg: Leg): string[] {
  const why = said ? REASON_WORDS[reason] : `(${REASON_WORDS[reason]})`;
  return [
    line.side,
    line.key,
    line.party ?? '',
    line.date ?? '',
    `${line.amount} ${line.unit}`,
    age,
    why,
    note === '' && leg === 'spreadsheet' && line.side === 'outside' ? line.text : note,
  ];
}
