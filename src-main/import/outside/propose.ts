// Proposes how an outside table is laid out, from its first rows: which row is the header, which column is what, how numbers and dates are
// written. What cannot be known is a question, never a guess. Must not: read the table, or be used where a profile was named.
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { UsageShapeCode } from '../../../src-shared/findings/usage.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { examplesOf } from '../../../src-shared/shown.ts';
import type { RawCell, RawRow } from '../raw-row.ts';
import { columnKey, headerColumns } from '../usage-header.ts';
import { inferDates, inferNumbers, looksLikeDate, looksLikeNumber } from '../usage-notation.ts';
import { NEEDED, OUTSIDE_FIELDS, type OutsideField, type OutsideProfile } from './profile.ts';

export interface OutsideProposal {
  readonly profile: OutsideProfile;
  readonly header: readonly string[];
  /** Empty: it can be read as it is. */
  readonly questions: readonly Finding[];
}

const PARTIES: Readonly<Record<Leg, string>> = {
  billing:
    'customer customer_code customer_id customer_no customer_number customer_name client client_name account account_code bill_to ' +
    'kunde kunden_nr kundennummer kundenname debitor',
  general_ledger:
    'account account_code account_no account_number account_name gl_account nominal_code ledger_account konto kontonummer konto_nr',
  usage: 'meter meter_code metric product product_code sku service item usage_type event_type dienst produkt',
  spreadsheet: 'customer customer_code customer_name kunde',
};

/** In the order of how sure a name is: the first of a field's names that stands in the header wins. */
const WORDS: Readonly<Record<Exclude<OutsideField, 'party'>, string>> = {
  reference:
    'charge charge_id charge_ref reference external_id external_ref ref order order_no sales_order po_number journal_no journal_number ' +
    'journal_ref je_number batch document document_no document_number doc_no invoice invoice_no invoice_number invoice_id ' +
    'transaction_id id number beleg belegnummer beleg_nr rechnung rechnungsnummer',
  date: 'date invoice_date posting_date transaction_date journal_date gl_date day usage_date period_date datum buchungsdatum belegdatum',
  amount:
    'net_amount net amount_net line_amount amount line_total total value quantity qty usage units count sum credits balance ' +
    'betrag nettobetrag netto menge',
  debit: 'debit debits dr debit_amount soll',
  credit: 'credit credits_posted cr credit_amount haben',
  opening: 'opening opening_balance beginning_balance balance_forward brought_forward saldovortrag',
  closing: 'closing closing_balance ending_balance end_balance balance carried_forward endsaldo saldo',
  currency: 'currency currency_code ccy iso_currency waehrung währung',
  text: 'description text memo narration details line_description item product_name beschreibung buchungstext',
};
const NOT_OF: Readonly<Partial<Record<Leg, readonly OutsideField[]>>> = {
  billing: ['debit', 'credit', 'opening', 'closing'],
  usage: ['debit', 'credit', 'opening', 'closing', 'currency', 'reference', 'text'],
  spreadsheet: ['debit', 'credit', 'opening', 'closing', 'reference', 'text'],
};
const HEADER_WITHIN = 30;

export const wordsOf = (field: OutsideField, leg: Leg): string[] =>
  (field === 'party' ? PARTIES[leg] : WORDS[field]).split(' ').map(columnKey);

function columnsOf(row: RawRow, leg: Leg): Partial<Record<OutsideField, string>> {
  const columns = headerColumns(row.cells);
  const found: Partial<Record<OutsideField, string>> = {};
  const used = new Set<number>();
  // What is said in one way only comes first: "amount" takes what debits and balances left.
  const order: readonly OutsideField[] = [
    'party',
    ...OUTSIDE_FIELDS.filter((field) => field !== 'party' && field !== 'amount'),
    'amount',
  ];
  for (const field of order) {
    if (NOT_OF[leg]?.includes(field)) continue;
    for (const word of wordsOf(field, leg)) {
      const column = columns.find(({ key, index }) => key === word && !used.has(index));
      if (!column) continue;
      used.add(column.index);
      found[field] = column.name;
      break;
    }
  }
  if (leg === 'general_ledger' && (found.debit || found.closing)) delete found.amount;
  return found;
}

/** The row that names the most of what is needed, and holds no numbers or dates itself. */
function findHeader(rows: readonly RawRow[], leg: Leg): RawRow | null {
  let [best, most] = [null as RawRow | null, 0];
  for (const row of rows.slice(0, HEADER_WITHIN)) {
    if (row.cells.some((cell) => looksLikeNumber(cell) || looksLikeDate(cell))) continue;
    const count = Object.keys(columnsOf(row, leg)).length;
    if (count > most) [best, most] = [row, count];
  }
  return best;
}

export function proposeOutside(
  rows: readonly RawRow[],
  leg: Leg,
  cut: Pick<OutsideProfile, 'delimiter' | 'encoding' | 'sheet'>,
): OutsideProposal {
  const header = findHeader(rows, leg) ?? rows[0] ?? { line: 1, cells: [] };
  const columns = columnsOf(header, leg);
  const names = headerColumns(header.cells);
  const below = rows.filter(({ line }) => line > header.line);
  const valuesOf = (field: OutsideField): RawCell[] => {
    const index = names.find(({ name }) => name === columns[field])?.index ?? -1;
    return index < 0 ? [] : below.map(({ cells }) => cells[index] ?? null).filter((cell) => cell !== null);
  };
  const amounts = (['amount', 'debit', 'credit', 'opening', 'closing'] as const).flatMap(valuesOf);
  const numbers = inferNumbers(amounts);
  const dates = inferDates(valuesOf('date'));
  const questions = [...missing(columns, leg)];
  if (numbers.doubt !== null)
    questions.push(ask(numbers.doubt, 'decimal', columns.amount ?? columns.debit, numbers.examples));
  if (dates.doubt !== null) questions.push(ask(dates.doubt, 'date', columns.date, dates.examples));
  return {
    header: names.map(({ name }) => name),
    questions,
    profile: {
      leg,
      columns,
      dateOrder: dates.order,
      twoDigitYears: dates.twoDigitYears,
      decimalSeparator: numbers.decimal,
      thousandsSeparator: numbers.thousands,
      ...cut,
      headerLine: header.line,
      currency: null,
      usualSide: false,
      values: {},
    },
  };
}

function missing(columns: Partial<Record<OutsideField, string>>, leg: Leg): Finding[] {
  return NEEDED[leg]
    .filter((choices) => choices.every((field) => columns[field] === undefined))
    .map((choices) => ({
      code: 'unmapped_column' satisfies UsageShapeCode,
      place: { column: choices[0] },
      message: `It is not clear where the ${choices.map((field) => fieldInWords(field, leg)).join(' or the ')} stands`,
      hint: 'Choose its column; a profile says which column is which',
    }));
}

/** What a field is called where a leg is spoken of. */
export function fieldInWords(field: OutsideField, leg: Leg): string {
  if (field === 'party') return { general_ledger: 'account', usage: 'meter' }[leg as string] ?? 'customer';
  return field === 'amount' && leg === 'usage' ? 'quantity' : field;
}

function ask(
  doubt: 'ambiguous' | 'mixed',
  what: 'decimal' | 'date',
  column: string | undefined,
  examples: readonly string[],
): Finding {
  const shown = examplesOf(examples);
  return {
    code: `${doubt}_${what}` satisfies UsageShapeCode,
    place: column === undefined ? {} : { column },
    message:
      doubt === 'mixed'
        ? `${what === 'date' ? 'Dates' : 'Numbers'} are written in more than one way: ${shown}`
        : what === 'date'
          ? `${shown}: day first, or month first?`
          : `${shown}: a thousand and more, or a number with three decimals?`,
    hint: 'A profile says how they are written',
  };
}
