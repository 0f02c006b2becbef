// What is wrong with a workbook as a file, read from its XML by nothing of ours: order of elements by the schema (ECMA-376 Part 1), formulas
// with their results, numbers and dates that are such, text that stays text, names and references that lead somewhere, paper, widths.
// Must not: share code with the writer, or know what a workbook is about.
import { partsOf } from './workbook-parts.ts';

const ORDER: Readonly<Record<string, readonly string[]>> = {
  // 18.3.1.99
  worksheet:
    `sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter
    sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions
    pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing
    picture oleObjects controls webPublishItems tableParts extLst`.split(/\s+/),
  sheetPr: ['tabColor', 'outlinePr', 'pageSetUpPr'],
  sheetView: ['pane', 'selection', 'pivotSelection', 'extLst'],
  c: ['f', 'v', 'is', 'extLst'],
  // 18.2.27
  workbook:
    `fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames
    calcPr`.split(/\s+/),
  // 18.8.39, 18.8.45
  styleSheet:
    `numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst`.split(' '),
  xf: ['alignment', 'protection', 'extLst'],
};
const VOLATILE = /\b(NOW|TODAY|OFFSET|INDIRECT|RAND|RANDBETWEEN|CELL|INFO)\(/;
const OUTSIDE = /\[\d+\]|\b(DDE|WEBSERVICE|HYPERLINK|RTD)\(|\|/;
const PLAIN_NUMBER = /^-?\d{1,15}(\.\d+)?$/;
const PLAIN_DATE = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d.*)?)?$/;
/** From so many rows on one scrolls, and prints more than a page. */
const LONG = 45;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** XML as a tree. Throws where elements are not nested. */
function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, close, name, attributes = '', empty, text = ''] of xml.matchAll(
    /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>([^<]*)/g,
  )) {
    if (close) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes another element`);
    } else {
      const found: Element = { name: name!, attributes: attributesOf(attributes), children: [], text: '' };
      open.at(-1)!.children.push(found);
      if (!empty) open.push(found);
    }
    if (!close && !empty) open.at(-1)!.text += unescaped(text);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return root.children[0]!;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]),
  );
}

const child = ({ children }: Element, name: string): Element | undefined =>
  children.find((one) => one.name === name);
const childrenOf = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((one) => one.name === name) ?? [];

/** Everything that is wrong, a line each; nothing for a workbook that is right. */
export function structureComplaints(file: string | Uint8Array): string[] {
  const parts = partsOf(file);
  const complaints: string[] = [];
  const trees = new Map<string, Element>();
  for (const [name, content] of parts) if (/\.(xml|rels)$/.test(name)) trees.set(name, parseXml(content));
  for (const [name, tree] of trees) checkOrder(tree, name, complaints);
  checkPackage(parts, trees, complaints);
  const workbook = trees.get('xl/workbook.xml')!;
  const formats = formatsOf(trees.get('xl/styles.xml')!);
  const sheets = sheetsOf(workbook, trees);
  const context: Context = { names: new Set(sheets.keys()), formats, complaints };
  for (const [name, tree] of sheets) checkSheet(name, tree, context);
  checkNames(workbook, sheets, complaints);
  return complaints;
}

interface Context {
  readonly names: ReadonlySet<string>;
  readonly formats: readonly string[];
  readonly complaints: string[];
}

function checkOrder(element: Element, where: string, complaints: string[]): void {
  const order = ORDER[element.name];
  if (order) {
    const places = element.children.map(({ name }) => order.indexOf(name));
    const unknown = element.children.find((_, index) => places[index] === -1);
    if (unknown) complaints.push(`${where}: <${unknown.name}> does not belong into <${element.name}>`);
    else if (places.some((place, index) => index > 0 && place < places[index - 1]!))
      complaints.push(`${where}: <${element.name}> has its parts out of order`);
  }
  for (const one of element.children) checkOrder(one, where, complaints);
}

/** Parts declared and there, links inside or to files beside, properties filled in. */
function checkPackage(
  parts: ReadonlyMap<string, string>,
  trees: ReadonlyMap<string, Element>,
  complaints: string[],
): void {
  for (const [name, tree] of trees) {
    if (!name.endsWith('.rels')) continue;
    const folder = name.replace(/_rels\/[^/]*$/, '');
    for (const { attributes } of tree.children) {
      const { Target = '', TargetMode } = attributes;
      if (TargetMode === 'External') {
        if (/^[a-z]+:|^\/|^\\|\.\./i.test(Target)) complaints.push(`${name}: leads outside, to ${Target}`);
      } else if (!parts.has(resolved(folder, Target))) complaints.push(`${name}: ${Target} is not there`);
    }
  }
  if ([...parts.keys()].some((name) => /externalLink|connections|macro|vba/i.test(name)))
    complaints.push('there are links to other workbooks, or programs');
  const core = parts.get('docProps/core.xml') ?? '';
  for (const property of ['dc:title', 'dc:subject', 'dc:creator', 'dcterms:created'])
    if (!new RegExp(`<${property}[^>]*>[^<]+<`).test(core))
      complaints.push(`the property ${property} is missing`);
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = folder.split('/').filter(Boolean);
  for (const step of target.split('/'))
    if (step === '..') path.pop();
    else path.push(step);
  return path.join('/');
}

const BUILT_IN: Readonly<Record<string, string>> = { 0: '', 9: '0%', 10: '0.00%', 14: 'yyyy-mm-dd', 49: '@' };

/** The number format of each style. */
function formatsOf(styles: Element): string[] {
  const codes = new Map(
    childrenOf(child(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [
      attributes.numFmtId!,
      attributes.formatCode!,
    ]),
  );
  return childrenOf(child(styles, 'cellXfs'), 'xf').map(({ attributes }) => {
    const id = attributes.numFmtId ?? '0';
    return codes.get(id) ?? BUILT_IN[id] ?? 'General';
  });
}

function sheetsOf(workbook: Element, trees: ReadonlyMap<string, Element>): Map<string, Element> {
  const targets = new Map(
    trees
      .get('xl/_rels/workbook.xml.rels')!
      .children.map(({ attributes }) => [attributes.Id!, resolved('xl/', attributes.Target!)]),
  );
  return new Map(
    childrenOf(child(workbook, 'sheets'), 'sheet').map(({ attributes }) => [
      attributes.name!,
      trees.get(targets.get(attributes['r:id']!)!)!,
    ]),
  );
}

function checkSheet(name: string, sheet: Element, context: Context): void {
  const { complaints, formats } = context;
  const say = (what: string): number => complaints.push(`${name}: ${what}`);
  const rows = childrenOf(child(sheet, 'sheetData'), 'row');
  const widths = widthsOf(sheet);
  let line = 0;
  for (const row of rows) {
    if (Number(row.attributes.r) <= line) say(`row ${row.attributes.r} is out of order`);
    line = Number(row.attributes.r);
    let last = 0;
    for (const cell of row.children) {
      const column = columnOf(cell.attributes.r!);
      if (column <= last) say(`${cell.attributes.r} is out of order`);
      last = column;
      const wrong = cellComplaint(cell, formats[Number(cell.attributes.s ?? 0)] ?? '', context);
      if (wrong) say(`${cell.attributes.r} ${wrong}`);
      const needed = neededWidth(cell, formats[Number(cell.attributes.s ?? 0)] ?? '');
      if (needed > (widths.get(column) ?? 8.43)) say(`${cell.attributes.r} would show ####`);
    }
  }
  checkPaper(sheet, say);
}

function cellComplaint(cell: Element, format: string, { names }: Context): string | null {
  const { t } = cell.attributes;
  const [formula, value, inline] = ['f', 'v', 'is'].map((part) => child(cell, part));
  if (formula) {
    if (!value || value.text === '') return 'has a formula without a result';
    if (t === 'e' || value.text.startsWith('#')) return `comes to ${value.text}`;
    const functions = formula.text.replaceAll(/'(?:[^']|'')*'!|"(?:[^"]|"")*"/g, '');
    if (VOLATILE.test(functions)) return 'has a formula that changes by itself';
    if (OUTSIDE.test(functions) || /'[^']*\[[^']*'!|https?:/i.test(formula.text))
      return 'has a formula that leads outside';
    for (const [, sheet] of formula.text.matchAll(/'((?:[^']|'')+)'!/g))
      if (!names.has(sheet!.replaceAll("''", "'"))) return `asks a sheet that is not there: ${sheet}`;
  }
  if (t === 'inlineStr' || t === 'str') {
    const text = inline ? inline.children.map((part) => part.text).join('') : (value?.text ?? '');
    if (format === '@' || formula) return null;
    if (PLAIN_NUMBER.test(text)) return `holds the number ${text} as text`;
    if (PLAIN_DATE.test(text)) return `holds the date ${text} as text`;
    if (/^[=+\-@\t\r]./.test(text)) return `begins like a formula and is not marked as text: ${text}`;
    return null;
  }
  if (!value) return null;
  if (!Number.isFinite(Number(value.text))) return `holds ${value.text} as a number`;
  return isDate(format) && !(Number(value.text) >= 61) ? `is no date: ${value.text}` : null;
}

const isDate = (format: string): boolean => /y/.test(format) && /m/.test(format);

/** Characters that a number or date needs; text may run over, or stand on several lines. */
function neededWidth(cell: Element, format: string): number {
  const value = child(cell, 'v')?.text;
  if (value === undefined || cell.attributes.t !== undefined) return 0;
  if (isDate(format)) return format.replaceAll(/[\\"]/g, '').length * 0.95;
  const [first = '', negative = first] = format.split(';');
  const used = Number(value) < 0 ? negative : first;
  if (/%/.test(used)) return 4;
  const places = /\.([0#]+)/.exec(used)?.[1]?.length ?? 0;
  const digits = String(Math.trunc(Math.abs(Number(value)))).length;
  const commas = used.includes('#,##') ? Math.floor((digits - 1) / 3) * 0.5 : 0;
  return digits + commas + (places > 0 ? places + 0.5 : 0) + (used.includes('(') ? 1 : 0);
}

function widthsOf(sheet: Element): Map<number, number> {
  const widths = new Map<number, number>();
  for (const { attributes } of childrenOf(child(sheet, 'cols'), 'col'))
    for (let column = Number(attributes.min); column <= Number(attributes.max); column++)
      widths.set(column, Number(attributes.width));
  return widths;
}

function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(address)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** Tables have grid lines or a filter; a page of several small ones has no heading to repeat. */
function isLongTable(sheet: Element): boolean {
  const view = child(child(sheet, 'sheetViews')!, 'sheetView')!;
  const rows = childrenOf(child(sheet, 'sheetData'), 'row').length;
  return child(sheet, 'autoFilter') !== undefined || (rows > LONG && view.attributes.showGridLines !== '0');
}

function checkPaper(sheet: Element, say: (what: string) => void): void {
  const setup = child(sheet, 'pageSetup')?.attributes ?? {};
  if (!['1', '9'].includes(setup.paperSize ?? '')) say('is not set up for A4 or Letter');
  // What is too wide to be read goes over a few pages side by side.
  if (!/^[1-4]$/.test(setup.fitToWidth ?? '') || setup.fitToHeight !== '0')
    say('is not fitted to the width of a page');
  const footer = child(child(sheet, 'headerFooter') ?? sheet, 'oddFooter')?.text ?? '';
  if (!footer.includes('&P of &N')) say('does not number its pages');
  if (footer.includes('&C')) say('has a footer whose left text may run into its middle');
  const pane = child(child(child(sheet, 'sheetViews')!, 'sheetView')!, 'pane');
  const frozen = pane?.attributes.state === 'frozen' && Number(pane.attributes.ySplit) > 0;
  if (isLongTable(sheet) && !frozen) say('has no heading that stays');
}

/** Printed areas for all, repeated headings where there are several pages, and all of them within their sheet. */
function checkNames(workbook: Element, sheets: ReadonlyMap<string, Element>, complaints: string[]): void {
  const names = [...sheets.keys()];
  const found = childrenOf(child(workbook, 'definedNames'), 'definedName');
  for (const { attributes, text } of found) {
    const [, sheet = '', range = ''] = /^'((?:[^']|'')+)'!(.+)$/.exec(text) ?? [];
    const of = sheets.get(sheet.replaceAll("''", "'"));
    const rows = childrenOf(of && child(of, 'sheetData'), 'row').length;
    const last = Number(/(\d+)$/.exec(range)?.[1] ?? Number.NaN);
    if (!of || names[Number(attributes.localSheetId)] !== sheet.replaceAll("''", "'"))
      complaints.push(`the name ${attributes.name} leads nowhere: ${text}`);
    else if (!(last <= Math.max(1, rows)))
      complaints.push(`${sheet}: ${attributes.name} goes beyond the rows: ${range}`);
  }
  for (const [index, name] of names.entries()) {
    const has = (kind: string): boolean =>
      found.some(({ attributes }) => attributes.name === kind && attributes.localSheetId === String(index));
    if (!has('_xlnm.Print_Area')) complaints.push(`${name}: has no area to print`);
    if (isLongTable(sheets.get(name)!) && !has('_xlnm.Print_Titles'))
      complaints.push(`${name}: does not repeat its heading on paper`);
  }
}
