// npm run licenses: writes THIRD_PARTY.md, what the program is made of besides its own code, and under which licences. From what is
// installed; the same on every machine. Must not: leave a package out because it names no licence.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { licenceOf, type Package, ROOT, readPackages } from './packages.ts';

export const THIRD_PARTY = join(ROOT, 'THIRD_PARTY.md');
const TEXTS = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

/** The licence and notice files of a package, joined; blank: it has none. */
function textsOf({ path }: Package): string {
  const folder = join(ROOT, path);
  if (!existsSync(folder)) throw new Error(`${path} is not installed: run npm ci first`);
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (one) => one.isFile() && TEXTS.test(one.name),
  );
  const texts = files.map(({ name }) =>
    readFileSync(join(folder, name), 'utf8').replace(/\r\n?/g, '\n').trim(),
  );
  return [...new Set(texts)].join('\n\n');
}

const called = ({ name, version }: Package): string => `${name} ${version}`;

/** Several packages often have one text. */
function byText(packages: readonly Package[]): Map<string, Package[]> {
  const texts = new Map<string, Package[]>();
  for (const one of packages) {
    const text = textsOf(one);
    texts.set(text, [...(texts.get(text) ?? []), one]);
  }
  return texts;
}

export function thirdParty(): string {
  const shipped = readPackages().filter((one) => one.shipped);
  const tools = readPackages().filter((one) => !one.shipped);
  const rows = shipped.map((one) => `| ${one.name} | ${one.version} | ${licenceOf(one)} |`);
  const texts = [...byText(shipped)].filter(([text]) => text !== '');
  const bare = byText(shipped).get('') ?? [];
  const sections = texts.map(([text, packages]) => {
    const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    return `### ${packages.map(called).join(', ')}\n\n${fence}text\n${text}\n${fence}`;
  });
  return `${[
    '# What Drawdown is made of besides its own code',
    'Made by `npm run licenses` from package-lock.json and what is installed; `npm test` compares. Drawdown itself: MIT, see LICENSE.',
    `${shipped.length} packages are part of the program: of the command, the window or the page.`,
    ['| package | version | licence |', '| --- | --- | --- |', ...rows].join('\n'),
    `${tools.length} more only build and test it, and reach nobody who uses it; \`npm run sbom\` lists them too: ${summary(tools)}.`,
    '## Texts',
    bare.length > 0
      ? `${bare.map(called).join(', ')} bring no licence file: what their package.json or the table above says is all there is.`
      : '',
    ...sections,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function summary(packages: readonly Package[]): string {
  const counts = new Map<string, number>();
  for (const one of packages) counts.set(licenceOf(one), (counts.get(licenceOf(one)) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([licence, count]) => `${count} ${licence}`)
    .join(', ');
}

if (import.meta.main) {
  writeFileSync(THIRD_PARTY, thirdParty());
  process.stdout.write(`${THIRD_PARTY}\n`);
}
