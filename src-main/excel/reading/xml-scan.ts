// A forward scanner for the XML of workbooks: elements, attributes, text. Chunks may break anywhere.
// Document types are refused as such, so there are no entities but the five built-in ones and character references.
// Must not: keep what it has passed, look anything up outside the text, or know about spreadsheets.
import { ownValue } from '../../../src-shared/keys/own-value.ts';

export interface XmlHandler {
  /** Local name (without prefix) and the raw attributes, for `attribute`. An empty element is followed by `close`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text between two marks of an element, entities resolved. */
  text(text: string): void;
}

/** Thrown on what no workbook contains; the caller says which file. */
export class XmlProblem extends Error {
  readonly doctype: boolean;
  constructor(message: string, doctype = false) {
    super(message);
    this.doctype = doctype;
  }
}

/** What has no end yet is looked through again with each chunk: a comment, a tag, a text. */
const MAX_PENDING = 4 * 1024 * 1024;
const MAX_DEPTH = 256;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolve(whole: string, body: string): string {
  const known = ownValue(ENTITIES, body);
  if (known !== undefined) return known;
  const match = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(body);
  const code = match ? (match[1] !== undefined ? Number.parseInt(match[1], 16) : Number(match[2])) : -1;
  if (code < 0 || code > 0x10ffff) throw new XmlProblem(`unknown entity ${whole}`);
  return String.fromCodePoint(code);
}

export function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&<]{0,12});?/g, (whole, body: string) => resolve(whole, body));
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** One attribute by its name as written (with its prefix) or, for "*:id", by its local name under any prefix. */
export function attribute(raw: string, wanted: string): string | null {
  const anyPrefix = wanted.startsWith('*:');
  const target = anyPrefix ? wanted.slice(1) : wanted;
  let at = 0;
  while (at < raw.length) {
    while (at < raw.length && isSpace(raw.charCodeAt(at))) at++;
    const equals = raw.indexOf('=', at);
    if (equals < 0) return null;
    let quote = equals + 1;
    while (isSpace(raw.charCodeAt(quote))) quote++;
    const mark = raw[quote];
    if (mark !== '"' && mark !== "'") throw new XmlProblem('attribute without quotes');
    const end = raw.indexOf(mark, quote + 1);
    if (end < 0) throw new XmlProblem('attribute without an end');
    const name = raw.slice(at, equals).trimEnd();
    if (anyPrefix ? name.endsWith(target) : name === target) return decodeText(raw.slice(quote + 1, end));
    at = end + 1;
  }
  return null;
}

/** Where a tag whose inside starts at `from` ends: the first ">" outside of quotes, or -1 if it is not all there yet. */
function tagEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    // Quotes are looked for in front of ">" only: a search through the whole chunk for each tag would be quadratic.
    let quote = at;
    while (quote < end && text.charCodeAt(quote) !== 34 && text.charCodeAt(quote) !== 39) quote++;
    if (quote === end) return end;
    const close = text.indexOf(text[quote]!, quote + 1);
    if (close < 0) return -1;
    at = close + 1;
  }
}

export class XmlScanner {
  readonly #handler: XmlHandler;
  #pending = '';
  readonly #open: string[] = [];
  #started = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  write(chunk: string): void {
    const text = this.#pending === '' ? chunk : this.#pending + chunk;
    const used = this.#scan(text);
    this.#pending = text.slice(used);
    if (this.#pending.length > MAX_PENDING) throw new XmlProblem('a part without an end');
  }

  /** Everything that was opened must be closed by now. */
  end(): void {
    if (this.#open.length > 0 || this.#pending.trim() !== '' || !this.#started)
      throw new XmlProblem('cut off');
  }

  #scan(text: string): number {
    let at = 0;
    for (;;) {
      const mark = text.indexOf('<', at);
      if (mark < 0) return at;
      if (mark > at && this.#open.length > 0) this.#handler.text(decodeText(text.slice(at, mark)));
      const next = this.#mark(text, mark);
      if (next < 0) return mark;
      at = next;
    }
  }

  /** Handles what starts at "<". @returns where it ends, or -1 if it is not all there yet. */
  #mark(text: string, at: number): number {
    const code = text.charCodeAt(at + 1);
    if (Number.isNaN(code)) return -1;
    if (code === 47) return this.#close(text, at);
    if (code === 63) return after(text, '?>', at);
    if (code !== 33) return this.#element(text, at);
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end < 0) return -1;
      this.#handler.text(text.slice(at + 9, end));
      return end + 3;
    }
    if ('<!--'.startsWith(text.slice(at, at + 4)) || '<![CDATA['.startsWith(text.slice(at, at + 9)))
      return -1;
    throw new XmlProblem('a document type', true);
  }

  #close(text: string, at: number): number {
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const name = text.slice(at + 2, end).trimEnd();
    if (this.#open.pop() !== name) throw new XmlProblem('elements that do not nest');
    this.#handler.close(name.slice(name.indexOf(':') + 1));
    return end + 1;
  }

  #element(text: string, at: number): number {
    const end = tagEnd(text, at + 1);
    if (end < 0) return -1;
    const empty = text.charCodeAt(end - 1) === 47;
    const stop = empty ? end - 1 : end;
    let split = at + 1;
    while (split < stop && !isSpace(text.charCodeAt(split))) split++;
    const name = text.slice(at + 1, split);
    const local = name.slice(name.indexOf(':') + 1);
    if (local === '') throw new XmlProblem('an element without a name');
    this.#started = true;
    this.#handler.open(local, text.slice(split, stop));
    if (empty) this.#handler.close(local);
    else if (this.#open.push(name) > MAX_DEPTH) throw new XmlProblem('elements nested too deeply');
    return end + 1;
  }
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}
