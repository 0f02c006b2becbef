// A chart as a PNG: drawn on white in the light colours whatever the window has, with its title, unit and dates in the picture.
// Whoever provides `PictureSaver` says where it goes. Must not: know a host.
import { createContext } from 'react';

/** Saves a picture under a name a person may change. */
export type SavePicture = (name: string, picture: Blob) => Promise<void>;

export const PictureSaver = createContext<SavePicture | null>(null);

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Pixels of the picture for one on the screen. */
const DENSITY = 2;
const HEAD = 52;
const EDGE = 16;

/** What of the page's styles a picture needs to stand by itself. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

export async function pictureOf(chart: SVGSVGElement, title: string, note: string): Promise<Blob> {
  const { width, height } = chart.getBoundingClientRect();
  const desk = document.createElement('div');
  // Paper has the light colours (theme.css); out of sight, but there, or it would have no styles.
  desk.className = 'paper picture-desk';
  const copy = chart.cloneNode(true) as SVGSVGElement;
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href');
  copy.append(textAt(0, -30, title, 'chart-title'), textAt(0, -12, note, 'chart-note'));
  desk.append(copy);
  document.body.append(desk);
  for (const element of copy.querySelectorAll<SVGElement>('*')) {
    const style = getComputedStyle(element);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
  }
  desk.remove();
  const [whole, deep] = [width + 2 * EDGE, height + HEAD + EDGE];
  copy.setAttribute('xmlns', NAMESPACE);
  copy.setAttribute('viewBox', `${-EDGE} ${-HEAD} ${whole} ${deep}`);
  copy.setAttribute('width', String(whole));
  copy.setAttribute('height', String(deep));
  return painted(new XMLSerializer().serializeToString(copy), whole, deep);
}

function textAt(x: number, y: number, content: string, className: string): SVGTextElement {
  const text = document.createElementNS(NAMESPACE, 'text');
  text.setAttribute('x', String(x));
  text.setAttribute('y', String(y));
  text.setAttribute('class', className);
  text.textContent = content;
  return text;
}

async function painted(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * DENSITY);
  canvas.height = Math.ceil(height * DENSITY);
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn'))));
  });
}
