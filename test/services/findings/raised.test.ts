// No service raises a code that no catalogue has.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { COMPARISON_CODES } from '../../../src-shared/findings/comparison.ts';
import { EXPORT_CODES } from '../../../src-shared/findings/exports.ts';
import { KEEPING_CODES } from '../../../src-shared/findings/keeping.ts';
import { LEGACY_CODES } from '../../../src-shared/findings/legacy.ts';
import { RECONCILE_CODES } from '../../../src-shared/findings/reconcile.ts';
import { SERVICE_CODES } from '../../../src-shared/findings/service.ts';

const SERVICES = resolve(import.meta.dirname, '../../../src-main/services');
const KNOWN = {
  ...SERVICE_CODES,
  ...EXPORT_CODES,
  ...KEEPING_CODES,
  ...RECONCILE_CODES,
  ...COMPARISON_CODES,
  ...LEGACY_CODES,
};

it('every code that a service raises is in a catalogue', () => {
  const raised = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(SERVICES, name), 'utf8').matchAll(/\bcode: '(\w+)'/g)])
    .map(([, code]) => code!);
  expect(raised.filter((code) => !(code in KNOWN))).toEqual([]);
  expect(raised.length).toBeGreaterThan(20);
});
