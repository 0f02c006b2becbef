// Source files as the house rules look at them: what they import, their functions, their words. Parsed by vite's parser.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'vite';

/** One import, export-from or import() of a file. `target` is a path from the root, or a package name. */
export interface Import {
  target: string;
  /** Types only: nothing of it is there when the program runs. */
  typeOnly: boolean;
  line: number;
}

export interface Source {
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  nodes: Node[];
  comments: { text: string; line: number }[];
  lineAt(offset: number): number;
}

/** A node of the syntax tree; what else it holds depends on its type. */
export interface Node {
  type: string;
  start: number;
  end: number;
  parent: Node | null;
  /** Name of the property of the parent that holds it. */
  role: string;
  fields: Record<string, unknown>;
}

/** All .ts and .tsx files below the folders, by path from the root. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return listFiles(root, folders)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => toSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Files below the folders; a folder that is not there has none. */
function listFiles(root: string, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          posix.join(folder, entry.parentPath.slice(join(root, folder).length + 1), entry.name),
        ),
    );
}

export function toSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineAt = (offset: number): number => {
    const next = starts.findIndex((start) => start > offset);
    return next < 0 ? starts.length : next;
  };
  const nodes: Node[] = [];
  collect(parsed.program, null, '', nodes);
  return {
    path,
    text,
    lines: text.endsWith('\n') ? starts.length - 1 : starts.length,
    imports: nodes.flatMap((node) => importOf(node, path, lineAt)),
    nodes,
    comments: parsed.comments.map(({ value, start }) => ({ text: value, line: lineAt(start) })),
    lineAt,
  };
}

function collect(value: unknown, parent: Node | null, role: string, nodes: Node[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, parent, role, nodes);
  if (value === null || typeof value !== 'object' || !('type' in value)) return;
  const { type, start, end } = value as Node;
  const node: Node = { type, start, end, parent, role, fields: value as Record<string, unknown> };
  nodes.push(node);
  for (const [key, inner] of Object.entries(value)) collect(inner, node, key, nodes);
}

/** The name of an identifier, or the value of a literal. */
export function wordOf(value: unknown): string | null {
  const { type, name, value: literal } = (value ?? {}) as Record<string, unknown>;
  if (type === 'Identifier' && typeof name === 'string') return name;
  return type === 'Literal' && typeof literal === 'string' ? literal : null;
}

const FROM = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function importOf(node: Node, path: string, lineAt: (offset: number) => number): Import[] {
  if (!FROM.has(node.type) || !node.fields.source) return [];
  const { type, value } = node.fields.source as Record<string, unknown>;
  const written = type === 'Literal' && typeof value === 'string' ? value : null;
  const line = lineAt(node.start);
  // A name that is made up at run time cannot be checked: it is reported as a package nobody may use.
  if (written === null) return [{ target: '(computed)', typeOnly: false, line }];
  return [{ target: targetOf(written, path), typeOnly: isTypeOnly(node), line }];
}

function isTypeOnly({ type, fields }: Node): boolean {
  if (type === 'TSImportType' || fields.importKind === 'type' || fields.exportKind === 'type') return true;
  const specifiers = Array.isArray(fields.specifiers) ? (fields.specifiers as Record<string, unknown>[]) : [];
  return specifiers.length > 0 && specifiers.every((one) => (one.importKind ?? one.exportKind) === 'type');
}

/** "../../a/b.ts" as a path from the root, "exceljs/lib/x.js" and "@a/b/c" as package names, "node:fs" as it is. */
function targetOf(written: string, path: string): string {
  if (written.startsWith('.')) return posix.join(dirname(path), written);
  return written.split('/', written.startsWith('@') ? 2 : 1).join('/');
}
