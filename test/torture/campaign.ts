// One book, tortured over and over: every deed is done by the real command, which is killed somewhere in the middle; then the book must
// open and be proven, and be as before or as a reference that nothing happened to; what was acknowledged is there; and the deed, done
// again, leads to what the reference holds, row for row and byte for byte.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seeded } from '../support/random.ts';
import { faultsOf, holdings } from './contents.ts';
import {
  BOOK,
  COPY,
  type Deed,
  type Kind,
  nextDeed,
  nothingYet,
  RESTORED,
  USUAL,
  type Weights,
} from './deeds.ts';
import { type Answer, command, reference } from './program.ts';

/** What became of the rounds of one kind of deed. */
export interface Tally {
  rounds: number;
  /** Killed, and found as before; killed, and found done; not killed in time. */
  before: number;
  done: number;
  finished: number;
}

export interface Campaign {
  tallies: Map<Kind, Tally>;
  /** Each with its seed and round, so that it can be played again. */
  faults: string[];
}

export interface CampaignOptions {
  seed: number;
  rounds: number;
  /** No round is begun after so many ms. */
  withinMs?: number;
  /** What is to come more often, or less, than usual. */
  weights?: Partial<Weights>;
  onRound?: (round: number, kind: Kind) => void;
}

/** 2026-12-01, and a minute more each round. */
const CLOCK = Date.UTC(2026, 11, 1);
/** What a killed process may leave beside its files; the next one clears it away. */
const REMAINS = /\.part(-wal|-journal|-shm)?$|\.lock$|\.part\//;

interface Place {
  random: Random;
  victim: string;
  reference: string;
  count: string;
  /** By kind, what the last undisturbed run took: operations on files, and ms. */
  learned: Map<Kind, { operations: number; ms: number }>;
}

type Holdings = Record<string, string>;

export async function torture({
  seed,
  rounds,
  withinMs,
  weights,
  onRound,
}: CampaignOptions): Promise<Campaign> {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-torture-'));
  const folder = (name: string): string => {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  };
  const place: Place = {
    random: seeded(seed),
    victim: folder('victim'),
    reference: folder('reference'),
    count: join(scratch, 'count'),
    learned: new Map(),
  };
  const files = folder('files');
  const standing = nothingYet();
  const campaign: Campaign = { tallies: new Map(), faults: [] };
  const begun = performance.now();
  try {
    for (let round = 1; round <= rounds; round++) {
      if (withinMs !== undefined && performance.now() - begun > withinMs) break;
      const deed = nextDeed(standing, place.random, files, { ...USUAL, ...weights });
      onRound?.(round, deed.kind);
      const faults = await play(place, deed, CLOCK + round * 60_000, tallyOf(campaign, deed.kind));
      campaign.faults.push(
        ...faults.map((fault) => `seed ${seed}, round ${round}, ${deed.words.join(' ')}: ${fault}`),
      );
      if (faults.length > 0) break;
    }
    return campaign;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function tallyOf({ tallies }: Campaign, kind: Kind): Tally {
  const tally = tallies.get(kind) ?? { rounds: 0, before: 0, done: 0, finished: 0 };
  tallies.set(kind, tally);
  return tally;
}

/** One deed, killed somewhere, looked at, and brought to its end. @returns what was wrong. */
async function play(place: Place, deed: Deed, now: number, tally: Tally): Promise<string[]> {
  const before = holdings(place.reference);
  const expected = await reference(deed.words, place.reference, now);
  if (expected.said?.ok) deed.done();
  const after = holdings(place.reference);
  const answer = await killed(place, deed, now);
  const acknowledged = answer.said?.ok === true;
  const faults: string[] = [];
  const touched = deed.kind === 'backup' || deed.kind === 'restore' ? [BOOK, COPY, RESTORED] : [BOOK];
  for (const book of touched) faults.push(...(await faultsOf(join(place.victim, book))));
  const left = holdings(place.victim);
  const isBetween = deed.inSteps === true && left[BOOK] !== before[BOOK] && left[BOOK] !== after[BOOK];
  faults.push(...differences(isBetween ? { ...left, [BOOK]: before[BOOK]! } : left, before, after));
  if (acknowledged) faults.push(...missing(left, after));
  const isBefore = left[BOOK] === before[BOOK];
  tally.rounds++;
  if (answer.status !== null) tally.finished++;
  else if (acknowledged || !isBefore) tally.done++;
  else tally.before++;
  if (faults.length > 0) return faults;
  if (!acknowledged && (deed.again || isBefore || isBetween))
    faults.push(...(await again(place, deed, now, expected)));
  return [...faults, ...missing(holdings(place.victim), holdings(place.reference))];
}

/** The deed by the real command, killed in one of its operations on files, or at any moment. */
function killed(
  { random, victim, count, learned }: Place,
  { kind, words }: Deed,
  now: number,
): Promise<Answer> {
  const known = learned.get(kind) ?? { operations: 40, ms: 1000 };
  const clock = { at: now };
  if (random.below(3) === 0)
    return command(words, { folder: victim, clock }, { killAfter: 100 + random.below(Math.ceil(known.ms)) });
  const fault = { kind: 'kill', at: 1 + random.below(known.operations + 2) } as const;
  return command(words, { folder: victim, clock, fault, count });
}

/** The deed again, undisturbed: it must come out as the reference did. */
async function again(place: Place, deed: Deed, now: number, expected: Answer): Promise<string[]> {
  const { victim, count, learned } = place;
  const counting = { folder: victim, clock: { at: now }, count, fault: { kind: 'kill', at: 0 } } as const;
  const answer = await command(deed.words, counting);
  if (deed.again) await reference(deed.words, place.reference, now);
  const [is, wanted] = [answer, expected].map(({ status, said }) => `${status} ${said?.kind ?? ''}`);
  if (is !== wanted)
    return [
      `done again, it came out as ${is}, not ${wanted}: ${JSON.stringify(answer.said)} ${answer.stderr}`,
    ];
  learned.set(deed.kind, { operations: Number(readFileSync(count, 'utf8')), ms: answer.ms });
  return [];
}

/** Every file must be as before or as after; what else is there may only be what a killed process leaves. */
function differences(left: Holdings, before: Holdings, after: Holdings): string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    if (left[name] === before[name] || left[name] === after[name]) return [];
    if (REMAINS.test(name) || name.endsWith('.replaced')) return [];
    return [`${name} is ${left[name] === undefined ? 'gone' : 'neither as before nor as after'}`];
  });
}

/** What the reference holds and the book's folder does not, or holds otherwise; and what is too many there. */
function missing(left: Holdings, wanted: Holdings): string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(wanted)]);
  return [...names]
    .filter((name) => left[name] !== wanted[name] && !name.endsWith('.replaced'))
    .map(
      (name) =>
        `${name} is ${left[name] === undefined ? 'missing' : wanted[name] === undefined ? 'left over' : 'not as it should be'}`,
    );
}
