// Help keeps to the documents: every screen has its lines, every word it names is explained, and worked examples bring no figure
// that the rules or the guide do not have.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src-renderer/shell/help/examples.ts';
import { WORDS } from '../../src-renderer/shell/help/glossary.ts';
import { SCREEN_HELP } from '../../src-renderer/shell/help/screen-help.ts';

const root = resolve(import.meta.dirname, '../..');
const documents = ['docs/LEDGER.md', 'docs/guide.md'].map((path) =>
  readFileSync(resolve(root, path), 'utf8'),
);

describe('help', () => {
  it('has something to say on every screen of an open book', () => {
    const features = readdirSync(resolve(root, 'src-renderer/features')).filter(
      (name) => name !== 'start' && existsSync(resolve(root, 'src-renderer/features', name, 'screen.tsx')),
    );
    expect(Object.keys(SCREEN_HELP).sort()).toEqual(features.sort());
    for (const { does } of Object.values(SCREEN_HELP)) expect(does.length).toBeGreaterThan(0);
  });

  it.each(Object.keys(SCREEN_HELP))('explains every word that belongs to %s', (screen) => {
    const explained = WORDS.map(([word]) => word);
    for (const word of SCREEN_HELP[screen]!.words) expect(explained).toContain(word);
  });

  it('explains no word twice', () => {
    expect(new Set(WORDS.map(([word]) => word)).size).toBe(WORDS.length);
  });

  it.each(EXAMPLES)('$name: its figures stand in the documents', ({ lines }) => {
    const text = documents.join('\n').replaceAll(/(?<=\d)[ ,](?=\d{3}\b)/g, '');
    for (const [, comesTo] of lines)
      for (const [figure] of comesTo.replaceAll(/(?<=\d),(?=\d{3}\b)/g, '').matchAll(/\d+(\.\d+)?/g))
        expect(new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}(?!\\.?\\d)`).test(text), figure).toBe(
          true,
        );
  });
});
