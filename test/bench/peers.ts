// The same events through plain-text accounting: ledger prints balances of postings that were worked out beforehand, beancount
// books the lots itself, first in first out. Ledger gets them three times: the postings as they are, credits and the money that
// each earns, as our balances tell credits and what is deferred; draws of lots that carry their price; and bare credits, which is
// less. Ours reads the usage file, rates, draws, stores and prints balances.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { drawdown, tell, withBench } from './book.ts';
import { type Contender, installed, measure, printTable } from './measure.ts';

interface Line {
  day: string;
  customer: string;
  entry: string;
  lot: string;
  credits: string;
  revenue: string;
}

const BALANCES = ['--args-only', 'bal', '^Credits', '^Deferred'];

/** The lines of a ledger report, which in this data is grants and drawdowns only, without quoted cells. */
function* ledgerLines(text: string): Generator<Line> {
  for (const row of text.split('\n').slice(1)) {
    const [at = '', customer = '', , entry = '', lot = '', , , credits = '', , revenue = ''] = row.split(',');
    if (row !== '') yield { day: at.slice(0, 10), customer, entry, lot, credits, revenue };
  }
}

/** Writes a text file piece by piece. */
function write(path: string, pieces: Iterable<string>): string {
  const file = openSync(path, 'w');
  for (const piece of pieces) writeSync(file, piece);
  closeSync(file);
  return path;
}

const account = (customer: string): string => customer.charAt(0).toUpperCase() + customer.slice(1);

/** `held` says what a lot's commodity is: plain credits, or credits at a price, which tell what they are worth, too. */
function* ledgerJournal(text: string, held: (lot: string, bought: string) => string): Generator<string> {
  const bought = new Map<string, string>();
  for (const { day, customer, entry, lot, credits } of ledgerLines(text)) {
    if (entry === 'grant') bought.set(lot, day);
    const other = entry === 'grant' ? 'Granted' : 'Used';
    const amount = `${credits} ${held(lot, bought.get(lot)!)}`;
    yield `${day} ${entry}\n  Credits:${customer}:${lot}  ${amount}\n  ${other}:${customer}\n\n`;
  }
}

/** Each posting whole: credits out of the lot, and what they earn out of what is deferred. */
function* postingsJournal(text: string): Generator<string> {
  for (const { day, customer, entry, lot, credits, revenue } of ledgerLines(text)) {
    const [other, taken] = entry === 'grant' ? ['Granted', `-${credits}`] : ['Used', credits.slice(1)];
    const earned =
      revenue === ''
        ? ''
        : `  Deferred:${customer}:${lot}  -${revenue} EUR\n  Revenue:${customer}  ${revenue} EUR\n`;
    yield `${day} ${entry}\n  Credits:${customer}:${lot}  ${credits} CR\n  ${other}:${customer}  ${taken} CR\n${earned}\n`;
  }
}

function* beancountJournal(text: string): Generator<string> {
  const lines = [...ledgerLines(text)];
  for (const customer of new Set(lines.map((line) => line.customer)))
    yield `2025-01-01 open Assets:Credits:${account(customer)} CR "FIFO"\n`;
  yield '2025-01-01 open Equity:Granted\n2025-01-01 open Expenses:Used\n2025-01-01 open Income:Gains\n';
  for (const { day, customer, entry, lot, credits } of lines) {
    const holding = `Assets:Credits:${account(customer)}  ${credits} CR`;
    if (entry === 'grant')
      yield `${day} * "grant"\n  ${holding} {0.01 EUR, ${day}, "${lot}"}\n  Equity:Granted\n\n`;
    else yield `${day} * "use"\n  ${holding} {}\n  Expenses:Used\n\n`;
  }
}

export function benchPeers(rows: number, runs: number): void {
  withBench({ rows, months: 12 }, false, ({ folder, usage, fresh }) => {
    const [book, report] = [fresh('book.ddb'), join(folder, 'ledger.csv')];
    tell('import', book, usage[0]!);
    tell('report', 'ledger', book, '--out', report);
    const text = readFileSync(report, 'utf8');
    const plain = write(
      join(folder, 'plain.ledger'),
      ledgerJournal(text, () => 'CR'),
    );
    const lots = write(
      join(folder, 'lots.ledger'),
      ledgerJournal(text, (lot, day) => `CR {0.01 EUR} [${day}] (${lot})`),
    );
    const postings = write(join(folder, 'postings.ledger'), postingsJournal(text));
    const beans = write(join(folder, 'peer.beancount'), beancountJournal(text));
    const peers: Contender[] = [
      {
        name: 'ledger bal (the postings: credits and money)',
        command: ['ledger', '-f', postings, ...BALANCES],
      },
      {
        name: 'ledger bal (draws of lots with price and date)',
        command: ['ledger', '-f', lots, ...BALANCES],
      },
      {
        name: 'ledger bal (draws of plain credits, no money)',
        command: ['ledger', '-f', plain, ...BALANCES],
      },
      { name: 'bean-check (books first in, first out)', command: ['bean-check', '--no-cache', beans] },
    ];
    const there = peers.filter(({ command }) => installed(command[0]!));
    for (const { name } of peers.filter((peer) => !there.includes(peer)))
      process.stdout.write(`${name}: missing\n`);
    const balances = `${drawdown('import', book, usage[0]!).join(' ')} && ${drawdown('report', 'balances', book).join(' ')}`;
    const ours: Contender = {
      name: 'drawdown import + report balances',
      prepare: () => void fresh('book.ddb'),
      command: ['sh', '-c', balances],
    };
    printTable(`${rows} events`, measure([ours, ...there], runs));
  });
}
