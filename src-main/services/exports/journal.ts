// The journal of a month for a general ledger: gathered at a level, checked, laid out by a template, and handed out once.
// Must not: know a target; what is peculiar to one stands in its template.

import { createHash } from 'node:crypto';
import type { Month } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { JournalLevel } from '../../../src-shared/exports/journal-fields.ts';
import type { JournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import type { ExportCode } from '../../../src-shared/findings/exports.ts';
import { done, type Finding, Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import { writeCsvBytes } from '../../csv/write.ts';
import { workbookBytes } from '../../excel/write.ts';
import {
  filesOf,
  type JournalEntry,
  journalEntries,
  sideTotal,
} from '../../reports/general-ledger/entries.ts';
import { entryRows, type JournalAbout, journalProblems } from '../../reports/general-ledger/layout.ts';
import { journalWorkbook } from '../../reports/general-ledger/workbook.ts';
import { moneyByLot } from '../../storage/sums/by-lot.ts';
import { draftNumber, numberToIssue } from '../documents/issued.ts';
import { paperOf } from '../documents/paper.ts';
import { monthStatus } from '../files/month-status.ts';
import { writeWhole } from '../files/text-file.ts';
import { withSource } from '../report.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import type { OutFile } from './bundle.ts';
import { wentOutElsewhere } from './elsewhere.ts';
import {
  type HandedOut,
  type HandedOutAs,
  handOut,
  intoFolderOf,
  mustBeClosed,
  standingHandOut,
} from './hand-out.ts';
import { templateNamed } from './templates.ts';

export interface JournalAsked {
  readonly month: Month;
  /** By name. */
  readonly template: string;
  /** null: as the template says. */
  readonly level: JournalLevel | null;
  /** Only what was moved in this one; left out: all. Each is handed out by itself. */
  readonly currency?: string | null;
}

export interface JournalOptions extends JournalAsked {
  readonly draft?: boolean;
  readonly replace?: string | null;
  readonly progress?: Progress;
}

interface Gathered {
  readonly name: string;
  /** What the batch is filed under: the template, and the currency where one was chosen. No template is called so. */
  readonly subject: string;
  /** All that were moved. */
  readonly currencies: readonly string[];
  readonly template: JournalTemplate;
  readonly level: JournalLevel;
  readonly entries: readonly JournalEntry[];
  /** With the number left blank. */
  readonly about: JournalAbout;
  readonly problems: readonly Finding[];
}

/** @param draftTemplate in place of a saved one, while it is being designed. */
function gather(
  session: Session,
  asked: JournalAsked,
  draftTemplate?: JournalTemplate,
): Promise<Result<Gathered>> {
  const { month } = asked;
  return withSource(session, { month, through: month }, (source) => {
    const { name, template } = draftTemplate
      ? { name: asked.template, template: draftTemplate }
      : templateNamed(session, asked.template);
    const level = asked.level ?? template.level;
    const money = level === 'lot' ? moneyByLot(session.open, month) : source.money();
    const only = asked.currency ?? null;
    const all = journalEntries(money, month, level, null);
    const currencies = [...new Set(all.map(({ currency }) => currency))];
    const wanted = only === null ? money : money.filter(({ currency }) => currency === only);
    const entries = journalEntries(wanted, month, level, template.linesPerFile);
    const subject = only === null ? name : `${name} · ${only}`;
    const about: JournalAbout = {
      batch: '',
      month,
      seal: monthStatus(session, month).seal ?? '',
      accounts: latest(session, 'account'),
      names: new Map(
        [...latest(session, 'customer').values()].map(({ code, name: of }) => [code, of || code] as const),
      ),
      currency: only ?? source.book.currency,
      currencyScale: source.book.currencyScale,
    };
    // With the number it would get: texts that hold it have their full length.
    const { number } = numberToIssue(session, { series: 'journal', month, subject });
    const numbered = { ...about, batch: number };
    const problems = journalProblems(entries, template, numbered);
    return { name, subject, currencies, template, level, entries, about, problems };
  });
}

export interface JournalTotal {
  currency: string;
  debit: string;
  credit: string;
}

function totalsOf({ entries, about }: Gathered): JournalTotal[] {
  const lines = Map.groupBy(
    entries.flatMap((entry) => entry.lines),
    ({ currency }) => currency,
  );
  return [...lines].map(([currency, own]) => {
    const total = (side: 'debit' | 'credit'): string =>
      formatScaled(sideTotal(own, side), about.currencyScale(currency));
    return { currency, debit: total('debit'), credit: total('credit') };
  });
}

const lineCount = ({ entries }: Gathered): number =>
  entries.reduce((sum, { lines }) => sum + lines.length, 0);

/** What it says, whatever its number: two of the same content are the same journal. */
function contentOf(gathered: Gathered): string {
  const { template, level, about } = gathered;
  const hash = createHash('sha256').update(JSON.stringify([template, level, about.seal]));
  for (const { rows } of rowsByFile(gathered, '', 'text'))
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}

function rowsByFile({ entries, template, about }: Gathered, batch: string, style: 'text' | 'values') {
  const numbered = { ...about, batch };
  return filesOf(entries, template.linesPerFile).map((own) => ({
    own,
    rows: own.flatMap((entry) => [...entryRows(entry, template, numbered, style)]),
  }));
}

const LINE_ENDS = { crlf: '\r\n', lf: '\n' } as const;

function csvBytes({ template }: Gathered, rows: readonly (readonly (string | null)[])[]): Uint8Array {
  const { columns, delimiter, encoding, lineEnd } = template;
  const heads = columns.map(({ title }) => ({ key: title, type: 'text' as const }));
  return writeCsvBytes(heads, rows, { exact: true, delimiter, lineEnd: LINE_ENDS[lineEnd], encoding });
}

/** The files of a batch under its number: "JE-2026-03-000001.csv", or "… 1 of 3". */
async function filesUnder(session: Session, gathered: Gathered, number: string): Promise<OutFile[]> {
  const { template, about } = gathered;
  const files: OutFile[] = [];
  if (template.format !== 'xlsx') {
    const all = rowsByFile(gathered, number, 'text');
    for (const [index, { rows }] of all.entries()) {
      const part = all.length === 1 ? '' : ` ${index + 1} of ${all.length}`;
      files.push({ name: `${number}${part}.csv`, bytes: csvBytes(gathered, rows) });
    }
  }
  if (template.format !== 'csv') {
    const all = rowsByFile(gathered, number, 'values');
    for (const [index, { rows, own }] of all.entries()) {
      const part = all.length === 1 ? '' : ` ${index + 1} of ${all.length}`;
      const made = journalWorkbook({
        author: session.book().fact.name,
        number: number + part,
        template,
        entries: own,
        rows,
        about,
      });
      files.push({
        name: `${number}${part}.xlsx`,
        bytes: await workbookBytes(made, { paper: paperOf(session) }),
      });
    }
  }
  return files;
}

export interface JournalWritten extends Omit<HandedOut, 'files' | 'bytes'> {
  readonly month: Month;
  readonly template: string;
  readonly level: JournalLevel;
  readonly lines: number;
  readonly totals: readonly JournalTotal[];
  /** Where they were written. */
  readonly files: readonly string[];
  /** The month went out in another form, too. */
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** Hands the journal out into a folder: each file by itself. */
export async function exportJournal(
  session: Session,
  options: JournalOptions & { folder: string },
): Promise<Result<JournalWritten>> {
  const made = await journalOut(session, options);
  if (!made.ok) return made;
  const { gathered, out } = made.value;
  const names = intoFolderOf(options.folder, out.files);
  if (!names.ok) return names;
  const { bytes: _, ...told } = out;
  return done({
    ...told,
    month: options.month,
    template: gathered.name,
    level: gathered.level,
    lines: lineCount(gathered),
    totals: totalsOf(gathered),
    files: names.value,
    warnings: wentOutElsewhere(session, options.month, gathered.subject),
    notes: gathered.template.notes,
  });
}

/** The same as one file of the caller's choice: a zip where it is several. */
export async function journalInto(
  session: Session,
  options: JournalOptions,
  path: string,
): Promise<Result<HandedOutAs>> {
  const made = await journalOut(session, options);
  if (!made.ok) return made;
  const { number, status: issue, replaces, bytes } = made.value.out;
  const written = writeWhole(path, bytes, [session.open.path]);
  return written.ok ? done({ number, issue, replaces }) : written;
}

async function journalOut(
  session: Session,
  options: JournalOptions,
): Promise<Result<{ gathered: Gathered; out: HandedOut }>> {
  options.progress?.('Gathering the journal', 0, 0);
  const found = await gather(session, options);
  if (!found.ok) return found;
  const gathered = found.value;
  try {
    mustGoOut(session, gathered, options);
    const { month, draft = false, replace = null } = options;
    const out = await handOut(session, {
      series: 'journal',
      month,
      subject: gathered.subject,
      draft,
      replace,
      content: contentOf(gathered),
      changes: `${lineCount(gathered)} lines ${gathered.level === 'account' ? 'by account' : `by ${gathered.level}`}, ${totalsInWords(gathered)}, seal ${gathered.about.seal.slice(0, 12)}`,
      make: (number) => {
        options.progress?.('Writing', 0, 0);
        return filesUnder(session, gathered, number);
      },
    });
    return out.ok ? done({ gathered, out: out.value }) : out;
  } catch (error) {
    return session.asRefusal(error);
  }
}

const totalsInWords = (gathered: Gathered): string =>
  totalsOf(gathered)
    .map(({ currency, debit }) => `${debit} ${currency}`)
    .join(' and ');

/** An identical copy needs no more checks: it went out before. */
function mustGoOut(
  session: Session,
  { problems, entries, subject }: Gathered,
  options: JournalOptions,
): void {
  const { month, draft = false, replace = null } = options;
  mustBeClosed(session, month, draft);
  const standing = standingHandOut(session, 'journal', month, subject);
  if (standing?.sameSeal && replace === null) return;
  if (entries.length === 0) {
    throw new Refusal({
      code: 'nothing_to_export' satisfies ExportCode,
      message: `Nothing was posted in ${options.month} that moves an account`,
      hint: 'Choose another month',
    });
  }
  if (problems.length > 0) throw new Refusal(...problems);
}

export interface JournalPreview {
  month: Month;
  template: string;
  level: JournalLevel;
  status: 'draft' | 'final';
  columns: string[];
  /** The first lines of the file, as it has them. */
  rows: (string | null)[][];
  lines: number;
  files: number;
  currencies: readonly string[];
  totals: JournalTotal[];
  problems: readonly Finding[];
  /** What was handed out of this month with this template. */
  standing: { number: string; sameSeal: boolean; outdated: boolean; file: string } | null;
  /** Of the one that is given now. */
  number: string;
  file: string;
  notes: string[];
}

/** How a journal would look, and what stands of it. Changes nothing. @param template a draft in place of a saved one. */
export async function previewJournal(
  session: Session,
  asked: JournalAsked,
  most: number,
  template?: JournalTemplate,
): Promise<Result<JournalPreview>> {
  const found = await gather(session, asked, template);
  if (!found.ok) return found;
  const gathered = found.value;
  const { month, name } = { month: asked.month, name: gathered.name };
  const { status } = monthStatus(session, month);
  const standing = template ? null : standingHandOut(session, 'journal', month, gathered.subject);
  const number =
    status === 'draft'
      ? draftNumber('journal', month)
      : standing?.sameSeal
        ? standing.number
        : numberToIssue(session, { series: 'journal', month, subject: gathered.subject }).number;
  const files = rowsByFile(gathered, number, 'text');
  const several = files.length > 1 || gathered.template.format === 'both';
  const ending = several ? 'zip' : gathered.template.format;
  return done({
    month,
    template: name,
    level: gathered.level,
    status,
    columns: gathered.template.columns.map(({ title }) => title),
    rows: (files[0]?.rows ?? []).slice(0, most),
    lines: lineCount(gathered),
    files: files.length * (gathered.template.format === 'both' ? 2 : 1),
    currencies: gathered.currencies,
    totals: totalsOf(gathered),
    problems: gathered.problems,
    standing: standing && {
      number: standing.number,
      sameSeal: standing.sameSeal,
      outdated: standing.document.content !== contentOf(gathered),
      file: standing.document.file,
    },
    number,
    file: standing?.sameSeal ? standing.document.file : `${number}.${ending}`,
    notes: [...wentOutElsewhere(session, month, gathered.subject), ...gathered.template.notes],
  });
}
