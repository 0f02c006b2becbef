// The parts of a workbook file beside its sheets: what is in it, how the parts relate, print titles, properties.
// Must not: write cells, or put anything of the clock or the machine into the file.
import WorkbookXform from 'exceljs/lib/xlsx/xform/book/workbook-xform.js';
import ContentTypesXform from 'exceljs/lib/xlsx/xform/core/content-types-xform.js';
import RelationshipsXform from 'exceljs/lib/xlsx/xform/core/relationships-xform.js';
import theme from 'exceljs/lib/xlsx/xml/theme1.js';
import { columnLetters, fixed, sheetRef, type WorkbookSpec } from '../../reports/workbooks/spec.ts';
import { escapeText } from './cell-xml.ts';
import type { Styles } from './styles.ts';
import type { ZipWriter } from './zip-write.ts';

export const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CORE = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A sheet as it was written. */
export interface WrittenSheet {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  readonly printTitles: readonly [number, number] | undefined;
  /** Columns repeated where a sheet is printed over several pages side by side: "A:B". */
  readonly printColumns: string | null;
  readonly filter: string | undefined;
  /** How the picture over it is packed. */
  readonly picture: 'png' | 'jpeg' | undefined;
}

interface DefinedName {
  name: string;
  ranges: string[];
  localSheetId: number;
}

function definedNames(sheets: readonly WrittenSheet[]): DefinedName[] {
  return sheets.flatMap((sheet, index) => {
    const { name, columns, rows, printTitles, printColumns } = sheet;
    const area = `A1:${columnLetters(Math.max(1, columns))}${Math.max(1, rows)}`;
    const names: DefinedName[] = [
      { name: '_xlnm.Print_Area', ranges: [`${sheetRef(name)}${fixed(area)}`], localSheetId: index },
    ];
    const repeated = [
      ...(printColumns === null ? [] : [printColumns.replace(/[A-Z]+/g, '$$$&')]),
      ...(printTitles ? [`$${printTitles[0]}:$${printTitles[1]}`] : []),
    ];
    if (repeated.length > 0) {
      const ranges = repeated.map((one) => `${sheetRef(name)}${one}`);
      names.push({ name: '_xlnm.Print_Titles', ranges, localSheetId: index });
    }
    return names;
  });
}

function coreProperties(spec: WorkbookSpec): string {
  const at = `${spec.date}T00:00:00Z`;
  const author = escapeText(spec.author);
  return [
    HEAD,
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeText(spec.title)}</dc:title>`,
    `<dc:subject>${escapeText(spec.subject)}</dc:subject>`,
    `<dc:creator>${author}</dc:creator>`,
    `<cp:lastModifiedBy>${author}</cp:lastModifiedBy>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>`,
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('');
}

const APP = `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Drawdown</Application></Properties>`;

/** Drawings of the sheets that have a picture, and the kinds of pictures. */
function pictured(sheets: readonly WrittenSheet[]): { media: object[]; drawings: { name: string }[] } {
  const found = sheets.flatMap(({ picture }, index) => (picture ? [{ picture, sheet: index + 1 }] : []));
  return {
    media: found.map(({ picture }) => ({ type: 'image', extension: picture })),
    drawings: found.map(({ sheet }) => ({ name: `drawing${sheet}` })),
  };
}

/** Adds everything but the sheets, which are in the archive as xl/worksheets/sheet1.xml, sheet2.xml … */
export function addPackage(
  zip: ZipWriter,
  spec: WorkbookSpec,
  sheets: readonly WrittenSheet[],
  styles: Styles,
): void {
  const numbered = sheets.map((sheet, index) => ({
    id: index + 1,
    name: sheet.name,
    state: 'visible',
    rId: `rId${index + 3}`,
  }));
  const relationships = new RelationshipsXform();
  zip.add(
    'xl/workbook.xml',
    new WorkbookXform().toXml({
      sheets: numbered,
      definedNames: definedNames(sheets),
      views: [{ activeTab: 0, firstSheet: 0 }],
      properties: {},
      calcProperties: { fullCalcOnLoad: true },
    }),
  );
  zip.add(
    'xl/_rels/workbook.xml.rels',
    relationships.toXml([
      { Id: 'rId1', Type: `${RELATIONSHIP}/styles`, Target: 'styles.xml' },
      { Id: 'rId2', Type: `${RELATIONSHIP}/theme`, Target: 'theme/theme1.xml' },
      ...numbered.map(({ id, rId }) => ({
        Id: rId,
        Type: `${RELATIONSHIP}/worksheet`,
        Target: `worksheets/sheet${id}.xml`,
      })),
    ]),
    true,
  );
  zip.add('xl/styles.xml', styles.xml(), true);
  zip.add('xl/theme/theme1.xml', theme, true);
  zip.add('docProps/core.xml', coreProperties(spec));
  zip.add('docProps/app.xml', APP, true);
  zip.add(
    '[Content_Types].xml',
    new ContentTypesXform().toXml({ worksheets: numbered, commentRefs: [], ...pictured(sheets) }),
    true,
  );
  zip.add(
    '_rels/.rels',
    relationships.toXml([
      { Id: 'rId1', Type: `${RELATIONSHIP}/officeDocument`, Target: 'xl/workbook.xml' },
      { Id: 'rId2', Type: CORE, Target: 'docProps/core.xml' },
      { Id: 'rId3', Type: `${RELATIONSHIP}/extended-properties`, Target: 'docProps/app.xml' },
    ]),
    true,
  );
}
