// What of a cell's choices fits the text typed so far.
import { describe, expect, it } from 'vitest';
import { fittingChoices, partOf, withPart } from '../../src-renderer/ui/grid/editing/choices.ts';

const ALL = [
  { value: 'gb_archived_compressed', about: 'Archived, compressed' },
  { value: 'gb_archived', about: 'Archived originals' },
  { value: 'support', about: 'Expert support' },
];
const fits = (text: string, open = false): [string[], number] => {
  const { choices, active } = fittingChoices(ALL, text, open);
  return [choices.map(({ value }) => value), active];
};

describe('choices', () => {
  it('are all there before anything is typed, and none is meant', () => {
    expect(fits('  ')).toEqual([ALL.map(({ value }) => value), -1]);
  });

  it('put the very value first, then what begins so, then what holds it in value or name', () => {
    expect(fits('gb_archived')).toEqual([['gb_archived', 'gb_archived_compressed'], 0]);
    expect(fits('GB-Archived')).toEqual([['gb_archived', 'gb_archived_compressed'], 0]);
    expect(fits('expert')).toEqual([['support'], 0]);
    expect(fits('compressed')).toEqual([['gb_archived_compressed'], 0]);
  });

  it('leave a text alone that fits none, and where they are only usual one that begins so', () => {
    expect(fits('nobody')).toEqual([[], -1]);
    expect(fits('gb', true)[1]).toBe(-1);
    expect(fits('support', true)[1]).toBe(0);
  });

  it('of a list are for what comes after the last comma', () => {
    expect(partOf('pages, sup', true)).toBe(' sup');
    expect(partOf('pages, sup', false)).toBe('pages, sup');
    expect(withPart('pages,sup', 'support', true)).toBe('pages, support');
    expect(withPart('sup', 'support', true)).toBe('support');
  });
});
