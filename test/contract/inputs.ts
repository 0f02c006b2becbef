// Inputs for any call, made from its schema: good ones, and ones that went wrong in every way that came to mind. New calls are
// covered as they come. Must not: know a call by name.
import { z } from 'zod';
import type { Random } from '../support/random.ts';

/** What good inputs are made of. */
export interface World {
  /** References of files, folders and places where none is yet. */
  readonly files: readonly string[];
  readonly months: readonly string[];
  readonly dates: readonly string[];
  /** Names that mean something to some call: reports, customers, lots, tables, statements. */
  readonly words: readonly string[];
}

/** A JSON schema, as far as this file reads it. */
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly maxLength?: number;
}

export function goodInput(input: z.ZodType, random: Random, world: World): unknown {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
  return make(schema, random, world);
}

function make(schema: Schema, random: Random, world: World): unknown {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return make(pick(random, choices), random, world);
  if ('const' in schema) return schema.const;
  if (schema.enum) return pick(random, schema.enum);
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return random.below(2) === 1;
    case 'integer':
    case 'number': {
      const least = schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1;
      const most = Math.min(schema.maximum ?? Number.POSITIVE_INFINITY, least + 500);
      return least + random.below(most - least + 1);
    }
    case 'array': {
      if (schema.prefixItems) return schema.prefixItems.map((item) => make(item, random, world));
      return Array.from({ length: random.below(4) }, () => make(schema.items ?? {}, random, world));
    }
    case 'object':
      return makeObject(schema, random, world);
    case 'string':
      return makeText(schema, random, world);
    default:
      return pick(random, world.words);
  }
}

function makeObject(schema: Schema, random: Random, world: World): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(key) || random.below(10) < 6) made[key] = make(value, random, world);
  if (typeof schema.additionalProperties === 'object' && Object.keys(made).length === 0)
    for (const key of random.shuffled(world.words).slice(0, 2))
      made[key] = make(schema.additionalProperties, random, world);
  return made;
}

function makeText({ pattern, maxLength = 100_000 }: Schema, random: Random, world: World): string {
  const fits = (text: string): boolean => pattern === undefined || new RegExp(pattern, 'u').test(text);
  const pools = [world.files, world.months, world.dates, world.words].map((pool) => pool.filter(fits));
  // A pattern says which pool is meant; without one it is mostly words.
  const pool = pattern ? pools.find((one) => one.length > 0) : pools[random.below(8) === 0 ? 1 : 3];
  return pick(random, pool ?? ['']).slice(0, maxLength);
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}

const HUGE = 'x'.repeat(150_000);
const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e300,
  '',
  '\u0000',
  '💥\ud800',
  "'; DROP TABLE fact; --",
  '../../etc/passwd',
  HUGE,
  [],
  [[[]]],
  {},
  { length: 3 },
  { toString: 1 },
  Array.from({ length: 2000 }, () => 'x'),
];
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'ok',
  '\u0000',
  HUGE,
];

/** The input gone wrong: other things in its place, members missing, wrong, or too many. */
export function spoiled(input: unknown, random: Random): unknown[] {
  const whole = [...WRONG, ...KEYS.map((key) => withMember(input, key, { polluted: true }))];
  if (input === null || typeof input !== 'object') return whole;
  const keys = Object.keys(input);
  const missing = keys.map((key) => Object.fromEntries(Object.entries(input).filter(([one]) => one !== key)));
  const wrong = keys.flatMap((key) =>
    random
      .shuffled(WRONG)
      .slice(0, 6)
      .map((value) => withMember(input, key, value)),
  );
  return [...whole, ...missing, ...wrong];
}

/** As JSON brings it: a member called "__proto__" is one like any other. */
function withMember(input: unknown, key: string, value: unknown): unknown {
  const made: object = { ...(input as object) };
  Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  return made;
}
