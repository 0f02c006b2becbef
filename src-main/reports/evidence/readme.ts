// The page of an evidence pack that tells an auditor, step by step, how to check it without Drawdown. Every recipe stands on it in full.
// Must not: promise what the pack does not show, or load anything from elsewhere.

import { monthInWords } from '../workbooks/words.ts';
import { RECIPES, type Recipe } from './recipes.ts';

/** What about.csv says, by key. */
export interface EvidenceAbout {
  readonly book: string;
  readonly time_zone: string;
  readonly currency: string;
  readonly month: string;
  readonly seal: string;
  readonly postings: string;
  readonly facts: string;
  readonly facts_hash: string;
  readonly documents: string;
  readonly seed: string;
  readonly sample: string;
  readonly lots: string;
}

const STYLE = `
:root { color-scheme: light; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #1d232a; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.dim { color: #5b6570; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 3px 12px 3px 0; border-bottom: 1px solid #dde2e7; }
th { font-weight: 600; white-space: nowrap; } code, pre { font: 12.5px/1.45 ui-monospace, Consolas, monospace; }
td code, p code, li code { overflow-wrap: anywhere; }
pre { background: #f5f7f9; border: 1px solid #dde2e7; padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } pre { font-size: 8.5pt; } h2 { break-after: avoid; } }
`;

const CONTENTS: readonly (readonly [path: string, what: string])[] = [
  ['manifest.csv', 'path, bytes and SHA-256 of every other file'],
  ['about.csv', 'the figures at the head of this page, for programs'],
  [
    'facts.csv',
    'everything that people and files told the book, in order, with number, time, author, words and hash',
  ],
  ['policies.csv', 'rates, plans, packs and orders of use, each version of each, in words'],
  ['postings.csv', 'the month’s postings, each with all the seal goes over; plain decimals, times in UTC'],
  ['usage.csv', 'the usage posted in the month, down to the import batch and the line of its file'],
  ['seals.csv', 'the seals of the month and the months before it, each chained to the one before'],
  ['batches.csv', 'imports: file, SHA-256 of the file, rows taken and rejected, rows posted in this month'],
  [
    'batch-rows.csv',
    'every row of the imports that have usage in the month, also those posted in other months, in the order of import',
  ],
  ['control-totals.csv', 'what the sources said they sent, beside what was imported'],
  ['lots.csv', 'the lots that stood in the month, to its end; which of them are in the sample'],
  [
    'trial-recomputation.xlsx',
    'the lots of the sample recomputed from price, quantity and draws, by live formulas',
  ],
  ['documents.csv, documents/', 'what was issued of the month, as it was handed out, with its SHA-256'],
  [
    'reconciliations.csv, reconciliations/',
    'the month beside invoices, the general ledger and the source of usage: what was compared, what is open, who signed; each as a workbook with its certificate',
  ],
  ['recipes/', 'the programs printed on this page'],
];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const code = (text: string): string => `<code>${escaped(text)}</code>`;
const table = (rows: readonly (readonly [string, string])[]): string =>
  `<table>${rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`).join('\n')}</table>`;

function recipe({ file, text }: Recipe): string {
  return `<p>In the folder of the pack: ${code(`python3 ${file}`)}. The program in full:</p>\n<pre>${escaped(text)}</pre>`;
}

const POWERSHELL = `Import-Csv manifest.csv | Where-Object { (Get-FileHash $_.path).Hash -ne $_.sha256 }`;
const SHELL = `awk -F, 'NR > 1 { print $3 "  " $1 }' manifest.csv | sha256sum --check --quiet`;

export function evidenceReadme(about: EvidenceAbout): string {
  const month = monthInWords(about.month);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence for ${escaped(month)}, ${escaped(about.book)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Evidence for ${escaped(month)}</h1>
<p class="dim">${escaped(about.book)} · prepaid credits and deferred revenue · how to check it without Drawdown</p>
${table([
  ['Month', `${escaped(about.month)}, closed; time zone ${escaped(about.time_zone)}`],
  ['Seal', code(about.seal)],
  ['Postings', about.postings],
  ['Facts', `1 to ${about.facts}; the last hash is ${code(about.facts_hash)}`],
  ['Sample', `${about.sample} of ${about.lots} lots, chosen by seed ${about.seed}`],
  ['Documents issued', about.documents],
])}
<p>Facts are what people and files told the book. They are numbered, never changed and never deleted. Postings are derived from
facts. When a month is closed its postings are sealed: the seal changes if one digit of one posting does. Every check below takes
nothing but these files and a program that comes with most computers: <code>sha256sum</code>, a spreadsheet, or Python 3.8 or later
with nothing added.</p>
<h2>What is in the pack</h2>
${table(CONTENTS.map(([path, what]) => [code(path), what] as const))}
<p class="dim">CSV files are UTF-8 with commas, and exact: text stands as it was told. To read one in a spreadsheet, import it with all
columns as text rather than by double-click, so that no id is taken for a number or a formula.</p>
${STEPS}
<h2>What this does not show</h2>
<p>These steps show that nothing was changed since the month was closed and that the sample follows from its draws. That
every posting follows from the facts and the rules, in the right order and from the right lot, is shown by deriving the book again from
its facts: <code>drawdown verify BOOK</code>, or <em>Run the proof</em> on the screen Audit.</p>
</body>
</html>
`;
}

const STEPS = `<h2>1. Is the pack complete and unchanged?</h2>
<p>Text in the tables that a spreadsheet would take for a formula has an apostrophe in front, which is no part of the text; the recipes
take it off.</p>
<p>Whoever gave you the pack can tell you the SHA-256 of <code>manifest.csv</code> by another way: Drawdown shows it when it makes the
pack, and the same book, month, seed and sample size always give the same one. Compare it with
<code>sha256sum manifest.csv</code> (Windows: <code>certutil -hashfile manifest.csv SHA256</code>). Then compare the files with the
manifest. No line of output means that all agree:</p>
<pre>${escaped(SHELL)}</pre>
<p>In PowerShell:</p>
<pre>${escaped(POWERSHELL)}</pre>
<p>Or with Python, which also names files that the manifest does not list. ${recipe(RECIPES.files).slice('<p>'.length)}
<h2>2. Are the postings those that were sealed?</h2>
<p>The seal is the SHA-256 of the seal of the month before (nothing for the first month), a line end, and one line for each posting in
the order of <code>postings.csv</code>. A line holds 19 parts with <code>|</code> between them: customer, credit type, instant
(milliseconds since 1970 UTC), kind, lot, event, meter, credits, overage, currency, change of deferred revenue, usage revenue, breakage
revenue, overage revenue, receivable, unbilled receivable, amount invoiced, charge, kind of charge. Numbers are whole, in the smallest
unit (cents): the decimals without their point. In text <code>|</code>, <code>\\</code> and line ends are written as
<code>\\7c;</code>, <code>\\5c;</code>, <code>\\a;</code> and <code>\\d;</code>. The first month also covers what was posted before it began.</p>
${recipe(RECIPES.seal)}
<h2>3. Is the record of facts unbroken?</h2>
<p>The hash of a fact is the SHA-256 of the hash before it (nothing for fact 1), a line end, and a JSON array of number, kind, key,
body, source, author and time of recording (milliseconds since 1970 UTC), without spaces. So no fact can be changed, removed or slipped
in without changing every hash after it. The column <code>words</code> says the same for reading and is not part of the hash. The seals of <code>seals.csv</code> are themselves facts, of kind <code>close</code>.</p>
${recipe(RECIPES.facts)}
<h2>4. Is the sample the one that its seed chooses?</h2>
<p>Lots are put in order of the SHA-256 of the seed, <code>|</code> and the lot; the first ones are the sample. Unless somebody gave
another seed it is the number that the first eight digits of the seal stand for, which nobody can choose. Ask for a pack with a seed of
your own if you like: <code>drawdown evidence BOOK --month MONTH --seed NUMBER --out FOLDER</code>.</p>
${recipe(RECIPES.sample)}
<h2>5. Does revenue follow from price, quantity and draws?</h2>
<p>Open <code>trial-recomputation.xlsx</code> and let the spreadsheet compute it again (Ctrl+Alt+F9 in Excel, Ctrl+Shift+F9 in
LibreOffice). <em>Sample</em> has a line for each lot and <em>Checks</em> must say OK. On <em>Movements</em>, after c of q credits of a
lot priced P, round(P × c ÷ q) is recognised, and each draw recognises the difference; with an expected breakage b it is
round(min(P, P × c ÷ (q × (1 − b)))), of which round(P × c ÷ q) is usage revenue. What expires is recognised as breakage. Credits that
roll over, are refunded or voided take deferred × taken ÷ remaining with them, rounded, and what stays is a new price over what remains.
Draws of single events are in <code>postings.csv</code> (this month) with the event of <code>usage.csv</code> and the line of its file.</p>
<h2>6. Are the source files those that were imported?</h2>
<p>Run <code>sha256sum</code> over a file as the source system gave it and look for the result in the column
<code>file_sha256</code> of <code>batches.csv</code>. <code>control-totals.csv</code> has what the source said it sent beside what was
imported, with the reason where they differ.</p>
<p>The column <code>rows_sha256</code> goes over all rows of an import as they were taken: the SHA-256 of a line for each row of
<code>batch-rows.csv</code>, in order, with ten parts: event, attempt (how often the id had come before and was undone), batch, line,
customer, meter, quantity, time of use and time of posting (milliseconds since 1970 UTC), and further columns as JSON (nothing without
any). Between the parts stands the character U+001F, at the end of each line a line end.</p>
${recipe(RECIPES.batches)}
<h2>7. Are the documents those that were handed out?</h2>
<p>The files of <code>documents/</code> are as they were issued. Their SHA-256 in <code>documents.csv</code> is on record as the fact
named beside it, so a statement that a customer holds can be compared with <code>sha256sum</code>.</p>`;
