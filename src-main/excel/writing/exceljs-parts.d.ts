// The parts of ExcelJS that turn one model into one piece of workbook XML. Its writers put such pieces together in an order that
// Excel repairs and are slow; we keep the pieces and do the order, the rows and the archive.
declare module 'exceljs/lib/xlsx/xform/*' {
  export default class Xform {
    constructor(options?: unknown);
    toXml(model?: unknown): string;
    prepare(model: unknown, options: unknown): void;
    /** Only of the style sheet: the index of a cell style, and of a conditional one. */
    addStyleModel(style: object): number;
    addDxfStyle(style: object): number;
    readonly model: unknown;
  }
}
declare module 'exceljs/lib/xlsx/xml/theme1.js' {
  const theme: string;
  export default theme;
}
