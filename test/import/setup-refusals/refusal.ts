// What a refused load is in these tests, and the beginnings of the tables they write most.
import type { ExistingFacts } from '../../../src-main/import/setup/existing.ts';
import type { SetupCode } from '../../../src-shared/findings/setup.ts';

/** The rule, the code it is refused with, "table row column", the load, and what stands if not the company. */
export type Refusal = [rule: string, code: SetupCode, place: string, load: string, existing?: ExistingFacts];

export const PACK = 'packs\ncode | credit_type | credits | price |';
export const PLAN = 'plans\ncode | credit_type | credits | price | interval |';
export const RATE = 'rates\nmeter | credit_type | units | credits | from\n';
export const GRANT = 'grants\nref | date | customer |';
export const ADJUST = 'adjustments\nref | date | lot | type | credits | amount | expires\n';
/** One character more than a code may have. */
export const LONG = 'x'.repeat(101);
