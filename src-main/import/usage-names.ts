// What exports call the five things a usage row needs, and how alike two names are. For proposals only: a profile that is
// saved names its columns exactly.
// Must not: decide; usage-shape.ts weighs names against what the columns hold.
import { columnKey } from './usage-header.ts';
import type { UsageField } from './usage-profile.ts';

export type ProposedField = UsageField | 'time';

const WORDS: Record<ProposedField, string> = {
  event_id:
    'event_id id usage_id record_id transaction_id txn_id request_id message_id event_no event_number uuid guid external_id ' +
    'idempotency_key call_id cdr_id reference ref vorgang_id vorgangs_nr vorgangsnummer ' +
    'beleg_nr belegnummer ereignis_id transaction ticket record number no nr',
  customer:
    'customer customer_code customer_id customer_no customer_number customer_name client client_id client_code client_name ' +
    'account account_id account_code account_no account_number account_name tenant tenant_id organisation organization org_id ' +
    'company subscriber kunde kunden_nr kundennummer kundenname debitor endkunde cliente compte konto mandant klant',
  meter:
    'meter meter_code meter_id metric metric_name product product_code product_id sku service service_code item item_code ' +
    'feature resource usage_type event_name event_type charge_type dienst produkt artikel leistung producto prodotto produit type',
  quantity:
    'quantity qty usage_quantity usage_amount units consumed_units usage consumption consumed volume amount count value menge ' +
    'anzahl verbrauch cantidad quantite quantita quantidade aantal',
  occurred_at:
    'occurred_at timestamp date_time event_time event_date usage_date usage_time occurred date event_timestamp start_time ' +
    'started_at start_date created_at created ts when transaction_date service_date datum zeitpunkt zeitstempel fecha data ' +
    'data_ora date_heure time',
  time: 'time time_of_day clock uhrzeit zeit hora heure ora tijd',
};

const KNOWN = new Map<ProposedField, readonly string[]>(
  Object.entries(WORDS).map(([field, words]) => [
    field as ProposedField,
    words.split(' ').map((word) => columnKey(word)),
  ]),
);

/** Words of a name: "UsageQty (GB)" → usage, qty, gb. */
function tokens(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

/** Dice coefficient of letter pairs: 1 is the same word, a slip of the keyboard at least 0.75. */
function alike(a: string, b: string): number {
  if (a === b) return 1;
  // Of words that differ so much in length too few pairs can be shared.
  if (Math.min(a.length, b.length) < (a.length + b.length) / 4) return 0;
  const pairs = new Map<string, number>();
  for (let at = 0; at < a.length - 1; at++)
    pairs.set(a.slice(at, at + 2), (pairs.get(a.slice(at, at + 2)) ?? 0) + 1);
  let shared = 0;
  for (let at = 0; at < b.length - 1; at++) {
    const left = pairs.get(b.slice(at, at + 2)) ?? 0;
    if (left > 0) shared++;
    if (left > 0) pairs.set(b.slice(at, at + 2), left - 1);
  }
  return (2 * shared) / Math.max(1, a.length + b.length - 2);
}

export type MatchedBy = 'name' | 'synonym' | 'similar' | 'content';
export interface NameMatch {
  readonly by: Exclude<MatchedBy, 'content'>;
  /** 1 is the canonical name; at least 0.5. */
  readonly score: number;
}

/** How well a column's name says that it is this field; null: it does not. */
export function matchName(name: string, field: ProposedField): NameMatch | null {
  const key = columnKey(name.normalize('NFD').replace(/\p{M}/gu, ''));
  const known = KNOWN.get(field) ?? [];
  const rank = known.indexOf(key);
  if (rank === 0) return { by: 'name', score: 1 };
  if (rank > 0) return { by: 'synonym', score: 0.95 - rank * 0.005 };
  const words = tokens(name);
  let best = 0;
  for (const word of known) {
    if (alike(key, word) >= 0.75) best = Math.max(best, 0.5 + alike(key, word) * 0.2);
    // "Usage quantity (GB)" has the word; one of many words says less than one of two.
    if (word.length > 2 && words.includes(word)) best = Math.max(best, 0.5 + 0.2 / words.length);
  }
  return best >= 0.5 ? { by: 'similar', score: best } : null;
}
