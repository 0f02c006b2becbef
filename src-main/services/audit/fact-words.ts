// A fact in one sentence, in the words of people who never saw its fields. Must not: judge it, or look at other facts.

import { counted } from '../../../src-shared/counted.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { LEG_WORDS, PASS_WORDS, REASON_WORDS } from '../../../src-shared/reconcile/words.ts';
import type { FactBodies, FactKind, Told } from '../../engine/facts.ts';
import { controlInWords } from '../usage/control-totals.ts';

type Words = { readonly [K in FactKind]: (body: FactBodies[K]) => string };

const said = (reason: string): string => (reason === '' ? '' : `: ${reason}`);
const legOf = (leg: Leg): string => `Reconciling ${LEG_WORDS[leg].toLowerCase()}`;
const of = (customer: string | null): string => (customer === null ? '' : ` for ${customer}`);

const WORDS: Words = {
  book: ({ name, currency, timeZone, firstMonth }) =>
    `The book of ${name}, in ${currency}, ${timeZone}, from ${firstMonth}`,
  account: ({ account, code }) => `Account ${code} of the chart takes ${account.replaceAll('_', ' ')}`,
  credit_type: ({ code, name, scale }) => `Credit type ${code} (${name}), ${counted(scale, 'decimal place')}`,
  meter: ({ code, name }) => `Meter ${code} (${name})`,
  rate: ({ meter, units, credits, creditType, from, customer }) =>
    `${units} of ${meter} cost ${credits} ${creditType} from ${from}${of(customer)}`,
  pack: ({ code, credits, creditType, price, currency }) =>
    `Pack ${code}: ${credits} ${creditType} for ${price} ${currency}`,
  plan: ({ code, credits, creditType, price, currency, interval }) =>
    `Plan ${code}: ${credits} ${creditType} each ${interval} for ${price} ${currency}`,
  customer: ({ code, name }) => `Customer ${code} (${name})`,
  subscription: ({ ref, customer, plan, start, end }) =>
    `${customer} is on plan ${plan} from ${start}${end === null ? '' : ` to ${end}`} (${ref})`,
  cancellation: ({ subscription, end, reason }) =>
    `Subscription ${subscription} ends on ${end}${said(reason)}`,
  grant: ({ ref, date, customer, kind, credits, creditType, price, currency }) =>
    `${kind.replaceAll('_', ' ')} of ${credits} ${creditType} to ${customer} on ${date} for ${price} ${currency} (${ref})`,
  adjustment: (body) => `${adjustmentOf(body)} on ${body.date}${said(body.reason)}`,
  void: ({ eventId, date, reason }) => `Event ${eventId} is taken back on ${date}${said(reason)}`,
  exclusion: ({ eventId, reason }) => `Event ${eventId} is excluded${said(reason)}`,
  batch: ({ batch, file, accepted, duplicates, rejected, control }) =>
    `Import ${batch} of ${file}: ${accepted} rows taken, ${duplicates} known already, ${rejected} rejected` +
    (control ? `; ${controlInWords(control)}` : ''),
  undo: ({ batch, reason }) => `Import ${batch} is taken back out${said(reason)}`,
  close: ({ month, postings, seal }) =>
    `${month} is closed: ${postings} postings under seal ${seal.slice(0, 12)}…`,
  reopen: ({ month, reason }) => `${month} is open again${said(reason)}`,
  profile: ({ name, profile }) =>
    profile === null ? `Import profile ${name} is deleted` : `Import profile ${name} is saved`,
  backups: ({ automatic, folder }) =>
    automatic
      ? `Backups are automatic, ${folder === null ? 'beside the book' : `in ${folder}`}`
      : 'Automatic backups are off',
  letterhead: ({ name }) => `Statements are issued by ${name}`,
  document: ({ series, revision, month, subject, file, changes }) =>
    `${series} ${file} of ${month}${of(subject === '' ? null : subject)} is ${revision === 0 ? 'issued' : `issued again (revision ${revision})`}${said(changes)}`,
  journal_template: ({ name, template }) =>
    template === null ? `Journal template ${name} is deleted` : `Journal template ${name} is saved`,
  outside_profile: ({ name, profile }) =>
    profile === null ? `Reconcile profile ${name} is deleted` : `Reconcile profile ${name} is saved`,
  outside: ({ leg, month, file, rows, leftOut, notCompared = [] }) =>
    `${legOf(leg)}, ${month}: ${file} is taken in, ${rows} rows${leftOut === 0 ? '' : `, ${leftOut} left out`}` +
    said(notCompared.join('; ')),
  outside_undo: ({ number, reason }) => `Outside table ${number} is taken back out${said(reason)}`,
  matching: ({ run, leg, month, sets, passes }) => {
    const found = passes.filter((pass) => pass.sets > 0);
    const words = found.map((pass) => `${pass.sets} ${PASS_WORDS[pass.pass].toLowerCase()}`);
    return `${legOf(leg)}, ${month}: matching ${run} found ${counted(sets, 'set')}${said(words.join(', '))}`;
  },
  match: ({ number, leg, month, book, outside, difference, unit, note }) =>
    `${legOf(leg)}, ${month}: M${number} matches ${book.length} of the book with ${outside.length} of the source` +
    `${difference === '0' ? '' : `, ${difference} ${unit} apart`}${said(note)}`,
  unmatch: ({ set, leg, month, reason }) =>
    `${legOf(leg)}, ${month}: match ${set} is taken apart${said(reason)}`,
  item_note: ({ leg, month, item, reason, note, files }) =>
    `${legOf(leg)}, ${month}: ${item} is ${reason === null ? 'open' : REASON_WORDS[reason].toLowerCase()}${said(note)}` +
    (files.length === 0 ? '' : `, with ${files.map(({ name }) => name).join(', ')}`),
  sign_off: ({ leg, month, role, conclusion, materiality }) =>
    `${legOf(leg)}, ${month}: signed by its ${role}${said(conclusion)}` +
    (materiality === undefined
      ? ''
      : `; materiality ${Object.entries(materiality.amounts)
          .map(([unit, most]) => `${most} ${unit}`)
          .join(', ')}${said(materiality.reason)}`),
  legacy_layout: ({ name, shape }) =>
    shape === null ? `Workbook layout ${name} is deleted` : `Workbook layout ${name} is saved`,
  migration: ({ file, way, at, counts, reason, approvedBy }) =>
    `${file} is migrated ${way === 'openings' ? `as openings at ${at}` : 'with its history'}: ${counts.lots} lots, ` +
    `${counts.usage} usage rows, approved by ${approvedBy}${said(reason)}`,
  migration_undo: ({ number, grants, adjustments, reason }) =>
    `Migration ${number} is taken back out, ${grants.length} lots${adjustments.length === 0 ? '' : ` and ${adjustments.length} adjustments`} with it${said(reason)}`,
  comparison: ({ file, months }) =>
    `${file} is compared with the book, ${months.map(({ month, unexplained }) => `${month} ${unexplained === 0 ? 'explained' : 'not explained'}`).join(', ')}`,
};

function adjustmentOf({ type, lot, credits, amount, expires }: FactBodies['adjustment']): string {
  if (type === 'extend') return `Lot ${lot} is extended to ${expires}`;
  const what = credits === null ? 'all that remains' : `${credits} credits`;
  return type === 'refund'
    ? `Refund of ${what} of lot ${lot} for ${amount}`
    : `Void of ${what} of lot ${lot}`;
}

export function factInWords({ kind, body }: Told): string {
  const words = (WORDS[kind] as (body: Told['body']) => string)(body);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
