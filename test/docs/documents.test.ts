// What the documents name must be there: files, folders, commands. (What they claim is for people to read; the guide is run.)
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'src-renderer/README.md',
  'resources/sample/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

it.each(documents)('%s: files and folders in code type are there', (path) => {
  const named = [
    ...read(path).matchAll(/`((?:src-main|src-shared|src-renderer|test|docs|resources|\.ci)\/[^`\s]*)`/g),
  ];
  const missing = named.map(([, name = '']) => name).filter((name) => !existsSync(join(root, name)));
  // What is to be added stands under a name to be filled in.
  expect(missing.filter((name) => !/<|NNNN/.test(name))).toEqual([]);
});

it.each(documents)('%s: links lead somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  expect(links.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
});

it('the commands of the README are those of the program', () => {
  const told = [...read('README.md').matchAll(/^\| `([a-z-]+) [^`]*` \|/gm)].map(([, name]) => name);
  const help = spawnSync(process.execPath, [join(root, 'src-main/hosts/cli/drawdown.js'), '--help'], {
    encoding: 'utf8',
  });
  const there = [...help.stdout.matchAll(/^ {2}([a-z-]+) [A-Z[].* {2,}\S/gm)].map(([, name]) => name);
  expect(there.length).toBeGreaterThan(15);
  expect([...told].sort()).toEqual(there.filter((name) => name !== 'help').sort());
});

it('the rules have the sections that code and tests cite', () => {
  const sections = [...read('docs/LEDGER.md').matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number));
  expect(sections).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
});
