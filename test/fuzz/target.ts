// What a target of fuzzing is, and what all of them are made with. Must not: know one.
import { writeFileSync } from 'node:fs';
import type { Ground } from './ground.ts';
import type { Change } from './mutate.ts';

export interface Target {
  readonly name: string;
  readonly begin: (ground: Ground) => Buffer[];
  readonly change: Change;
  /** @returns "ok" or a code. Throws where something is not as promised. */
  readonly attempt: (ground: Ground, input: Buffer) => Promise<string>;
}

export const text = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));
export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

export function put(ground: Ground, name: string, input: Buffer): string {
  const path = ground.place(name);
  writeFileSync(path, input);
  return path;
}

/** The same input is always used in the same way. */
export const manner = (input: Buffer, of: number): number =>
  (input.reduce((sum, byte) => (sum * 31 + byte) | 0, 7) >>> 0) % of;

export const cellsOf = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((cell, at) => `<c r="${'ABCDEFGH'[at]}${row}" ${cell}</c>`).join('')}</row>`;
export const inline = (value: string): string => `t="inlineStr"><is><t>${value}</t></is>`;
