// Shared strings come back as they went in, whatever letters they are of and however many there are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SharedTexts } from '../../src-main/excel/reading/shared-texts.ts';

const kept = (texts: readonly string[]): (string | undefined)[] => {
  const shared = new SharedTexts();
  for (const text of texts) shared.push(text);
  expect(shared.length).toBe(texts.length);
  return texts.map((_, index) => shared.at(index));
};

it('as they were, half characters too', () => {
  const texts = ['', 'a', 'Größe', 'ÿ', 'Ā', '長い', '💥', '\ud800', '\udfff\ud800', '\u0000', ''];
  expect(kept(texts)).toEqual(texts);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string())), (some) => {
      expect(kept(some)).toEqual(some);
    }),
  );
});

it('over the edges of blocks, and longer than one', () => {
  const texts = ['x'.repeat(1 << 20), 'é'.repeat(1_000_001), '長'.repeat(1 << 20), '', 'last'];
  expect(kept(texts)).toEqual(texts);
  const many = Array.from({ length: 200_000 }, (_, n) => `event ${n}`);
  expect(kept(many)).toEqual(many);
});

it('and what was never put in is not there', () => {
  const shared = new SharedTexts();
  shared.push('one');
  for (const index of [1, -1, 0.5, Number.NaN, 2 ** 40]) expect(shared.at(index)).toBeUndefined();
});
