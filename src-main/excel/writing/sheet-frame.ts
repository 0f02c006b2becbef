// What stands around the rows of a sheet: views, columns, filters, validations, paper. The order of the pieces is the schema's
// (ECMA-376 §18.3.1.99); Excel "repairs" a sheet where one stands out of place.
// Must not: write cells.
import AutoFilterXform from 'exceljs/lib/xlsx/xform/sheet/auto-filter-xform.js';
import ConditionalFormattingsXform from 'exceljs/lib/xlsx/xform/sheet/cf/conditional-formattings-xform.js';
import ColXform from 'exceljs/lib/xlsx/xform/sheet/col-xform.js';
import DataValidationsXform from 'exceljs/lib/xlsx/xform/sheet/data-validations-xform.js';
import HeaderFooterXform from 'exceljs/lib/xlsx/xform/sheet/header-footer-xform.js';
import PageMarginsXform from 'exceljs/lib/xlsx/xform/sheet/page-margins-xform.js';
import PageSetupXform from 'exceljs/lib/xlsx/xform/sheet/page-setup-xform.js';
import SheetFormatPropertiesXform from 'exceljs/lib/xlsx/xform/sheet/sheet-format-properties-xform.js';
import SheetPropertiesXform from 'exceljs/lib/xlsx/xform/sheet/sheet-properties-xform.js';
import SheetViewXform from 'exceljs/lib/xlsx/xform/sheet/sheet-view-xform.js';
import { columnLetters, type SpecInput, type SpecSheet } from '../../reports/workbooks/spec.ts';
import type { Attached } from './attachments.ts';
import { HEAD, RELATIONSHIP } from './package.ts';
import { MARGINS, type OnPaper } from './paper.ts';
import { flagRules, type Styles, TAB_COLOURS } from './styles.ts';

// They keep nothing between two calls, so one of each serves all sheets.
const parts = {
  properties: new SheetPropertiesXform(),
  view: new SheetViewXform(),
  format: new SheetFormatPropertiesXform(),
  column: new ColXform(),
  filter: new AutoFilterXform(),
  conditional: new ConditionalFormattingsXform(),
  validations: new DataValidationsXform(),
  margins: new PageMarginsXform(),
  setup: new PageSetupXform(),
  footer: new HeaderFooterXform(),
};

export function sheetOpening(
  sheet: SpecSheet,
  widths: readonly number[],
  styles: Styles,
  first: boolean,
): string {
  const { freeze, kind = 'detail' } = sheet;
  const view = {
    workbookViewId: 0,
    tabSelected: first ? '1' : undefined,
    showGridLines: kind === 'detail' || kind === 'input',
    state: freeze ? 'frozen' : 'normal',
    xSplit: freeze?.columns ?? 0,
    ySplit: freeze?.rows ?? 0,
    activeCell: freeze ? `${columnLetters((freeze.columns ?? 0) + 1)}${freeze.rows + 1}` : 'A1',
  };
  const columns = widths.map((width, index) => {
    const blank = sheet.columns[index]?.blank;
    const styleId = blank === undefined ? undefined : styles.id(blank, 0, 'body', index > 0);
    return parts.column.toXml({ min: index + 1, max: index + 1, width, styleId });
  });
  return [
    HEAD,
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    ` xmlns:r="${RELATIONSHIP}">`,
    parts.properties.toXml({ tabColor: { argb: TAB_COLOURS[kind] }, pageSetup: { fitToPage: true } }),
    `<sheetViews>${parts.view.toXml(view)}</sheetViews>`,
    parts.format.toXml({ defaultRowHeight: 15 }),
    columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`,
    '<sheetData>',
  ].join('');
}

/**
 * Header and footer text: & marks a code there, &8 a size, and a digit after it would belong to it. Nothing in the middle, where a long
 * text from the left would run into it. The whole may have 255 characters.
 */
function footerText(left: string): string {
  const text = left.length > 90 ? `${left.slice(0, 89)}…` : left;
  return `&L&8${/^\d/.test(text) ? ' ' : ''}${text.replaceAll('&', '&&')}&R&8&A · Page &P of &N`;
}

function validation(input: SpecInput): object {
  const note = {
    showInputMessage: true,
    promptTitle: input.title.slice(0, 32),
    prompt: input.prompt.length > 255 ? `${input.prompt.slice(0, 254)}…` : input.prompt,
  };
  const list = input.list?.join(',');
  if (list === undefined || list.length > 255) return { type: 'any', ...note };
  return {
    ...note,
    type: 'list',
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning',
    errorTitle: input.title.slice(0, 32),
    error: 'This is none of the values in the list.',
    formulae: [`"${list.replaceAll('"', '""')}"`],
  };
}

export interface SheetEnd {
  /** Where flags stand, to be coloured: "D5:D9". */
  readonly flags: string | null;
  /** Columns and rows that have cells. */
  readonly columns: number;
  readonly rows: number;
}

export function sheetClosing(
  sheet: SpecSheet,
  end: SheetEnd,
  styles: Styles,
  attached: Attached,
  { paperSize, pages }: OnPaper,
): string {
  const conditional = end.flags === null ? [] : [flagRules(end.flags)];
  parts.conditional.prepare(conditional, { styles: styles.sheet });
  const validations = Object.fromEntries(
    (sheet.inputs ?? []).map((input) => [input.range, validation(input)]),
  );
  const everything = `A1:${columnLetters(Math.max(1, end.columns))}${Math.max(1, end.rows)}`;
  return [
    '</sheetData>',
    sheet.filter === undefined ? '' : parts.filter.toXml(sheet.filter),
    parts.conditional.toXml(conditional),
    parts.validations.toXml(validations),
    attached.hyperlinks,
    parts.margins.toXml(MARGINS),
    parts.setup.toXml({
      paperSize,
      orientation: sheet.landscape ? 'landscape' : 'portrait',
      fitToWidth: pages,
      fitToHeight: 0,
    }),
    // As large on a sheet that is made smaller as on any other.
    parts.footer
      .toXml({ oddFooter: footerText(sheet.footer ?? '') })
      .replace('<headerFooter', '<headerFooter scaleWithDoc="0"'),
    // Ids are text on purpose: no green triangles.
    `<ignoredErrors><ignoredError sqref="${everything}" numberStoredAsText="1"/></ignoredErrors>`,
    attached.drawing,
    '</worksheet>',
  ].join('');
}
