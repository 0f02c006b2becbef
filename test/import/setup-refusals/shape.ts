// Tables, columns and codes that are not as formats says. Each load is refused for one reason.
import type { Refusal } from './refusal.ts';
import { LONG } from './refusal.ts';

export const SHAPE: Refusal[] = [
  ['setup tables: tables have their names', 'unknown_table', 'metres', 'metres\ncode\nm'],
  [
    'setup tables: a table is one file or sheet',
    'duplicate_table',
    'meters',
    'meters\ncode\nm\n\nMeters\ncode\nn',
  ],
  [
    'setup tables: unknown columns are refused by name',
    'unknown_column',
    'meters Colour',
    'meters\ncode | Colour\nm | red',
  ],
  ['setup tables: a column comes once', 'duplicate_column', 'meters code', 'meters\ncode | Code\nm | m'],
  ['setup tables: required columns', 'missing_column', 'customers name', 'customers\ncode\nnew'],
  ['a cell needs a heading', 'cell_without_column', 'meters 2', 'meters\ncode\nm | stray'],
  ['setup tables: required cells', 'missing_value', 'customers 2 name', 'customers\ncode | name\nnew |'],
  ['rules §5: codes hold no colon', 'bad_code', 'meters 2 code', 'meters\ncode\na:b'],
  ['rules §5: codes hold no plus', 'bad_code', 'meters 2 code', 'meters\ncode\na+b'],
  ['rules §5: codes hold no comma', 'bad_code', 'customers 2 code', 'customers\ncode | name\na,b | A'],
  ['codes are short', 'bad_code', 'meters 2 code', `meters\ncode\n${LONG}`],
  ['codes hold nothing invisible', 'bad_code', 'meters 2 code', 'meters\ncode\na\u200bb'],
  ['names hold no control characters', 'bad_text', 'meters 2 name', 'meters\ncode | name\nm | a\u0001b'],
  ['texts are not endless', 'bad_text', 'meters 2 name', `meters\ncode | name\nm | ${LONG.repeat(10)}`],
];
