// What a sheet has beside its cells: links to files in the same folder, and a picture. Parts of their own, with how they relate.
// Must not: write cells, or link to anything but a file beside the workbook.
import RelationshipsXform from 'exceljs/lib/xlsx/xform/core/relationships-xform.js';
import type { SpecPicture } from '../../reports/workbooks/spec.ts';
import { escapeText } from './cell-xml.ts';
import { HEAD, RELATIONSHIP } from './package.ts';
import type { ZipWriter } from './zip-write.ts';

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
/** English metric units in a pixel of 96 to the inch. */
const EMU = 9525;

export interface CellLink {
  /** "F7" */
  readonly cell: string;
  readonly file: string;
}

export interface Attached {
  /** Elements of the sheet that refer to them: links stand before the page's margins, the picture after all else. */
  readonly hyperlinks: string;
  readonly drawing: string;
  /** Adds their parts; after the sheet is written. */
  addTo(zip: ZipWriter): void;
}

const attribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

/** What is attached to sheet number `sheet`. */
export function attached(
  sheet: number,
  links: readonly CellLink[],
  picture: SpecPicture | undefined,
): Attached {
  const relations: object[] = links.map(({ file }, index) => ({
    Id: `rId${index + 1}`,
    Type: `${RELATIONSHIP}/hyperlink`,
    Target: encodeURIComponent(file),
    TargetMode: 'External',
  }));
  const hyperlinks = links.map(({ cell }, index) => `<hyperlink ref="${cell}" r:id="rId${index + 1}"/>`);
  const drawn = `rId${links.length + 1}`;
  if (picture)
    relations.push({ Id: drawn, Type: `${RELATIONSHIP}/drawing`, Target: `../drawings/drawing${sheet}.xml` });
  return {
    hyperlinks: hyperlinks.length === 0 ? '' : `<hyperlinks>${hyperlinks.join('')}</hyperlinks>`,
    drawing: picture ? `<drawing r:id="${drawn}"/>` : '',
    addTo(zip) {
      if (relations.length > 0)
        zip.add(`xl/worksheets/_rels/sheet${sheet}.xml.rels`, new RelationshipsXform().toXml(relations));
      if (picture) addPicture(zip, sheet, picture);
    },
  };
}

function addPicture(zip: ZipWriter, sheet: number, picture: SpecPicture): void {
  const image = `image${sheet}.${picture.type}`;
  const relation = { Id: 'rId1', Type: `${RELATIONSHIP}/image`, Target: `../media/${image}` };
  zip.add(`xl/drawings/drawing${sheet}.xml`, drawingXml(picture));
  zip.add(`xl/drawings/_rels/drawing${sheet}.xml.rels`, new RelationshipsXform().toXml([relation]));
  zip.store(`xl/media/${image}`, picture.bytes);
}

function drawingXml({ width, height, column, row, alt }: SpecPicture): string {
  const size = `cx="${Math.round(width * EMU)}" cy="${Math.round(height * EMU)}"`;
  return [
    HEAD,
    `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main" xmlns:r="${RELATIONSHIP}">`,
    `<xdr:oneCellAnchor><xdr:from><xdr:col>${column - 1}</xdr:col><xdr:colOff>0</xdr:colOff>`,
    `<xdr:row>${row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext ${size}/>`,
    `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1" descr="${attribute(alt)}"/>`,
    '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>',
    '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>',
    `<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>`,
    '</xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>',
  ].join('');
}
