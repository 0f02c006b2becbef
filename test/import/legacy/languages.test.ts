// Old sheets as people of other countries keep them: headers, kinds and totals in their words, units beside numbers, totals above their
// rows, blank rows between. What is read must be every purchase once.
import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../src-main/import/legacy/cell-values.ts';
import { readLegacyBook } from '../../../src-main/import/legacy/read-legacy.ts';
import { plainSheet } from '../../../src-main/import/legacy/sheet-cells.ts';

const known = {
  currency: 'EUR',
  customers: new Map<string, string>(),
  creditTypes: new Map([['credits', 'Credits']]),
  meters: new Map([['api_calls', 'API calls']]),
};

/** @param text rows with cells between bars; a blank line is a blank row. */
function read(text: string) {
  const rows = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, cells: line.split('|').map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return readLegacyBook({
    file: { name: 'x', sha256: '' },
    sheets: [plainSheet('Sheet', rows)],
    shape: null,
    known,
  })!;
}

type Read = ReturnType<typeof read>;
const purchases = ({ book }: Read): string[] =>
  book.purchases.map(({ customer, ref, date, expires, bought, used, remaining, deferred, price }) =>
    [customer, ref, date, expires, bought, used, remaining, deferred, price]
      .map((one) => one ?? '–')
      .join(' '),
  );
const entries = ({ book }: Read): string[] =>
  book.entries.map(({ date, kind, credits, price }) => [date, kind, credits, price ?? '–'].join(' '));
const clean = ({ book, understood }: Read): void => {
  expect(book.findings.filter(({ code }) => code !== 'similar_customers')).toEqual([]);
  expect(understood.questions.filter(({ code }) => code !== 'customers_unmapped')).toEqual([]);
};

describe('purchases', () => {
  it.each([
    [
      'German',
      `Prepaid-Guthaben Stand 30.06.2025

       Kd-Name | Rechnungs-Nr. | Kaufdatum | Gültig bis | Gekaufte Credits | Netto (EUR) | Verbraucht | Restguthaben | Noch abzugrenzen
       Birke & Söhne KG | R-1 | 05.01.2025 | 31.12.2025 | 1.000,00 | 2.500,00 € | 400,50 | 599,50 | 1.498,75

       Zwischensumme Birke | | | | 1.000,00 | 2.500,00 € | 400,50 | 599,50 | 1.498,75
       Müller GmbH | R-2 | 17.02.2025 | 31.12.2025 | 500,00 Std. | 1.250,00 € | 100,00 Std. | 400,00 Std. | 1.000,00
       Summe | | | | 1.500,00 | 3.750,00 € | 500,50 | 999,50 | 2.498,75
       Stand: geprüft durch MW`,
      ['Birke & Söhne KG', 'Müller GmbH'],
    ],
    [
      'French',
      `Client | N° facture | Date d'achat | Date d'expiration | Crédits achetés | Montant HT (EUR) | Crédits consommés | Solde restant | Produits constatés d'avance
       Dupont SARL | R-1 | 05/01/2025 | 31/12/2025 | 1 000,00 | 2 500,00 € | 400,50 | 599,50 | 1 498,75
       Sous-total Dupont SARL | | | | 1 000,00 | 2 500,00 € | 400,50 | 599,50 | 1 498,75
       Lefèvre SA | R-2 | 17/02/2025 | 31/12/2025 | 500,00 | 1 250,00 € | 100,00 | 400,00 | 1 000,00
       Total général | | | | 1 500,00 | 3 750,00 € | 500,50 | 999,50 | 2 498,75`,
      ['Dupont SARL', 'Lefèvre SA'],
    ],
    [
      'Spanish',
      `Cliente | Factura | Fecha de compra | Caducidad | Créditos comprados | Importe | Consumidos | Saldo | Ingresos diferidos
       García SL | R-1 | 05/01/2025 | 31/12/2025 | 1000,00 | 2500,00 | 400,50 | 599,50 | 1498,75
       Subtotal García SL | | | | 1000,00 | 2500,00 | 400,50 | 599,50 | 1498,75
       Pérez SA | R-2 | 17/02/2025 | 31/12/2025 | 500,00 | 1250,00 | 100,00 | 400,00 | 1000,00`,
      ['García SL', 'Pérez SA'],
    ],
    [
      'Dutch',
      `Klant | Factuurnr | Aankoopdatum | Geldig tot | Aantal | Bedrag | Verbruikt | Resterend | Vooruitontvangen
       Jansen BV | R-1 | 05-01-2025 | 31-12-2025 | 1000,00 | 2500,00 | 400,50 | 599,50 | 1498,75
       De Vries | R-2 | 17-02-2025 | 31-12-2025 | 500,00 | 1250,00 | 100,00 | 400,00 | 1000,00
       Totaal | | | | 1500,00 | 3750,00 | 500,50 | 999,50 | 2498,75`,
      ['Jansen BV', 'De Vries'],
    ],
    [
      'English, totals above their rows',
      `Customer | Invoice | Date | Valid until | Bought | Fee | Used | Remaining | Deferred
       Total | | | | 1500 | 3750 | 500.5 | 999.5 | 2498.75
       Acme | | | | 1000 | 2500 | 400.5 | 599.5 | 1498.75
        | R-1 | Jan 5, 2025 | Dec 31, 2025 | 1,000 hrs | 2,500.00 | 400.5h | 599.5 | 1,498.75
       Bolt | | | | 500 | 1250 | 100 | 400 | 1000
        | R-2 | Feb 17, 2025 | Dec 31, 2025 | 500 hrs | 1,250.00 | 100h | 400 | 1,000.00`,
      ['Acme', 'Bolt'],
    ],
  ])('%s', (_, text, [first, second]) => {
    const found = read(text);
    expect(found.book.layout).toBe('purchases');
    expect(purchases(found)).toEqual([
      `${first} R-1 2025-01-05 2025-12-31 1000 400.5 599.5 1498.75 2500`,
      `${second} R-2 2025-02-17 2025-12-31 500 100 400 1000 1250`,
    ]);
    clean(found);
  });

  it('of a customer with undated sums that are not those of the rows below stays a row', () => {
    const found = read(
      'Customer | Date | Bought | Used | Remaining\nAcme | | 70 | 20 | 50\n | 2025-01-05 | 100 | 50 | 50\n',
    );
    expect(found.book.purchases).toHaveLength(2);
  });

  it('are not lost where a number cannot be read: the cell is told', () => {
    const found = read(
      'Customer | Date | Bought | Used | Remaining\nAcme | 2025-01-05 | 10 of 20 | 4/5 | 6?\nBolt | 2025-01-06 | 5 | 1 | 4\nCole | 2025-01-06 | 5 | 1 | 4',
    );
    expect(found.book.purchases.map(({ customer }) => customer)).toEqual(['Acme', 'Bolt', 'Cole']);
    expect(found.book.findings.map(({ code }) => code)).toEqual([
      'unread_cell',
      'unread_cell',
      'unread_cell',
    ]);
  });
});

describe('movements', () => {
  it.each([
    [
      'French',
      `Date | Client | Type d'opération | Libellé | Crédits | Montant | Solde
       02/01/2025 | Dupont | Achat | F-101 | 100 | 250,00 | 100
       15/01/2025 | Dupont | Consommation | appels | -20,5 | | 79,5
       28/02/2025 | Dupont | Expiration | | -10 | | 69,5
       03/03/2025 | Dupont | Remboursement | F-101 | -20 | -50,00 | 49,5
       04/03/2025 | Dupont | Régularisation | geste | 5 | | 54,5`,
    ],
    [
      'German',
      `Buchungsdatum | Kunde | Vorgang | Text | Zugang | Abgang | Betrag | Saldo
       02.01.2025 | Birke | Kauf | R-1 | 100 | | 250,00 | 100
       15.01.2025 | Birke | Verbrauch | Anrufe | | 20,5 Std | | 79,5
       28.02.2025 | Birke | Verfall | | | 10 | | 69,5
       03.03.2025 | Birke | Rückerstattung | R-1 | | 20 | -50,00 | 49,5
       04.03.2025 | Birke | Kulanz | | 5 | | | 54,5
       Summe Birke | | | | 105 | 50,5 | | `,
    ],
  ])('%s', (_, text) => {
    const found = read(text);
    expect(found.book.layout).toBe('transactions');
    expect(entries(found)).toEqual([
      '2025-01-02 purchase 100 250',
      '2025-01-15 usage -20.5 –',
      '2025-02-28 expiry -10 –',
      '2025-03-03 refund -20 -50',
      '2025-03-04 adjustment 5 –',
    ]);
    clean(found);
  });
});

it('tells totals of groups in a grid from customers by their sums', () => {
  const found = read(`Account | Region | Jan 2025 | Feb 2025
    Acme | EMEA | 100 | 90
    Bolt | EMEA | 50 | 50
    EMEA total | | 150 | 140

    Total Energies | US | 10 | 10
    US total | | 10 | 10
    Grand total | | 160 | 150`);
  expect([...new Set(found.book.balances.map(({ customer }) => customer))]).toEqual([
    'Acme',
    'Bolt',
    'Total Energies',
  ]);
  clean(found);
});

it('reads what is counted beside a number, and no day for one', () => {
  const amount = (value: string) =>
    readAmount({ value, formula: null, currency: null, fill: null }, { decimal: '.', dateOrder: null })
      ?.value;
  expect(['40 hrs', '80h', '(12.5 Std.)', '1,200 calls', '-3 pts'].map(amount)).toEqual([
    '40',
    '80',
    '-12.5',
    '1200',
    '-3',
  ]);
  expect(['12 Jan', '5 March', '100 DR', '10 of 20', 'v2'].map(amount)).toEqual(Array(5).fill(undefined));
});
