// The command of what people decide in a reconciliation: match by hand, take apart, explain, sign; and profiles of outside tables.
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { parseMonth } from '../../../../../src-shared/calendar.ts';
import type { Leg, Reason } from '../../../../../src-shared/reconcile/words.ts';
import { LEG_WORDS, LEGS, REASON_WORDS, REASONS } from '../../../../../src-shared/reconcile/words.ts';
import type { ReconciliationLine } from '../../../../backend/verbs/reconcile.ts';
import type { Said } from '../../answer.ts';
import { WrongArguments } from '../../answer.ts';
import { dateArgument, pathArgument, textArgument, workbookArgument } from '../../arguments.ts';
import { verbOf } from '../../verbs-of.ts';
import { BOOK } from '../book.ts';
import { aligned, examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from '../perform.ts';
import { KINDS, standingLines, toleranceArgument } from './file.ts';

const performOn = performingWith(() => import('../../../../backend/verbs/reconcile.ts'));

const TAKES = {
  list: [],
  show: ['KIND', 'MONTH'],
  match: ['KIND', 'MONTH'],
  unmatch: ['KIND', 'MONTH', 'SET'],
  note: ['KIND', 'MONTH', 'SIDE', 'ITEM'],
  sign: ['KIND', 'MONTH'],
  'take-out': ['NUMBER'],
  profiles: [],
  propose: ['KIND', 'FILE'],
  'save-profile': ['NAME', 'FILE'],
  'delete-profile': ['NAME'],
} as const;
type Verb = keyof typeof TAKES;

interface Flags {
  out?: string;
  book?: string[];
  outside?: string[];
  state?: Reason;
  note?: string;
  owner?: string;
  due?: string;
  attach?: string[];
  review?: boolean;
  conclusion?: string;
  materiality?: Record<string, string>;
  reason?: string;
}

const several = (text: string, before: string[] = []): string[] => [...before, textArgument(text)];

function reasonArgument(text: string): Reason {
  const reason = REASONS.find((one) => one === text.replaceAll('-', '_'));
  if (reason) return reason;
  throw new InvalidArgumentError(`It is one of ${REASONS.join(', ')}.`);
}

export function addReconciliation(program: Command, running: Running): void {
  program
    .command('reconciliation')
    .summary('go on with a reconciliation: match by hand, explain, sign')
    .description(
      'What people decide about the lines of a reconciliation. Everything stays on record; nothing is taken away.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<VERB>', Object.keys(TAKES).join(', '))
    .argument('[ARGUMENTS...]')
    .option('--out <FILE.xlsx>', 'show: the workbook with its certificate', workbookArgument)
    .option('--book <ITEM>', 'match: a line of the book, again for more', several)
    .option('--outside <ITEM>', 'match: a line of the source, again for more', several)
    .option('--state <REASON>', `note: ${REASONS.join(', ')}`, reasonArgument)
    .option('--note <TEXT>', 'match, note: why', textArgument)
    .option('--owner <NAME>', 'note: who sees to it', textArgument)
    .option('--due <YYYY-MM-DD>', 'note: until when', dateArgument)
    .option('--attach <FILE>', 'note: a file to keep with it, again for more', several)
    .option('--review', 'sign: as the reviewer, who must not be the preparer (--as NAME)')
    .option(
      '--materiality <UNIT=AMOUNT>',
      'sign --review: up to which total accepted differences do not matter; with --reason',
      toleranceArgument,
    )
    .option('--conclusion <TEXT>', 'sign: in place of the sentence that is proposed', textArgument)
    .option('--reason <TEXT>', 'unmatch, take-out, sign with --materiality: why', textArgument)
    .addHelpText(
      'after',
      `
Verbs:
  list                         what was reconciled, and who signed
  show KIND MONTH              how it stands
  match KIND MONTH             lines of both sides belong together: --book, --outside
  unmatch KIND MONTH SET       takes a match apart; it stays on record
  note KIND MONTH SIDE ITEM    why a line (side book or outside) is open: --state, --note
  sign KIND MONTH              signs what stands; with --review as another person
  take-out NUMBER              takes an outside table back out
  profiles                     how files are laid out: those that are saved
  propose KIND FILE            a profile for a file, as JSON
  save-profile NAME FILE       saves a profile
  delete-profile NAME          takes one away`,
    )
    .addHelpText(
      'after',
      examples(
        'reconciliation acme.ddb show billing 2026-01 --out billing-2026-01.xlsx',
        'reconciliation acme.ddb note billing 2026-01 outside 1:14 --state timing --note "invoiced on 1 February"',
        'reconciliation acme.ddb sign billing 2026-01',
        'reconciliation acme.ddb sign billing 2026-01 --review --as "R. Lind"',
      ),
    )
    .action((book: string, verb: string, given: string[], flags: Flags) => {
      const known = verbOf('reconciliation', TAKES, verb, given);
      return DO[known](running, book, given, flags);
    });
}

/** KIND and MONTH, the first two of what is given. */
function at([kind = '', month = '']: readonly string[]): { leg: Leg; month: string } {
  const leg = LEGS[KINDS.indexOf(kind)];
  if (!leg)
    throw new WrongArguments('bad_argument', `"${kind}" is no kind`, `It is one of ${KINDS.join(', ')}`);
  const found = parseMonth(month);
  if (found === null)
    throw new WrongArguments('bad_argument', `"${month}" is no month`, 'It is written YYYY-MM');
  return { leg, month: found };
}

type Doing = (running: Running, book: string, given: readonly string[], flags: Flags) => Promise<void>;

const DO: Readonly<Record<Verb, Doing>> = {
  list: (running, book) =>
    performOn(running, book, ONLY_LOOKED, (session, verbs) => verbs.reconciliations(session), sayList),
  show: (running, book, given, { out }) => {
    const { leg, month } = at(given);
    const path = out === undefined ? null : running.terminal.path(out);
    return performOn(
      running,
      book,
      ONLY_LOOKED,
      (session, verbs) => verbs.showReconciliation(session, leg, month, path),
      (standing) => ({
        lines: [
          ...standingLines(standing),
          ...standing.tables.flatMap(({ notCompared }) =>
            notCompared.map((one) => `Not part of it: ${one}.`),
          ),
          ...(out === undefined ? [] : [`Wrote ${out}.`]),
        ],
        data: { standing },
      }),
    );
  },
  match: (running, book, given, { book: ours = [], outside = [], note = '' }) =>
    performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) => verbs.matchByHand(session, { ...at(given), book: ours, outside, note }),
      (set) => ({ lines: [`Matched as ${set}.`], data: { set } }),
    ),
  unmatch: (running, book, given, { reason = '' }) =>
    performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) => verbs.takeApart(session, { ...at(given), set: given[2]!, reason }),
      (set) => ({
        lines: [`Took ${set} apart. It stays on record and is not matched again by itself.`],
        data: { set },
      }),
    ),
  note: (running, book, given, flags) => {
    const [, , side = '', item = ''] = given;
    if (side !== 'book' && side !== 'outside')
      throw new WrongArguments('bad_argument', `"${side}" is no side`, 'It is book or outside');
    const { state = null, note = '', owner = '', due = null, attach = [] } = flags;
    const paths = attach.map((path) => running.terminal.path(path));
    return performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) =>
        verbs.noteItem(session, {
          ...at(given),
          side,
          item,
          reason: state,
          note,
          owner,
          due,
          attach: paths.map((path) => ({ path })),
        }),
      () => ({
        lines: [`Noted of ${item}${state === null ? '' : `: ${REASON_WORDS[state].toLowerCase()}`}.`],
        data: { item },
      }),
    );
  },
  sign: (running, book, given, { review = false, conclusion = '', materiality = {}, reason = '' }) => {
    if (!review && Object.keys(materiality).length > 0)
      throw new WrongArguments('options_contradict', '--materiality goes with --review only');
    const matters = { materiality, materialityReason: reason };
    return performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) =>
        verbs.signOff(session, {
          ...at(given),
          role: review ? 'reviewer' : 'preparer',
          conclusion,
          ...matters,
        }),
      (signed) => ({
        lines: [`Signed by ${signed.by} as its ${review ? 'reviewer' : 'preparer'}: ${signed.conclusion}`],
        data: { ...signed, role: review ? 'reviewer' : 'preparer' },
      }),
    );
  },
  'take-out': (running, book, [number = ''], { reason = '' }) => {
    if (!/^[1-9]\d{0,8}$/.test(number))
      throw new WrongArguments(
        'bad_argument',
        `"${number}" is no outside table`,
        'It is a number from 1: `show` lists them',
      );
    return performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) => verbs.takeOut(session, Number(number), reason),
      ({ file }) => ({
        lines: [`Took ${file} back out. Matches with its lines do not count any more.`],
        data: { file },
      }),
    );
  },
  profiles: (running, book) =>
    performOn(
      running,
      book,
      ONLY_LOOKED,
      (session, verbs) => ({ ok: true as const, value: verbs.outsideProfiles(session) }),
      (profiles) => ({
        lines:
          profiles.length === 0
            ? ['No profile is saved. `propose KIND FILE` makes one.']
            : profiles.map(({ name, profile }) => `${name}: ${LEG_WORDS[profile.leg].toLowerCase()}`),
        data: { profiles },
      }),
    ),
  propose: (running, book, [kind = '', file = '']) => {
    const { leg } = at([kind, '2000-01']);
    return performOn(
      running,
      book,
      ONLY_LOOKED,
      (session, verbs) => verbs.lookAtOutside(session, leg, running.terminal.path(file)),
      ({ profile, questions }) => ({
        lines: [JSON.stringify(profile, null, 2)],
        data: { profile, questions },
        notes: questions.map(({ message, hint }) => `${message}. ${hint ?? ''}`.trim()),
      }),
    );
  },
  'save-profile': (running, book, [name = '', file = '']) =>
    performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) => verbs.saveOutsideProfileFile(session, name, running.terminal.path(file)),
      ({ name, unchanged }) => ({
        lines: [
          unchanged
            ? `The profile "${name}" is in the book already, exactly so.`
            : `Saved the profile "${name}".`,
        ],
        data: { name, unchanged },
      }),
    ),
  'delete-profile': (running, book, [name = '']) =>
    performOn(
      running,
      book,
      NOTHING_CHANGED,
      (session, verbs) => verbs.deleteOutsideProfile(session, name),
      (deleted) => ({
        lines: [`Deleted the profile "${deleted.name}". It stays on record.`],
        data: { name: deleted.name },
      }),
    ),
};

function sayList(lines: readonly ReconciliationLine[]): Said {
  const signed = (one: ReconciliationLine['preparer']): string =>
    one === null ? '' : one.void === null ? one.by : `${one.by} (VOID)`;
  return {
    lines:
      lines.length === 0
        ? ['Nothing was reconciled yet: drawdown reconcile BOOK KIND FILE']
        : aligned(
            ['Month', 'Kind', 'Tables', 'Open', 'Prepared by', 'Reviewed by'],
            lines.map(({ month, leg, tables, open, preparer, reviewer }) => [
              ...[month, LEG_WORDS[leg], String(tables), String(open), signed(preparer), signed(reviewer)],
            ]),
          ),
    data: { reconciliations: lines },
  };
}
