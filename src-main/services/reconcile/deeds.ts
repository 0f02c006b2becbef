// What people do in a reconciliation: let it match, match and take apart by hand, say why a line is open, sign. Each is told to the book,
// and nothing is ever taken away. Must not: work out how it stands (state.ts does).
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { canonicalDecimal, decimalPlaces } from '../../../src-shared/decimal.ts';
import { fileFinding } from '../../../src-shared/findings/files.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ReconcileCode } from '../../../src-shared/findings/reconcile.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { Leg, Reason } from '../../../src-shared/reconcile/words.ts';
import { LEG_WORDS } from '../../../src-shared/reconcile/words.ts';
import type { MatchedItem, Materiality } from '../../engine/facts.ts';
import type { PassLog, Side } from '../../reports/matching/items.ts';
import { keepDocument } from '../../storage/documents/document-store.ts';
import { canonicalJson } from '../../storage/fact-log.ts';
import { keepSets } from '../../storage/reconcile/outside-store.ts';
import type { Session } from '../session.ts';
import { mustGiveReason } from '../session.ts';
import { conclusionOf } from './conclusion.ts';
import type { Line } from './lines.ts';
import { lineKey } from './lines.ts';
import { type KeptSet, nextNumber } from './on-record.ts';
import { plainAmount, unitScale } from './scales.ts';
import { DAYS, openByKey, type Reconciliation, reconciliation } from './state.ts';

const finding = (code: ReconcileCode, message: string, hint: string): Finding => ({ code, message, hint });

/** Works out how it stands, then tells what `deed` makes of it. */
async function doing<T>(
  session: Session,
  found: Promise<Result<Reconciliation>>,
  deed: (standing: Reconciliation) => T,
): Promise<Result<T>> {
  const standing = await found;
  return standing.ok ? session.act(() => deed(standing.value)) : standing;
}

export interface MatchAsked {
  readonly leg: Leg;
  readonly month: Month;
  /** Left out: as in the last run. */
  readonly days?: number | null;
  readonly tolerance?: Readonly<Record<string, string>> | null;
}
export interface Matched {
  readonly run: number;
  readonly sets: number;
  readonly passes: readonly PassLog[];
  readonly suggestions: number;
  /** false: the last run of the month says it all, and stands for this one. */
  readonly recorded: boolean;
}

/** Matches what is open. What it finds stands until a person takes it apart; where nothing is new, nothing is recorded. */
export async function runMatching(session: Session, asked: MatchAsked): Promise<Result<Matched>> {
  const { leg, month } = asked;
  const last = session.facts().findLast(({ kind, body }) => kind === 'matching' && body.leg === leg);
  const before = last?.kind === 'matching' ? last.body : { days: DAYS, tolerance: {} };
  try {
    const options = {
      days: asked.days ?? before.days,
      tolerance: asked.tolerance ? readTolerance(session, leg, asked.tolerance) : before.tolerance,
    };
    return await doing(session, reconciliation(session, leg, month, options), (standing) => {
      mustHaveTables(standing);
      const { ready } = standing;
      const passes = passesOf(standing);
      const suggestions = standing.suggestions.length;
      const said = runThatSays(standing);
      if (said !== null) return { run: said, sets: 0, passes, suggestions, recorded: false };
      const run = nextNumber(session, 'matching');
      const lines = openByKey(standing);
      const bodies = ready.sets.map(({ pass, unit, book, outside, difference }) => {
        const kept: KeptSet = {
          ...{ pass, unit },
          book: book.map((key) => matchedItem(standing, lines.get(lineKey('book', key))!)),
          outside: outside.map((key) => matchedItem(standing, lines.get(lineKey('outside', key))!)),
          difference: plainAmount(difference, standing.scaleOf(unit)),
        };
        return canonicalJson(kept);
      });
      const setsSha256 = keepSets(session.open, run, bodies);
      session.tell(
        [
          {
            kind: 'matching',
            body: { run, leg, month, ...options, passes, sets: bodies.length, setsSha256 },
          },
        ],
        `match ${leg}`,
      );
      return { run, sets: bodies.length, passes, suggestions, recorded: true };
    });
  } catch (error) {
    return session.asRefusal(error);
  }
}

/** The month's last run, where another would find nothing more in the same tables, asked alike; null: it would say something new. */
function runThatSays({ runs, tables, month, ready, days, tolerance }: Reconciliation): number | null {
  const last = runs.findLast((one) => one.month === month);
  if (!last || ready.sets.length > 0) return null;
  const asBefore = last.days === days && canonicalJson(last.tolerance) === canonicalJson(tolerance);
  return asBefore && tables.every(({ told }) => told.seq < last.told.seq) ? last.run : null;
}

/** The log without what a person took apart before. */
function passesOf({ ready }: Reconciliation): PassLog[] {
  return ready.passes.map(({ pass }) => {
    const own = ready.sets.filter((set) => set.pass === pass);
    const count = (side: Side): number => own.reduce((sum, set) => sum + set[side].length, 0);
    return { pass, sets: own.length, book: count('book'), outside: count('outside') };
  });
}

const matchedItem = ({ scaleOf }: Reconciliation, { key, unit, amount }: Line): MatchedItem => ({
  key,
  amount: plainAmount(amount, scaleOf(unit)),
});

/** Throws a Refusal where it is none. Units as plain decimals without zeros at the end. */
export function readTolerance(
  session: Session,
  leg: Leg,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).map(([unit, amount]) => {
      const value = canonicalDecimal(amount);
      const scale = unitScale(session, leg, unit);
      if (scale !== undefined && value !== null && !value.startsWith('-') && decimalPlaces(value) <= scale)
        return [unit, value] as const;
      throw new Refusal(
        finding(
          'bad_tolerance',
          scale === undefined
            ? `"${unit}" is nothing that is counted here`
            : `"${amount}" is no amount in ${unit} from 0`,
          'Give an amount from 0 for each currency, such as EUR=0.05',
        ),
      );
    }),
  );
}

function mustHaveTables({ tables, leg, month }: Reconciliation): void {
  if (tables.length > 0) return;
  throw new Refusal(
    finding(
      'nothing_to_reconcile',
      `Nothing was taken in to compare ${month} with: ${LEG_WORDS[leg]}`,
      'Take in a file first',
    ),
  );
}

/** @returns "M3". */
export function matchByHand(
  session: Session,
  asked: { leg: Leg; month: Month; book: readonly string[]; outside: readonly string[]; note: string },
): Promise<Result<string>> {
  const { leg, month, note } = asked;
  return doing(session, reconciliation(session, leg, month), (standing) => {
    const lines = openByKey(standing);
    const pick = (side: Side): Line[] => [...new Set(asked[side])].map((key) => mustBeOpen(lines, side, key));
    const [book, outside] = [pick('book'), pick('outside')];
    const units = new Set([...book, ...outside].map(({ unit }) => unit));
    if (book.length === 0 || outside.length === 0 || units.size > 1)
      throw new Refusal(
        finding(
          'one_sided',
          units.size > 1 ? `The lines are in ${[...units].join(' and ')}` : 'Only one side was chosen',
          'Choose at least one line of each side, all in one unit',
        ),
      );
    const [unit = ''] = units;
    const sum = (all: readonly Line[]): bigint => all.reduce((total, { amount }) => total + amount, 0n);
    const difference = sum(outside) - sum(book);
    // Amounts that differ belong together because somebody says why.
    if (difference !== 0n) mustGiveReason(note);
    const number = nextNumber(session, 'match');
    const items = (all: readonly Line[]): MatchedItem[] => all.map((line) => matchedItem(standing, line));
    const body = {
      ...{ number, leg, month, unit, note: note.trim() },
      ...{ book: items(book), outside: items(outside) },
      difference: plainAmount(difference, standing.scaleOf(unit)),
    };
    session.tell([{ kind: 'match', body }], `match ${leg}`);
    return `M${number}`;
  });
}

function mustBeOpen(lines: ReadonlyMap<string, Line>, side: Side, key: string): Line {
  const line = lines.get(lineKey(side, key));
  if (line) return line;
  throw new Refusal(
    finding(
      'unknown_item',
      `${key} is not open in this reconciliation`,
      'It may be matched already: look at what is open',
    ),
  );
}

/** Takes a match apart; it stays on record, and the same is not matched again by itself. */
export function takeApart(
  session: Session,
  asked: { leg: Leg; month: Month; set: string; reason: string },
): Promise<Result<string>> {
  const { leg, month, set, reason } = asked;
  return doing(session, reconciliation(session, leg, month), (standing) => {
    const known = [...standing.sets.map(({ id }) => id), ...standing.broken];
    if (!known.includes(set))
      throw new Refusal(
        finding(
          'unknown_set',
          `There is no match ${set} in ${month}`,
          'Matches are taken apart in the month they were made in',
        ),
      );
    mustGiveReason(reason);
    session.tell([{ kind: 'unmatch', body: { leg, month, set, reason: reason.trim() } }], `unmatch ${leg}`);
    return set;
  });
}

/** Attachments are kept in the book, byte for byte. */
const LARGEST_FILE = 20_000_000;

export interface NoteAsked {
  readonly leg: Leg;
  readonly month: Month;
  readonly side: Side;
  readonly item: string;
  readonly reason: Reason | null;
  readonly note: string;
  readonly owner: string;
  readonly due: IsoDate | null;
  /** Files to attach to those that are. */
  readonly attach: readonly { path: string; name?: string }[];
}

/** Says why a line is open. What is accepted is said with a note, and does not come back next month. */
export function noteItem(session: Session, asked: NoteAsked): Promise<Result<null>> {
  const { leg, month, side, item, reason, note, owner, due } = asked;
  return doing(session, reconciliation(session, leg, month), (standing) => {
    mustBeOpen(openByKey(standing), side, item);
    if (reason === 'accepted_with_note' || reason === 'disputed') mustGiveReason(note);
    const before = standing.open.find(({ line }) => line.side === side && line.key === item)!;
    const files = [...before.files, ...asked.attach.map((one) => attachment(session, one))];
    const body = { leg, month, side, item, reason, note: note.trim(), owner: owner.trim(), due, files };
    session.tell([{ kind: 'item_note', body }], `note ${leg}`);
    return null;
  });
}

function attachment(
  session: Session,
  { path, name = basename(path) }: NoteAsked['attach'][number],
): { name: string; sha256: string } {
  const unreadable = (why: string): Refusal =>
    new Refusal(fileFinding('file_not_readable', { file: name }, why, 'Choose it again'));
  let bytes: Buffer;
  try {
    const found = statSync(path);
    if (!found.isFile()) throw unreadable('It is no plain file');
    if (found.size > LARGEST_FILE)
      throw new Refusal(
        finding(
          'file_too_large',
          `${name} is larger than ${LARGEST_FILE / 1_000_000} MB`,
          'Attach an extract of it',
        ),
      );
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unreadable('The file cannot be read');
  }
  return { name, sha256: keepDocument(session.open, bytes) };
}

export interface SignAsked {
  readonly leg: Leg;
  readonly month: Month;
  readonly role: 'preparer' | 'reviewer';
  readonly conclusion: string;
  /** The reviewer's alone: by unit, up to which total accepted differences do not matter; blank ones are none. */
  readonly materiality?: Readonly<Record<string, string>>;
  /** Why; must be given with it. */
  readonly materialityReason?: string;
}

/** Signs what stands: its preparer first, then another as reviewer. */
export function signOff(
  session: Session,
  asked: SignAsked,
): Promise<Result<{ by: string; conclusion: string }>> {
  const { leg, month, role } = asked;
  return doing(session, reconciliation(session, leg, month), (standing) => {
    mustHaveTables(standing);
    const { seal, content, preparer } = standing;
    if (seal === null)
      throw new Refusal({
        code: 'not_closed' satisfies ServiceCode,
        message: `${month} is not closed: what would be signed could still change`,
        hint: 'Close the month first',
      });
    const by = session.actor.user;
    if (role === 'reviewer') mustBeReviewable(preparer, by);
    const materiality = role === 'reviewer' ? readMateriality(session, asked) : {};
    const conclusion = asked.conclusion.trim() || conclusionOf(standing);
    session.tell(
      [{ kind: 'sign_off', body: { leg, month, role, content, seal, conclusion, ...materiality } }],
      `sign ${leg}`,
    );
    return { by, conclusion };
  });
}

function readMateriality(
  session: Session,
  { leg, materiality = {}, materialityReason = '' }: SignAsked,
): { materiality?: Materiality } {
  const typed = Object.fromEntries(Object.entries(materiality).filter(([, most]) => most.trim() !== ''));
  if (Object.keys(typed).length === 0) return {};
  const amounts = readTolerance(session, leg, typed);
  mustGiveReason(materialityReason);
  return { materiality: { amounts, reason: materialityReason.trim() } };
}

function mustBeReviewable(preparer: Reconciliation['preparer'], by: string): void {
  if (!preparer || preparer.void !== null)
    throw new Refusal(
      finding(
        'not_prepared',
        preparer
          ? `What ${preparer.by} signed does not count any more: ${preparer.void}`
          : 'Nobody has signed it as its preparer',
        'The preparer signs first',
      ),
    );
  if (preparer.by.trim().toLowerCase() === by.trim().toLowerCase())
    throw new Refusal(
      finding(
        'same_signer',
        `${by} prepared it, so somebody else reviews it`,
        'Let somebody else sign, under their own name (Settings; command: --as NAME)',
      ),
    );
}

/** Takes an outside table back out; it stays on record, and matches with its lines do not count any more. */
export function takeOut(session: Session, number: number, reason: string): Result<{ file: string }> {
  return session.act(() => {
    const gone = session.facts().some(({ kind, body }) => kind === 'outside_undo' && body.number === number);
    const found = session.facts().find(({ kind, body }) => kind === 'outside' && body.number === number);
    if (gone || found?.kind !== 'outside')
      throw new Refusal(
        finding('unknown_outside', `There is no outside table ${number}`, 'Look which tables were taken in'),
      );
    mustGiveReason(reason);
    session.tell([{ kind: 'outside_undo', body: { number, reason: reason.trim() } }], `take out ${number}`);
    return { file: found.body.file };
  });
}
