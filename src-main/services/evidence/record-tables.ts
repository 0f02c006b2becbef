// What an evidence pack holds of the record: facts with their hashes, rules with their versions in words, seals, imports, documents.
// Tables as they are written, exact, for programs to recompute from. Must not: hold postings (ledger-tables.ts does), or judge.
import type { Month } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import { totalsLine } from '../../../src-shared/control-totals.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import type { DocumentFact } from '../../engine/facts.ts';
import { percentOf } from '../../import/setup/spec/column.ts';
import { burnOrderInWords, creditsInWords, lasting, planInWords } from '../../reports/plan-in-words.ts';
import type { Fact } from '../../storage/fact-log.ts';
import { factInWords } from '../audit/fact-words.ts';
import { sealLines } from '../audit/record.ts';
import { documentNumber } from '../documents/issued.ts';
import type { Session } from '../session.ts';

/** A file of the pack: a heading and rows, read once. */
export interface PackTable {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

export function factsTable(session: Session, through: number): PackTable {
  const told = session.facts();
  function* rows(): Generator<Cell[]> {
    for (const { seq, kind, key, body, source, author, recorded_at, hash } of session.open.facts.recorded(
      through,
    )) {
      const at = formatInstant(recorded_at);
      yield [
        String(seq),
        at,
        String(recorded_at),
        author,
        source,
        kind,
        key,
        factInWords(told[seq - 1]!),
        body,
        hash,
      ];
    }
  }
  return {
    columns: [
      'number',
      'recorded_at',
      'recorded_ms',
      'author',
      'source',
      'kind',
      'key',
      'words',
      'body',
      'hash',
    ],
    rows: { [Symbol.iterator]: rows },
  };
}

/** Rates, plans, packs, credit types and customers' own orders, each version of each, in words. */
export function policiesTable(session: Session, through: number): PackTable {
  const facts = session.facts().slice(0, through);
  const versions = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (rulesOf(facts, fact) === null) continue;
    const name = `${fact.kind}|${fact.key}`;
    versions.set(name, [...(versions.get(name) ?? []), fact]);
  }
  const rows = [...versions.values()].flatMap((all) =>
    all.map((fact, index): Cell[] => [
      fact.kind,
      fact.key,
      String(index + 1),
      fact.kind === 'rate' ? fact.body.from : null,
      String(fact.seq),
      formatInstant(fact.recordedAt),
      fact.author,
      all[index + 1] ? String(all[index + 1]!.seq) : null,
      rulesOf(facts, fact),
    ]),
  );
  return {
    columns: ['kind', 'key', 'version', 'from', 'fact', 'told_at', 'author', 'replaced_by_fact', 'words'],
    rows,
  };
}

const ROUNDING = {
  half_up: 'halves up',
  half_even: 'halves to even',
  up: 'always up',
  down: 'always down',
} as const;

/** The rules a fact lays down, in words; null for one that lays down none. */
function rulesOf(facts: readonly Fact[], fact: Fact): string | null {
  const words = `${factInWords(fact)}.`;
  switch (fact.kind) {
    case 'rate':
      return words;
    case 'credit_type':
      return `${words} Needs are rounded ${ROUNDING[fact.body.rounding]}. ${burnOrderInWords(fact.body.burnOrder)}`;
    case 'customer':
      return fact.body.burnOrder === null ? null : `${words} ${burnOrderInWords(fact.body.burnOrder)}`;
    case 'pack':
      return `${words} ${packExpiry(fact.body.expires)}${breakageOf(fact.body.expectedBreakage)}`;
    case 'plan': {
      const { creditType, expectedBreakage } = fact.body;
      const of = facts.findLast((one) => one.kind === 'credit_type' && one.key === creditType);
      const { name = '', unit = '' } = of?.kind === 'credit_type' ? of.body : {};
      const rules = planInWords(fact.body, creditsInWords(creditType, name, unit)).join(' ');
      return `${rules}${breakageOf(expectedBreakage)}`;
    }
    default:
      return null;
  }
}

function packExpiry(expires: string): string {
  return expires === 'never' ? 'Its credits do not expire.' : `Its credits can be used ${lasting(expires)}.`;
}

function breakageOf(expected: string): string {
  if (expected === '0') return '';
  return ` ${percentOf(expected)} of them are expected never to be used.`;
}

/** Every seal up to the month's standing one, in the order of closing; those a reopening broke say so. */
export function sealsTable(session: Session, month: Month): PackTable {
  const facts = session.facts().filter(({ kind }) => kind === 'close');
  const lines = sealLines(session)
    .reverse()
    .map((line, index) => ({ line, fact: facts[index]!.seq }))
    .filter(({ line }) => line.month <= month);
  const rows = lines.map(({ line, fact }): Cell[] => {
    const { closedAt, author, postings, seal, previousSeal, reopenedAt, reason } = line;
    return [
      line.month,
      closedAt,
      author,
      String(fact),
      String(postings),
      seal,
      previousSeal,
      reopenedAt,
      reason,
    ];
  });
  return {
    columns: [
      'month',
      'closed_at',
      'author',
      'fact',
      'postings',
      'seal',
      'previous_seal',
      'reopened_at',
      'reason',
    ],
    rows,
  };
}

/** @param inMonth how many usage rows of each batch are posted in the month. */
export function batchesTable(
  session: Session,
  through: number,
  inMonth: ReadonlyMap<number, number>,
): PackTable {
  const facts = session.facts().slice(0, through);
  const undone = new Set(facts.flatMap(({ kind, body }) => (kind === 'undo' ? [body.batch] : [])));
  const rows = facts.flatMap((fact): Cell[][] => {
    if (fact.kind !== 'batch') return [];
    const { batch, file, sha256, profile, accepted, duplicates, late, exceptions, rejected } = fact.body;
    const counts = [accepted, duplicates, late, exceptions, rejected, inMonth.get(batch) ?? 0].map(String);
    const { rowsSha256, rejectsSha256 } = fact.body;
    const at = formatInstant(fact.recordedAt);
    const state = undone.has(batch) ? 'undone' : 'stands';
    return [
      [
        String(batch),
        file,
        sha256,
        profile,
        at,
        fact.author,
        String(fact.seq),
        state,
        ...counts,
        rowsSha256,
        rejectsSha256,
      ],
    ];
  });
  return {
    columns: [
      'batch',
      'file',
      'file_sha256',
      'profile',
      'imported_at',
      'author',
      'fact',
      'state',
      'accepted',
      'duplicates',
      'late',
      'exceptions',
      'rejected',
      'posted_in_month',
      'rows_sha256',
      'rejected_rows_sha256',
    ],
    rows,
  };
}

/** What the sources said they sent, beside what was imported. */
export function controlTable(session: Session, through: number): PackTable {
  const rows = session
    .facts()
    .slice(0, through)
    .flatMap((fact): Cell[][] => {
      if (fact.kind !== 'batch' || !fact.body.control) return [];
      const { lines, reason } = fact.body.control;
      return lines.map((line) => {
        const { difference } = totalsLine(line);
        return [
          String(fact.body.batch),
          line.meter,
          line.what,
          line.told,
          line.found,
          difference,
          difference === '0' ? null : reason,
        ];
      });
    });
  return {
    columns: ['batch', 'meter', 'what', 'told_by_source', 'imported', 'difference', 'reason'],
    rows,
  };
}

export interface PackedDocument {
  readonly fact: Fact;
  readonly document: DocumentFact;
  /** Where it stands in the pack. */
  readonly path: string;
}

/** A file's ending, where it has a usual one; with the point. */
export const endingOf = (file: string): string => /\.[A-Za-z0-9]{1,8}$/.exec(file)?.[0] ?? '';

/** What was issued of the month, each under a name of its own. */
export function documentsOf(session: Session, month: Month): PackedDocument[] {
  return session.facts().flatMap((fact): PackedDocument[] => {
    if (fact.kind !== 'document' || fact.body.month !== month) return [];
    const path = `documents/${documentNumber(fact.body)}${endingOf(fact.body.file)}`;
    return [{ fact, document: fact.body, path }];
  });
}

export function documentsTable(documents: readonly PackedDocument[]): PackTable {
  const rows = documents.map(({ fact, document, path }): Cell[] => {
    const { series, revision, subject, file, sha256, changes } = document;
    const at = formatInstant(fact.recordedAt);
    return [
      documentNumber(document),
      series,
      String(revision),
      subject,
      file,
      path,
      sha256,
      at,
      fact.author,
      String(fact.seq),
      changes,
    ];
  });
  return {
    columns: [
      'number',
      'series',
      'revision',
      'subject',
      'file',
      'path',
      'sha256',
      'issued_at',
      'author',
      'fact',
      'changes',
    ],
    rows,
  };
}
