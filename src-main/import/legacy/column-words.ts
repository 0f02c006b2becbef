// What the columns of old credit spreadsheets are called, by layout. For proposals only: what a person said of a column stands.
// Must not: look at values; understand.ts weighs names against what the columns hold.

import type { Meaning } from '../../../src-shared/migration/shape.ts';
import type { Layout } from './legacy-book.ts';

type Words = Partial<Record<Meaning, string>>;

const ANYWHERE: Words = {
  customer:
    'customer|customer name|client|client name|account|account name|company|company name|organisation|organization|customer code|customer id|kunde|kundenname|name|firma',
  ref: 'ref|reference|invoice|invoice no|invoice number|invoice ref|inv no|inv|order|order no|order number|po|po number|lot|lot id|id|contract|contract no|purchase|purchase no|purchase id|rechnung|rechnungsnr|rechnungsnummer|beleg|belegnr|no|nr',
  credit_type:
    'credit type|type of credit|type of credits|product|credit product|pool|wallet|kind of credit|guthabenart',
  currency: 'currency|ccy|cur|curr|wahrung|currency code',
  note: 'note|notes|comment|comments|remark|remarks|memo|bemerkung|bemerkungen|kommentar|notiz',
};

const BY_LAYOUT: Record<Layout, Words> = {
  purchases: {
    ...ANYWHERE,
    date: 'date|purchased|purchased on|purchase date|bought on|date bought|date purchased|date of purchase|order date|invoice date|start|start date|sold on|datum|kaufdatum|rechnungsdatum',
    bought:
      'bought|credits bought|credits purchased|purchased|purchased credits|credits|qty|quantity|original|original credits|granted|credits granted|total credits|credits sold|sold|hours|units|minutes|tokens|gekauft|menge|anzahl|guthaben|stunden',
    price:
      'price|amount|paid|invoice amount|invoiced|value|net|net amount|total price|consideration|revenue|betrag|preis|nettobetrag|contract value',
    unit_price: 'price per credit|unit price|price credit|rate|per credit|preis pro credit|stuckpreis',
    used: 'used|credits used|consumed|consumed to date|used to date|usage|drawn|drawn down|burned|spent|redeemed|verbraucht|verbrauch|consumption',
    expired: 'expired|credits expired|lapsed|forfeited|breakage|verfallen',
    remaining:
      'remaining|credits remaining|remaining credits|left|credits left|balance|open|open credits|rest|available|unused|outstanding|closing balance|restguthaben|verbleibend',
    deferred:
      'deferred|deferred revenue|contract liability|liability|unearned|unearned revenue|deferred value|remaining value|deferred balance|value left|abgegrenzt|abgrenzung|rap',
    expires:
      'expires|expiry|expiry date|expires on|expiration|expiration date|valid until|valid through|valid to|end date|end|gultig bis|verfall|verfallt am|ablauf|ablaufdatum',
    kind: 'kind|type|plan|pack|package|paket',
    note: `${ANYWHERE.note}|description|beschreibung|text|status`,
  },
  customer_sheets: {
    ref: ANYWHERE.ref,
    credit_type: ANYWHERE.credit_type,
    currency: ANYWHERE.currency,
    date: 'date|day|posted|when|datum|booking date|entry date|value date',
    kind: 'type|kind|transaction|transaction type|movement|event|action|entry|what|art|buchungsart|vorgang',
    meter: 'meter|service|item|product|activity|feature|sku|leistung',
    quantity: 'quantity|qty|units|hours|calls|menge|anzahl',
    credits: 'credits|change|credit change|delta|credits in out|movement credits|veranderung',
    credits_in:
      'in|credits in|added|plus|purchased|bought|top up|topup|granted|credit|zugang|zugange|gekauft',
    credits_out: 'out|credits out|used|deducted|minus|debit|consumed|spent|abgang|abgange|verbraucht',
    balance:
      'balance|running balance|credit balance|credits left|remaining|closing|left|saldo|stand|guthaben',
    price: 'price|amount|paid|invoice amount|invoiced|value|betrag|preis',
    note: `${ANYWHERE.note}|description|details|text|beschreibung`,
  },
  transactions: {
    ...ANYWHERE,
    date: 'date|day|posted|posted on|when|timestamp|datum|transaction date|booking date|entry date|value date',
    kind: 'type|kind|transaction|transaction type|movement|movement type|event|event type|action|entry|entry type|what|art|buchungsart|vorgang',
    meter: 'meter|service|item|activity|feature|sku|product used|usage type|leistung',
    quantity: 'quantity|qty|units|usage|amount used|menge|anzahl',
    credits:
      'credits|change|credit change|delta|credits in out|signed credits|movement credits|amount credits|veranderung',
    credits_in: 'in|credits in|added|plus|top up|topup|zugang|zugange',
    credits_out: 'out|credits out|deducted|minus|debit|consumed|abgang|abgange|used',
    balance: 'balance|running balance|credit balance|balance after|saldo|stand',
    price: 'price|amount|paid|invoice amount|invoiced|value|money|betrag|preis',
    ref: `${ANYWHERE.ref}|transaction id|txn id|transaction no|entry no`,
    note: `${ANYWHERE.note}|description|details|text|beschreibung`,
  },
  balance_grid: {
    customer: ANYWHERE.customer,
    credit_type: ANYWHERE.credit_type,
    currency: ANYWHERE.currency,
    note: `${ANYWHERE.note}|status|owner|account manager`,
    balance: 'credits|balance|credit balance|closing|closing balance|units|guthaben',
    deferred:
      'deferred|deferred revenue|liability|contract liability|value|unearned|unearned revenue|amount|abgegrenzt',
  },
};

/** Lower case, without accents, and with single blanks for everything that is no letter or digit. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const TABLES = Object.fromEntries(
  Object.entries(BY_LAYOUT).map(([layout, words]) => [
    layout,
    Object.entries(words).map(([means, list]) => ({
      means: means as Meaning,
      names: new Set(list.split('|')),
      list: list.split('|'),
    })),
  ]),
) as Record<Layout, { means: Meaning; names: Set<string>; list: string[] }[]>;

export interface Named {
  readonly means: Meaning;
  /** 1: its usual name; less where the name only begins or ends with one ("Price (net, EUR)"). */
  readonly score: number;
}

/** What a header may mean in a layout, best first. */
export function meaningsOf(name: string, layout: Layout): Named[] {
  const plain = plainName(name.replace(/\([^)]*\)/gu, ' '));
  const whole = plainName(name);
  if (whole === '') return [];
  const found: Named[] = [];
  for (const { means, names, list } of TABLES[layout]) {
    if (names.has(whole)) found.push({ means, score: 1 });
    else if (names.has(plain)) found.push({ means, score: 0.95 });
    else {
      const part = list
        .filter((word) => word.length > 3 && ` ${whole} `.includes(` ${word} `))
        .reduce((longest, word) => Math.max(longest, word.length), 0);
      if (part > 0) found.push({ means, score: 0.5 + 0.4 * (part / whole.length) });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** Which kind of movement a word means. */
const KINDS: readonly [RegExp, EntryWord][] = [
  [
    /\b(opening|brought forward|b f|bf|carried forward|start(ing)? balance|anfangsbestand|vortrag)\b/,
    'opening',
  ],
  [/\b(roll ?over|rolled|carry ?over|ubertrag)\b/, 'rollover'],
  [/\b(expir\w*|lapse\w*|forfeit\w*|breakage|verfall\w*|ablauf)\b/, 'expiry'],
  [/\b(refund\w*|money back|erstattung|ruckzahlung)\b/, 'refund'],
  [
    /\b(adjust\w*|correct\w*|write ?off|goodwill|void\w*|reversal|korrektur|gutschrift|storno)\b/,
    'adjustment',
  ],
  [
    /\b(purchase\w*|bought|buy|top ?up|invoice\w*|sale|sold|order|pack\w*|grant\w*|allocation|plan|renewal|credit purchase|kauf|gekauft|aufladung)\b/,
    'purchase',
  ],
  [
    /\b(usage|use|used|consum\w*|draw\w*|burn\w*|spen[dt]\w*|redeem\w*|deduct\w*|verbrauch\w*|nutzung|abruf)\b/,
    'usage',
  ],
];
type EntryWord = 'purchase' | 'usage' | 'expiry' | 'rollover' | 'adjustment' | 'refund' | 'opening';

/** "Top-up INV-12" → purchase; null: the words say nothing of it. */
export function kindInWords(text: string): EntryWord | null {
  const plain = plainName(text);
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
