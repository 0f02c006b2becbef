// The house look as a style sheet: one font, one accent colour, a number format for every kind of cell. A workbook registers the
// looks it uses, in the order it meets them, so that the same content gives the same style sheet.
// Must not: decide what a cell is for; the spec says so.
import StylesXform from 'exceljs/lib/xlsx/xform/style/styles-xform.js';
import type { Format, Role } from '../../reports/workbooks/spec.ts';

const ACCENT = 'FF1F4E79';
const ACCENT_PALE = 'FFE9EFF5';
const GREY = 'FF6B7280';
const LINE = 'FFBFC7D1';
const INPUT = 'FFFFF8DC';
const GREEN = 'FF1B6E3C';
const RED = 'FFB42318';
export const TAB_COLOURS = { summary: ACCENT, detail: LINE, checks: GREEN, input: 'FF8A6D1B' } as const;

type Model = Record<string, unknown>;

/** Formats whose cells hold numbers; the others hold text. */
export const NUMERIC: ReadonlySet<Format> = new Set(['amount', 'number', 'count', 'percent']);
export const DATED: ReadonlySet<Format> = new Set(['date', 'time', 'month']);

function fraction(places: number): string {
  return places > 0 ? `.${'0'.repeat(places)}` : '';
}

/** Headings of columns hold words, whatever stands below them. */
export const isHeading = (role: Role | undefined): boolean => role === 'header' || role === 'optional';

function numberFormat(format: Format, places: number, role: Role): string | null {
  if (isHeading(role) && format === 'month') return 'yyyy-mm';
  if (isHeading(role) || role === 'title' || role === 'subtitle' || role === 'section') return null;
  switch (format) {
    case 'amount': {
      const digits = `#,##0${fraction(places)}`;
      // The dash of a zero stands where the last whole digit would.
      const dash = places > 0 ? `"–"_.${'?'.repeat(places)}` : '"–"';
      if (role === 'headline') return `${digits}_);(${digits})`;
      return `${digits}_);(${digits});${dash}_)`;
    }
    case 'number':
      return `#,##0${fraction(places)}_)`;
    case 'count':
      return '#,##0_)';
    case 'percent':
      return `0${fraction(places)}%_)`;
    case 'date':
      return 'yyyy-mm-dd';
    case 'time':
      return places > 0 ? 'yyyy-mm-dd hh:mm:ss.000' : 'yyyy-mm-dd hh:mm';
    case 'month':
      return 'yyyy-mm';
    case 'text':
    case 'id':
      return '@';
    default:
      return null;
  }
}

const FONTS: Readonly<Partial<Record<Role, Model>>> = {
  title: { bold: true, size: 18, color: { argb: ACCENT } },
  subtitle: { size: 11, color: { argb: GREY } },
  headline: { bold: true, size: 14 },
  section: { bold: true, size: 12, color: { argb: ACCENT } },
  header: { bold: true },
  label: { color: { argb: GREY } },
  total: { bold: true },
  subtotal: { bold: true },
  book: { color: { argb: GREY } },
  note: { size: 9, color: { argb: GREY } },
};

/** The font of everything that says no other; column widths are measured in it. */
const FONT: Model = { size: 11, color: { theme: 1 }, name: 'Calibri', family: 2, scheme: 'minor' };

const thin = (argb: string): Model => ({ style: 'thin', color: { argb } });
const BORDERS: Readonly<Partial<Record<Role, Model>>> = {
  section: { bottom: thin(ACCENT) },
  header: { bottom: thin(ACCENT) },
  optional: { bottom: thin(ACCENT) },
  input: { top: thin(LINE), bottom: thin(LINE), left: thin(LINE), right: thin(LINE) },
  subtotal: { top: thin(LINE) },
  total: { top: thin('FF000000'), bottom: { style: 'double', color: { argb: 'FF000000' } } },
};

/** These run over into the cells beside them, or begin a line of their own. */
const UNINDENTED: ReadonlySet<Role> = new Set(['title', 'subtitle', 'section', 'prose', 'note']);

function styleModel(format: Format, places: number, role: Role, inner: boolean): Model {
  const model: Model = {};
  if (FONTS[role]) model.font = { ...FONT, ...FONTS[role] };
  const code = numberFormat(format, places, role);
  if (code !== null) model.numFmt = code;
  const border = BORDERS[role];
  if (border) model.border = border;
  if (role === 'input') model.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: INPUT } };
  if (isHeading(role)) model.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: ACCENT_PALE } };
  const alignment: Model = {};
  if (NUMERIC.has(format) || (isHeading(role) && format === 'month')) alignment.horizontal = 'right';
  else if (inner && !UNINDENTED.has(role)) {
    // Text after a number would touch it.
    alignment.horizontal = 'left';
    alignment.indent = 1;
  } else if (DATED.has(format) || format === 'flag') alignment.horizontal = 'left';
  if (format === 'wrap') alignment.wrapText = true;
  if (isHeading(role)) {
    alignment.vertical = 'bottom';
    alignment.wrapText = true;
  }
  if (Object.keys(alignment).length > 0) model.alignment = alignment;
  return model;
}

const newRoles = (): Map<Role, number[]> => new Map();
const newPlaces = (): number[] => [];

function entryOf<K, T>(entries: Map<K, T>, key: K, make: () => T): T {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}

/** One workbook's style sheet. */
export class Styles {
  readonly sheet = new StylesXform(true);
  /** By format and role; then by places and by whether the column is an inner one. Asked for every cell, so no keys are built. */
  readonly #ids = new Map<Format, Map<Role, number[]>>();

  /** The index of a look. `places` are the decimal places shown; `inner` is any column but the first. */
  id(format: Format, places: number, role: Role, inner: boolean): number {
    const ids = entryOf(entryOf(this.#ids, format, newRoles), role, newPlaces);
    const at = places * 2 + (inner ? 1 : 0);
    const known = ids[at];
    if (known !== undefined) return known;
    const made = this.sheet.addStyleModel(styleModel(format, places, role, inner));
    ids[at] = made;
    return made;
  }

  xml(): string {
    return this.sheet.toXml(this.sheet.model);
  }
}

/** Rules that colour flags by what they say; the word is always there too. */
export function flagRules(ref: string): Model {
  const rule = (word: string, argb: string): Model => ({
    type: 'cellIs',
    operator: 'equal',
    formulae: [`"${word}"`],
    style: { font: { bold: true, color: { argb } } },
  });
  return { ref, rules: [rule('OK', GREEN), rule('CHECK', RED)] };
}
