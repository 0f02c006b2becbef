// How files are laid out, as people save and bring it: wrong in many places it is told in few words, and no name of it is lost.
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { parseOutsideProfile } from '../../../src-main/import/outside/profile.ts';
import { parseProfile } from '../../../src-main/import/read-profile.ts';
import { CONTRACT } from '../../../src-shared/contract/index.ts';
import { parseJournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { parseShape } from '../../../src-shared/migration/shape.ts';

const shape = { layout: 'purchases', sheets: [] };
const findingsOf = (result: Result<unknown>): readonly Finding[] => (result.ok ? [] : result.findings);
const many = <T>(value: T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`${at}-${'x'.repeat(5000)}`, value]));

describe.each([
  ['an import profile', parseProfile, { values: { customer: many(1) } }, 'bad_profile'],
  [
    'a profile of an outside table',
    parseOutsideProfile,
    { leg: 'billing', columns: {}, values: many(1) },
    'bad_outside_profile',
  ],
  ['a layout of an old workbook', parseShape, { ...shape, customers: many(1) }, 'bad_shape'],
  [
    'a journal template',
    parseJournalTemplate,
    { columns: Array(5000).fill(many(1)) },
    'bad_journal_template',
  ],
] as const)('%s', (_what, parse, wrong, code) => {
  it('that is wrong in five thousand places is told by its beginning', () => {
    const findings = findingsOf(parse(wrong));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThanOrEqual(100);
    for (const one of findings) {
      expect(one.code).toBe(code);
      expect(JSON.stringify(one).length).toBeLessThan(1000);
    }
  });
});

/** As JSON brings it: a member like any other. */
const NAMED: unknown = JSON.parse('{"__proto__":"kim","K":"kim"}');

describe('a name that the language has for itself is refused, not left out', () => {
  it.each([
    ['customers of an import profile', parseProfile, { values: { customer: NAMED } }],
    ['meters of an import profile', parseProfile, { values: { meter: NAMED } }],
    ['names of an outside table', parseOutsideProfile, { leg: 'billing', columns: {}, values: NAMED }],
    ['columns of an outside table', parseOutsideProfile, { leg: 'billing', columns: NAMED }],
    ['customers of an old workbook', parseShape, { ...shape, customers: NAMED }],
    ['credit types of an old workbook', parseShape, { ...shape, creditTypes: NAMED }],
    ['meters of an old workbook', parseShape, { ...shape, meters: NAMED }],
  ] as const)('%s', (_what, parse, data) => {
    expect(
      findingsOf(parse(data))
        .map(({ message }) => message)
        .join(),
    ).toContain('"__proto__"');
  });

  it('in whatever the page sends', () => {
    const open = Object.entries(CONTRACT).flatMap(([method, { input }]) => recordsIn(input, method));
    expect(open.map(([where]) => where)).toContain('reconcile.takeIn.names');
    for (const [where, record] of open)
      expect(record.safeParse(JSON.parse('{"__proto__":"1"}')).success, where).toBe(false);
  });
});

/** Every place of a schema where the page chooses the keys, with what is said of it there. */
function recordsIn(schema: z.core.$ZodType, where: string): [string, z.ZodType][] {
  const { def } = schema._zod as unknown as { def: Record<string, unknown> & { type: string } };
  const inner = (of: unknown, name = ''): [string, z.ZodType][] =>
    of === undefined ? [] : recordsIn(of as z.core.$ZodType, name === '' ? where : `${where}.${name}`);
  if (def.type === 'record' || (def.type === 'pipe' && (def.out as z.ZodType)._zod.def.type === 'record'))
    return [[where, schema as z.ZodType]];
  if (def.type === 'object')
    return Object.entries(def.shape as Record<string, unknown>).flatMap(([name, one]) => inner(one, name));
  if (def.type === 'union') return (def.options as unknown[]).flatMap((one) => inner(one));
  return [...inner(def.innerType), ...inner(def.element), ...inner(def.in), ...inner(def.out)];
}
