// Subjects of explanations as text in an address: what is written is read again, whatever ids hold; anything else is no subject.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subject } from '../../src-shared/explain/subject.ts';
import {
  FIGURES,
  figure,
  LEDGER_TOTALS,
  lotSubject,
  readSubject,
  subjectLabel,
  subjectText,
  USAGE_TOTALS,
} from '../../src-shared/explain/subject.ts';

const id = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
const maybe = fc.option(id);
const subjects: fc.Arbitrary<Subject> = fc.oneof(
  id.map((event): Subject => ({ kind: 'event', event })),
  fc.tuple(id, maybe).map(([lot, month]) => lotSubject(lot, month)),
  id.map((posting): Subject => ({ kind: 'posting', posting })),
  id.map((charge): Subject => ({ kind: 'charge', charge })),
  fc.integer({ min: 1, max: 1e9 }).map((fact): Subject => ({ kind: 'fact', fact })),
  fc
    .record({
      column: fc.constantFrom(...USAGE_TOTALS),
      unit: id,
      customer: maybe,
      meter: maybe,
      batch: fc.option(fc.integer({ min: 1, max: 1e8 })),
      late: fc.boolean(),
      text: fc.oneof(fc.constant(''), id),
    })
    .map((total): Subject => ({ kind: 'usage_total', ...total })),
  fc
    .record({
      column: fc.constantFrom(...LEDGER_TOTALS),
      unit: id,
      customer: maybe,
      lot: maybe,
      event: maybe,
      entry: maybe,
      month: maybe,
    })
    .map((total): Subject => ({ kind: 'ledger_total', ...total })),
  fc
    .tuple(fc.constantFrom(...FIGURES), id, maybe, maybe, maybe)
    .map(([name, unit, month, customer, of]) => figure(name, unit, { month, customer, of })),
);

describe('a subject', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        expect(readSubject(subjectText(subject))).toEqual(subject);
      }),
    );
  });

  it('is written so that people can read it', () => {
    expect(subjectText(lotSubject('acme:2026-01-01'))).toBe('lot/acme:2026-01-01');
    expect(subjectText({ kind: 'event', event: 'a/b~c' })).toBe('event/a~1b~0c');
    expect(subjectText(figure('deferred', 'EUR'))).toBe('figure/deferred/EUR');
    expect(subjectText(figure('drawn', 'credits', { customer: 'acme' }))).toBe('figure/drawn/credits//acme');
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'lot',
      'lot/',
      'thing/x',
      'fact/0',
      'fact/x',
      'figure/deferred',
      'figure/profit/EUR',
      'usage_total/profit/EUR',
      'usage_total/drawn/api///x',
      'ledger_total/credits',
      '__proto__/x',
    ])
      expect(readSubject(text), text).toBeNull();
  });

  it('has a short name for the way one came', () => {
    expect(subjectLabel(figure('deferred', 'EUR'))).toBe('Deferred revenue');
    expect(subjectLabel(figure('deferred', 'EUR', { customer: 'acme' }))).toBe('acme');
    expect(
      subjectLabel(figure('debit', 'EUR', { customer: 'acme', of: 'receivable|charge:s:2026-01:calls' })),
    ).toBe('s:2026-01:calls');
    expect(subjectLabel(figure('drawn', 'EUR', { customer: 'acme', of: 'whole-lot:g' }))).toBe('g');
  });
});
