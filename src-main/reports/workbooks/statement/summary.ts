// The first page of a statement: what is left, whose statement it is, how the balance came about, what it is worth, what was charged,
// and by which rules.
// Must not: bring figures that stand nowhere else.
import { counted } from '../../../../src-shared/counted.ts';
import { burnOrderInWords, creditsInWords, planInWords } from '../../plan-in-words.ts';
import { amount, date, flag, lines, SheetDraft, section, text, title } from '../cells.ts';
import { ALL_CHECKS } from '../checks.ts';
import type { SpecCell, SpecPicture } from '../spec.ts';
import { type StatementData, type StatementLetterhead, statusInWords } from '../statement-data.ts';
import { dateInWords, monthInWords } from '../words.ts';
import type { Block } from './activity.ts';
import type { StatementFigures, WalletFigures } from './figures.ts';
import type { LotsDraft } from './lots.ts';
import { expiringTable, overageTable } from './outlook.ts';
import {
  chargesTable,
  creditsTable,
  SUMMARY,
  type SummaryDraft,
  valueTable,
  WIDTH,
} from './summary-tables.ts';
import { LATE, UNFUNDED } from './usage.ts';

const LINE = 135;
/** Characters of a line that ends before the logo begins. */
const BESIDE_LOGO = 80;
/** The room it has, in pixels: over the last two columns, and three lines. */
const LOGO = { column: 5, width: 170, height: 64 } as const;
/** Headings of what is said in words. */
export const IDENTITY = 'Statement';
export const TERMS = 'Terms';

export function summarySheet(
  data: StatementData,
  figures: StatementFigures,
  blocks: readonly Block[],
  lots: LotsDraft,
  about: { issuer: string; footer: string },
): SummaryDraft {
  const draft = new SheetDraft();
  letterhead(draft, data.letterhead);
  draft.add(title('Credit statement'));
  draft.add(text(about.issuer, 'subtitle'));
  standing(draft, data);
  draft.add();
  // The closing balance comes first; its cells point at tables further down, so they are filled in once those stand.
  draft.add(text(`Balance on ${dateInWords(figures.to)}`, 'headline'));
  const headlines = figures.wallets.map((wallet) => headline(draft, wallet));
  const worth = data.deferred.map((sums) =>
    draft.add(text('Value of unused credits'), null, text(sums.currency)),
  );
  draft.add();
  const checks = identity(draft, data, figures);
  draft.add();
  const wallets = creditsTable(draft, figures, blocks);
  const values = valueTable(draft, data, figures);
  const charges = chargesTable(draft, data);
  const overage = overageTable(draft, data, figures);
  expiringTable(draft, data, figures, lots);
  terms(draft, data, figures);
  for (const [index, row] of headlines.entries()) {
    const { closing, scale } = figures.wallets[index]!;
    setCell(draft, row, amount(closing, scale, 'headline', wallets[index]!.closing));
  }
  for (const [index, row] of worth.entries()) {
    const { cell, closing, currency } = values[index]!;
    setCell(draft, row, amount(closing, data.book.currencyScale(currency), 'body', cell));
  }
  return {
    sheet: {
      name: SUMMARY,
      kind: 'summary',
      columns: [{ min: 34, max: 46 }, { min: 16 }, { min: 14 }, { min: 14 }, { min: 14 }, { min: 10 }],
      rows: draft.rows,
      footer: about.footer,
      picture: logoOf(data.letterhead),
    },
    wallets,
    values,
    overage: overage.totals,
    charges,
    setChecks: (ok) => setCell(draft, checks, flag(ok, ALL_CHECKS)),
  };
}

/** Who issues it, before all else. */
function letterhead(draft: SheetDraft, told: StatementLetterhead | null): void {
  if (told === null) return;
  draft.add(text(told.name, 'headline'));
  for (const line of lines(told.address.join(', '), BESIDE_LOGO)) draft.add(text(line, 'subtitle'));
  const rest = [told.taxId && `Tax id ${told.taxId}`, told.contact].filter((part) => part !== '');
  if (rest.length > 0) draft.add(text(rest.join(' · '), 'subtitle'));
  draft.add();
}

/** In the upper right corner, as large as it may be there. */
function logoOf(told: StatementLetterhead | null): SpecPicture | undefined {
  if (!told?.logo) return undefined;
  const { bytes, type, width, height } = told.logo;
  const scale = Math.min(LOGO.width / width, LOGO.height / height, 1);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return { bytes, type, ...size, column: LOGO.column, row: 1, alt: told.name };
}

/** What kind of statement it is, where it is no plain final one. */
function standing(draft: SheetDraft, { status, issue, month }: StatementData): void {
  if (status === 'draft')
    draft.add(text(`Draft: ${monthInWords(month)} is not closed, figures may change.`, 'subtitle'));
  if (issue.replaces === null) return;
  const said = `Revision ${issue.revision}, takes the place of ${issue.replaces}: ${issue.changes}.`;
  for (const line of lines(said, LINE)) draft.add(text(line, 'prose'));
}

function setCell(draft: SheetDraft, row: number, cell: SpecCell): void {
  const [label, , ...rest] = draft.rows[row - 1]!;
  draft.rows[row - 1] = [label ?? null, cell, ...rest];
}

function headline(draft: SheetDraft, figures: WalletFigures): number {
  const { wallet, expiring, scale } = figures;
  const row = draft.add(text(wallet.name, 'headline'), null, text(wallet.unit, 'headline'));
  if (expiring) {
    const until = text(`of which can be used until ${dateInWords(expiring.on)}`);
    draft.add(until, amount(expiring.credits, scale), text(wallet.unit));
  }
  if (wallet.deficit !== 0n) {
    draft.add(text('Deficit still to be drawn'), amount(-wallet.deficit, scale), text(wallet.unit));
  }
  return row;
}

/** @returns the row that says whether all checks agree. */
function identity(draft: SheetDraft, data: StatementData, figures: StatementFigures): number {
  const { customer, issue } = data;
  draft.addRow(section(IDENTITY, WIDTH));
  const line = (label: string, value: SpecCell): number => draft.add(text(label, 'label'), value);
  // Words run over the columns beside them, and widen none.
  const words = (label: string, value: string): number => line(label, text(value, 'words'));
  words('Number', issue.number ?? 'none before it is issued');
  if (issue.replaces !== null) words('Replaces', issue.replaces);
  words('Customer', customer.name);
  words('Account', customer.code);
  if (data.period !== null) words('Period of', data.period.subscriptions.join(', '));
  line('From', date(figures.from));
  line('Through', date(figures.to));
  words('Time zone', `${data.timeZone} (a day begins at 00:00 there)`);
  words('Currency', data.deferred.map(({ currency }) => currency).join(', ') || data.book.currency);
  words('Status', statusInWords(data));
  return line('Checks', text(null));
}

function terms(draft: SheetDraft, data: StatementData, figures: StatementFigures): void {
  draft.addRow(section(TERMS, WIDTH));
  const paragraph = (content: string): void => {
    for (const line of lines(content, LINE)) draft.add(text(line, 'prose'));
  };
  for (const { plan, subscription, from, to, credits, price } of data.plans) {
    const span =
      to === null ? `since ${dateInWords(from)}` : `from ${dateInWords(from)} through ${dateInWords(to)}`;
    draft.add(text(`${plan.name === '' ? plan.code : plan.name} (${subscription}, ${span})`, 'label'));
    const told = { ...plan, credits: credits ?? plan.credits, price: price ?? plan.price };
    const wallet = data.wallets.find((one) => one.creditType === plan.creditType);
    paragraph(planInWords(told, creditsInWords(plan.creditType, wallet?.name, wallet?.unit)).join(' '));
  }
  for (const { wallet } of figures.wallets) {
    const which = figures.wallets.length > 1 ? `${wallet.name}: ` : '';
    paragraph(`${which}${burnOrderInWords(wallet.burnOrder)}`);
  }
  const { late, lateMonths, unfunded } = figures.usage;
  if (late > 0) {
    const events = counted(late, 'event');
    paragraph(
      `${LATE}: ${events} of ${lateMonths.join(', ')} came in after that month was closed and are counted here, on a sheet of their own.`,
    );
  }
  if (unfunded > 0) {
    paragraph(`Some usage found no credits and is not charged; it is listed on the sheet ${UNFUNDED}.`);
  }
  if (data.letterhead) questions(paragraph, data.letterhead);
  draft.add();
  const sealed = data.seal === null ? 'not sealed' : `seal ${data.seal.slice(0, 16)}`;
  draft.add(
    text(
      `Made by Drawdown from the book "${data.book.name}" as of the end of ${data.period === null ? monthInWords(data.month) : dateInWords(data.to)}; ${sealed}.`,
      'note',
    ),
  );
}

function questions(
  paragraph: (content: string) => void,
  { contact, disputeDays, footer }: StatementLetterhead,
): void {
  if (disputeDays > 0) {
    const days = counted(disputeDays, 'day');
    const whom = contact === '' ? '' : `, to ${contact}`;
    paragraph(`What does not agree with your own records, please tell us within ${days} of receipt${whom}.`);
  } else if (contact !== '') paragraph(`Questions about this statement: ${contact}.`);
  if (footer !== '') paragraph(footer);
}
