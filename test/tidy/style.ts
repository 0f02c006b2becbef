// How files look: sizes, names, opening comments, and what may not stand in them.
import { basename, dirname } from 'node:path';
import type { Complaint } from './imports.ts';
import { type Node, type Source, wordOf } from './source.ts';

export interface Limits {
  fileLines: number;
  functionLines: number;
  folderFiles: number;
}

export function checkSizes(sources: readonly Source[], limits: Limits): Complaint[] {
  const files = sources
    .filter(({ lines }) => lines > limits.fileLines)
    .map(({ path, lines }) =>
      complain('file size', path, 1, `${lines} lines, more than ${limits.fileLines}`),
    );
  const functions = sources.flatMap((source) =>
    source.nodes.filter(isFunction).flatMap((node) => {
      const first = source.lineAt(node.start);
      const lines = source.lineAt(node.end - 1) - first + 1;
      if (lines <= limits.functionLines) return [];
      return [
        complain('function size', source.path, first, `${lines} lines, more than ${limits.functionLines}`),
      ];
    }),
  );
  const folders = Map.groupBy(sources, ({ path }) => dirname(path));
  const full = [...folders]
    .filter(([, held]) => held.length > limits.folderFiles)
    .map(([folder, held]) =>
      complain('folder size', folder, 1, `${held.length} files, more than ${limits.folderFiles}`),
    );
  return [...files, ...functions, ...full];
}

/** Functions, but not the body of a `describe`, which is a heading over tests. */
function isFunction(node: Node): boolean {
  if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return false;
  const call = node.parent;
  return !(call?.type === 'CallExpression' && node.role === 'arguments' && isDescribe(call.fields.callee));
}

/** describe(…), describe.each(…)(…) and the like. */
function isDescribe(callee: unknown): boolean {
  const { type, object, callee: inner, tag } = (callee ?? {}) as Record<string, unknown>;
  if (type === 'MemberExpression') return isDescribe(object);
  if (type === 'CallExpression') return isDescribe(inner);
  if (type === 'TaggedTemplateExpression') return isDescribe(tag);
  return wordOf(callee) === 'describe';
}

/** File names that say nothing of what is in the file. */
export function checkNames(paths: readonly string[], banned: readonly string[]): Complaint[] {
  return paths
    .filter((path) => banned.includes(basename(path).split('.')[0]!))
    .map((path) => complain('names', path, 1, `call it after what is in it, not "${basename(path)}"`));
}

/** A file opens with what it is for: a comment before anything else, of a sentence at least. */
export function checkOpenings(sources: readonly Source[]): Complaint[] {
  return sources
    .filter(({ text }) => {
      const opening = /^(?:#!.*\n)?((?:\/\/.*\n)+|\/\*[\s\S]*?\*\/)/.exec(text)?.[1] ?? '';
      return opening.replace(/[^\p{L}]/gu, '').length < 20;
    })
    .map(({ path }) => complain('opening', path, 1, 'opens without saying what it is for'));
}

/** The clock and chance: only where `free` says so. Types named Date count too. */
export function checkClock(sources: readonly Source[], free: readonly string[]): Complaint[] {
  return sources
    .filter(({ path }) => !free.some((one) => (one.endsWith('/') ? path.startsWith(one) : path === one)))
    .flatMap((source) =>
      source.nodes.flatMap((node) => {
        const found = clockOrChance(node);
        return found ? [complain('clock', source.path, source.lineAt(node.start), `${found} here`)] : [];
      }),
    );
}

function clockOrChance(node: Node): string | null {
  if (node.type === 'MemberExpression') {
    const [object, property] = [wordOf(node.fields.object), wordOf(node.fields.property)];
    const called = `${object}.${property}`;
    return called === 'Math.random' || called === 'performance.now' ? called : null;
  }
  if (node.type !== 'Identifier' || node.fields.name !== 'Date') return null;
  const isName =
    (node.role === 'property' && node.parent?.fields.computed === false) ||
    (node.role === 'key' && node.parent?.fields.computed === false);
  return isName ? null : 'Date';
}

/** No `any`, and no comment that silences the compiler. */
export function checkTypes(sources: readonly Source[]): Complaint[] {
  return sources.flatMap((source) => [
    ...source.nodes
      .filter(({ type }) => type === 'TSAnyKeyword')
      .map(({ start }) => complain('types', source.path, source.lineAt(start), 'any')),
    ...source.comments
      .filter(({ text }) => /^[\s*]*@ts-(ignore|expect-error|nocheck)/.test(text))
      .map(({ text, line }) => complain('types', source.path, line, text.trim())),
  ]);
}

/** SQL that makes tables: STRICT ones, without columns of binary floating point. */
export function checkTables(sources: readonly Source[]): Complaint[] {
  return sources.flatMap(({ path, text }) => {
    const tables = [...text.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+) \(([\s\S]*?)\n\s*\)([^;]*);/g)];
    const made = [...text.matchAll(/CREATE (?:TEMP\w* )?TABLE/g)].length;
    if (tables.length !== made) return [complain('tables', path, 1, 'a CREATE TABLE that cannot be read')];
    return tables.flatMap(([, name, columns = '', options = '']) => {
      const found = [];
      if (!/\bSTRICT\b/.test(options)) found.push(complain('tables', path, 1, `${name} is not STRICT`));
      if (/\b(REAL|FLOAT|DOUBLE)\b/.test(columns))
        found.push(complain('tables', path, 1, `${name} has a REAL column`));
      return found;
    });
  });
}

function complain(rule: string, path: string, line: number, message: string): Complaint {
  return { rule, path, line, message };
}
