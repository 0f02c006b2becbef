// What the columns of old credit spreadsheets are called, by layout. For proposals only: what a person said of a column stands.
// Must not: look at values; understand.ts weighs names against what the columns hold.

import type { Meaning } from '../../../src-shared/migration/shape.ts';
import type { Layout } from './legacy-book.ts';

type Words = Partial<Record<Meaning, string>>;

const ANYWHERE: Words = {
  customer:
    'customer|customer name|client|client name|account|account name|company|company name|organisation|organization|customer code|customer id|kunde|kundenname|kd name|kd|name|firma|debitor|nom du client|societe|raison sociale|cliente|nombre del cliente|empresa|ragione sociale|klant|klantnaam|bedrijf',
  ref: 'ref|reference|invoice|invoice no|invoice number|invoice ref|inv no|inv|order|order no|order number|po|po number|lot|lot id|id|contract|contract no|purchase|purchase no|purchase id|rechnung|rechnungsnr|rechnungs nr|re nr|rechnungsnummer|beleg|belegnr|beleg nr|belegnummer|auftrag|auftragsnr|no|nr|facture|n facture|no facture|numero de facture|commande|piece|factura|n factura|numero de factura|fattura|n fattura|factuur|factuurnr|factuurnummer',
  credit_type:
    'credit type|type of credit|type of credits|product|credit product|pool|wallet|kind of credit|guthabenart|type de credit|tipo de credito',
  currency: 'currency|ccy|cur|curr|wahrung|currency code|devise|moneda|divisa|valuta',
  note: 'note|notes|comment|comments|remark|remarks|memo|bemerkung|bemerkungen|kommentar|notiz|anmerkung|commentaire|remarque|observations|observaciones|notas|opmerking|nota',
};

const BOUGHT_ON =
  'date|purchased|purchased on|purchase date|bought on|date bought|date purchased|date of purchase|order date|invoice date|start|start date|sold on|datum|kaufdatum|rechnungsdatum|gekauft am|date d achat|date achat|date de facture|achete le|fecha|fecha de compra|fecha de factura|data|data acquisto|data di acquisto|aankoopdatum|factuurdatum';
const BOOKED_ON =
  'date|day|posted|posted on|when|timestamp|datum|tag|transaction date|booking date|entry date|value date|buchungsdatum|belegdatum|valuta|date d operation|date operation|fecha|data|boekdatum';
const PRICE =
  'price|amount|paid|invoice amount|invoiced|value|fee|betrag|preis|netto|nettobetrag|montant|montant ht|prix|prix ht|importe|precio|importo|prezzo|bedrag|prijs';
const KIND =
  'type|kind|transaction|transaction type|movement|movement type|event|event type|action|entry|entry type|what|art|buchungsart|vorgang|bewegungsart|operation|type d operation|mouvement|tipo|operacion|movimiento|operazione|soort|mutatie';
const METER = 'meter|service|item|activity|feature|sku|leistung|dienst|prestation|servicio|servizio|dienst';
const QUANTITY = 'quantity|qty|units|menge|anzahl|quantite|cantidad|quantita|aantal|hoeveelheid';
const CREDITS =
  'credits|change|credit change|delta|credits in out|movement credits|veranderung|guthaben veranderung|credit|creditos|crediti|tegoed';
const CREDITS_IN =
  'in|credits in|added|plus|purchased|bought|top up|topup|granted|zugang|zugange|gekauft|entree|entrees|entradas|entrate|bij|erbij';
const CREDITS_OUT =
  'out|credits out|used|deducted|minus|debit|consumed|spent|abgang|abgange|verbraucht|sortie|sorties|salidas|uscite|af|eraf';
const BALANCE =
  'balance|running balance|credit balance|balance after|saldo|stand|kontostand|guthaben|solde|saldo final';
const TEXTS =
  'description|details|text|beschreibung|buchungstext|libelle|descripcion|concepto|descrizione|omschrijving';

const BY_LAYOUT: Record<Layout, Words> = {
  purchases: {
    ...ANYWHERE,
    date: BOUGHT_ON,
    bought:
      'bought|credits bought|credits purchased|purchased|purchased credits|credits|qty|quantity|original|original credits|granted|credits granted|total credits|credits sold|sold|hours|units|minutes|tokens|gekauft|gekaufte credits|gekauftes guthaben|menge|anzahl|guthaben|stunden|achetes|credits achetes|quantite|heures|comprados|creditos comprados|cantidad|horas|acquistati|crediti acquistati|quantita|ore|gekochte credits|gekocht|aantal|uren',
    price: `${PRICE}|net|net amount|total price|consideration|revenue|contract value`,
    unit_price:
      'price per credit|price per unit|unit price|price credit|rate|per credit|preis pro credit|stuckpreis|einzelpreis|prix unitaire|precio unitario|prezzo unitario|stukprijs',
    used: 'used|credits used|consumed|consumed to date|used to date|usage|drawn|drawn down|burned|spent|redeemed|verbraucht|verbrauch|verbrauchte credits|consumption|consommes|credits consommes|consommation|utilises|consumidos|creditos consumidos|consumo|usados|utilizzati|consumati|verbruikt|verbruik',
    expired:
      'expired|credits expired|lapsed|forfeited|breakage|verfallen|expires perdus|perimes|caducados|vencidos|scaduti|vervallen',
    remaining:
      'remaining|credits remaining|remaining credits|left|credits left|balance|open|open credits|rest|available|unused|outstanding|closing balance|restguthaben|verbleibend|verbleibende credits|offen|restant|restants|solde|solde restant|saldo|restantes|disponible|rimanenti|residuo|resterend|restant tegoed',
    deferred:
      'deferred|deferred revenue|contract liability|liability|unearned|unearned revenue|deferred value|remaining value|deferred balance|value left|abgegrenzt|abgrenzung|noch abzugrenzen|rap|pra|produits constates d avance|pca|ingresos diferidos|ingresos anticipados|risconti passivi|vooruitontvangen|vooruitontvangen omzet',
    expires:
      'expires|expiry|expiry date|expires on|expiration|expiration date|valid until|valid through|valid to|end date|end|gultig bis|verfall|verfallt am|verfallsdatum|ablauf|ablaufdatum|date d expiration|valable jusqu au|echeance|caducidad|vencimiento|fecha de caducidad|valido hasta|scadenza|valido fino al|geldig tot|vervaldatum',
    kind: 'kind|type|plan|pack|package|paket|forfait|paquete|pacchetto|pakket',
    note: `${ANYWHERE.note}|status|${TEXTS}`,
  },
  customer_sheets: {
    ref: ANYWHERE.ref,
    credit_type: ANYWHERE.credit_type,
    currency: ANYWHERE.currency,
    date: BOOKED_ON,
    kind: KIND,
    meter: `${METER}|product`,
    quantity: `${QUANTITY}|hours|calls`,
    credits: CREDITS,
    credits_in: `${CREDITS_IN}|credit`,
    credits_out: CREDITS_OUT,
    balance: `${BALANCE}|credits left|remaining|closing|left`,
    price: PRICE,
    note: `${ANYWHERE.note}|${TEXTS}`,
  },
  transactions: {
    ...ANYWHERE,
    date: BOOKED_ON,
    kind: KIND,
    meter: `${METER}|product used|usage type`,
    quantity: `${QUANTITY}|usage|amount used`,
    credits: `${CREDITS}|signed credits|amount credits`,
    credits_in: CREDITS_IN,
    credits_out: CREDITS_OUT,
    balance: BALANCE,
    price: `${PRICE}|money`,
    ref: `${ANYWHERE.ref}|transaction id|txn id|transaction no|entry no`,
    note: `${ANYWHERE.note}|${TEXTS}`,
  },
  balance_grid: {
    customer: ANYWHERE.customer,
    credit_type: `${ANYWHERE.credit_type}|unit|einheit|unite|unidad|eenheid`,
    currency: ANYWHERE.currency,
    note: `${ANYWHERE.note}|status|owner|account manager`,
    balance: 'credits|balance|credit balance|closing|closing balance|units|guthaben|solde|saldo',
    deferred:
      'deferred|deferred revenue|liability|contract liability|value|unearned|unearned revenue|amount|abgegrenzt|abgrenzung|produits constates d avance|ingresos diferidos|vooruitontvangen',
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

/** A text of more characters is no heading, and is not compared with each of the names. */
const LONGEST = 1000;

/** What a header may mean in a layout, best first. */
export function meaningsOf(name: string, layout: Layout): Named[] {
  if (name.length > LONGEST) return [];
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

/** Which kind of movement a word means: English, German, French, Spanish, Italian, Dutch. */
const KINDS: readonly [RegExp, EntryWord][] = [
  [
    /\b(opening|brought forward|b f|bf|carried forward|start(ing)? balance|anfangsbestand|anfangssaldo|vortrag|saldovortrag|solde (initial|precedent|d ouverture)|report a nouveau|saldo (inicial|iniziale|anterior)|beginsaldo)\b/,
    'opening',
  ],
  [/\b(roll ?over|rolled|carry ?over|ubertrag|credits? reportes?|riporto|overgedragen)\b/, 'rollover'],
  [
    /\b(expir\w*|lapse\w*|forfeit\w*|breakage|verfall\w*|ablauf|perime\w*|caduc\w*|vencid\w*|scadut\w*|scadenza|vervallen|verlopen)\b/,
    'expiry',
  ],
  [
    /\b(refund\w*|money back|erstattung|ruckerstattung|ruckzahlung|rembours\w*|reembolso|devolucion|rimborso|terugbetaling)\b/,
    'refund',
  ],
  [
    /\b(adjust\w*|correct\w*|write ?off|goodwill|void\w*|reversal|korrektur|gutschrift|storno|kulanz|regularisation|ajust\w*|avoir|rettifica|correzione|correctie)\b/,
    'adjustment',
  ],
  [
    /\b(purchase\w*|bought|buy|top ?up|invoice\w*|sale|sold|order|pack\w*|grant\w*|allocation|plan|renewal|credit purchase|kauf|gekauft|aufladung|rechnung|achat|facture|recharge\w*|compra|recarga|acquisto|ricarica|aankoop|opwaardering)\b/,
    'purchase',
  ],
  [
    /\b(usage|use|used|consum\w*|draw\w*|burn\w*|spen[dt]\w*|redeem\w*|deduct\w*|verbrauch\w*|nutzung|abruf|consomm\w*|utilisation|uso|utilizzo|verbruik\w*|gebruik\w*)\b/,
    'usage',
  ],
];
type EntryWord = 'purchase' | 'usage' | 'expiry' | 'rollover' | 'adjustment' | 'refund' | 'opening';

/** "Top-up INV-12" → purchase; null: the words say nothing of it. */
export function kindInWords(text: string): EntryWord | null {
  const plain = plainName(text);
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
