// The journal templates that come with the program, in the words of the template language: headers, limits and manners of each target
// as its own help pages give them. Must not: hold anything that a person could not write into a template too.
import type { JournalColumn, JournalTemplate } from './journal-template.ts';

type Written = Partial<Omit<JournalColumn, 'title'>>;

function columns(written: Readonly<Record<string, string | Written>>): JournalColumn[] {
  return Object.entries(written).map(([title, value]) => ({
    title,
    value: '',
    once: false,
    most: null,
    ...(typeof value === 'string' ? { value } : value),
  }));
}

/** As the schema fills in what is left out; a test holds both equal. */
const USUAL: Omit<JournalTemplate, 'columns'> = {
  label: '',
  format: 'csv',
  delimiter: ',',
  encoding: 'utf-8',
  lineEnd: 'crlf',
  dates: 'YYYY-MM-DD',
  decimals: '.',
  positive: 'debit',
  characters: 'any',
  level: 'account',
  linesPerFile: null,
  notes: [],
};
const make = (template: Partial<JournalTemplate> & Pick<JournalTemplate, 'columns'>): JournalTemplate => ({
  ...USUAL,
  ...template,
});

/** By the name they are asked for. */
export const BUILT_IN: Readonly<Record<string, JournalTemplate>> = {
  generic: make({
    label: 'Any other general ledger',
    format: 'both',
    notes: [
      'One long table with everything there is, as CSV and as a workbook; leave out what your ledger does not want.',
    ],
    columns: columns({
      entry_id: '{journal}',
      line_no: '{line}',
      date: '{date}',
      period: '{month}',
      account: '{account}',
      account_name: '{account_name}',
      debit: '{debit}',
      credit: '{credit}',
      signed: '{amount}',
      currency: '{currency}',
      fx_rate: '',
      customer: '{customer}',
      lot: '{lot}',
      description: '{description}',
      service_from: '{from}',
      service_to: '{to}',
      batch: '{batch}',
      hash: '{seal}',
    }),
  }),
  intacct: make({
    label: 'Sage Intacct',
    encoding: 'windows-1252',
    dates: 'MM/DD/YYYY',
    characters: 'ascii',
    notes: [
      'The journal’s id is taken to be GJ; where yours is another, save a template of your own.',
      'Dimensions of your company (location, department) are left blank.',
    ],
    columns: columns({
      DONOTIMPORT: '',
      JOURNAL: { value: 'GJ', once: true },
      DATE: { value: '{date}', once: true },
      REVERSEDATE: '',
      DESCRIPTION: { value: 'Prepaid credits {month}', once: true, most: 30 },
      REFERENCE_NO: { value: '{journal}', most: 40 },
      LINE_NO: '{line}',
      ACCT_NO: { value: '{account}', most: 24 },
      LOCATION_ID: '',
      DEPT_ID: '',
      CUSTOMER_ID: { value: '{customer}', most: 20 },
      MEMO: { value: '{description}', most: 1000 },
      DEBIT: '{debit}',
      CREDIT: '{credit}',
      CURRENCY: '{currency}',
    }),
  }),
  netsuite: make({
    label: 'NetSuite',
    dates: 'MM/DD/YYYY',
    notes: [
      'The external id keeps NetSuite from taking the same entry twice.',
      'Dates are month/day/year; set the same in the preferences of the import. Subsidiary is left blank.',
    ],
    columns: columns({
      'External ID': { value: '{journal}', most: 60 },
      Date: '{date}',
      'Posting Period': '{period}',
      Subsidiary: '',
      Currency: '{currency}',
      'Exchange Rate': '',
      Memo: { value: 'Prepaid credits {month}, {batch}', most: 999 },
      Account: '{account}',
      // 10 digits, the point and 2.
      Debit: { value: '{debit}', most: 13 },
      Credit: { value: '{credit}', most: 13 },
      'Line Memo': { value: '{description}', most: 999 },
      Name: '{customer_name}',
      Department: '',
      Class: '',
      Location: '',
    }),
  }),
  quickbooks: make({
    label: 'QuickBooks Online',
    dates: 'MM/DD/YYYY',
    level: 'customer',
    linesPerFile: 1000,
    notes: [
      'Account numbers must be switched off; names are those of your chart, sub-accounts as Parent:Child.',
      'QuickBooks wants a customer on each line of receivables: go by account and customer.',
      'Choose month/day/year when it asks how dates are written.',
    ],
    columns: columns({
      'Journal No': { value: '{journal}', most: 21 },
      'Journal Date': '{date}',
      'Account Name': '{account_name}',
      Debits: '{debit}',
      Credits: '{credit}',
      Description: { value: '{description}', most: 4000 },
      Name: { value: '{customer_name}', most: 100 },
      Currency: '{currency}',
      Location: '',
      Class: '',
    }),
  }),
  xero: make({
    label: 'Xero',
    dates: 'DD/MM/YYYY',
    linesPerFile: 300,
    notes: [
      'Manual journals come in as drafts, to be posted by an adviser.',
      'Xero takes 300 lines a file: longer journals come as several files, each of which balances. Import them all.',
    ],
    columns: columns({
      '*Narration': 'Prepaid credits {month}, {journal}',
      '*Date': '{date}',
      Description: { value: '{description}', most: 4000 },
      '*AccountCode': { value: '{account}', most: 10 },
      '*TaxRate': 'Tax Exempt',
      '*Amount': '{amount}',
      TrackingName1: '',
      TrackingOption1: '',
      TrackingName2: '',
      TrackingOption2: '',
    }),
  }),
};
