// What comes from others: few packages, of exact versions, with licences that may be passed on, listed, and none that runs anything
// when it is installed but the one that README names.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THIRD_PARTY, thirdParty } from './licences.ts';
import { licenceOf, ROOT, readPackages, readProject } from './packages.ts';
import { billOfMaterials } from './sbom.ts';

const packages = readPackages();
const shipped = packages.filter((one) => one.shipped);
const project = readProject();
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('packages', () => {
  it('are few, and of exact versions', () => {
    const direct = { ...project.dependencies, ...project.devDependencies };
    // Of the runtime and its types only the major version matters; the lock file has the rest.
    const loose = Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([
      ['@types/node', '24'],
      ['node', '24'],
    ]);
    expect(Object.keys(project.dependencies).length).toBeLessThanOrEqual(8);
    for (const [name, version] of Object.entries(direct)) {
      const locked = packages.find(({ path }) => path === `node_modules/${name}`);
      expect(`${name} ${locked?.version}`).toMatch(
        new RegExp(`^${name} ${version.replaceAll('.', '\\.')}(\\.|$)`),
      );
    }
  });

  it('run nothing when they are installed, but the one that brings Node', () => {
    const scripted = packages.filter(({ path, hasInstallScript }) => {
      if (hasInstallScript) return true;
      if (!existsSync(join(ROOT, path, 'package.json'))) return false;
      const { scripts = {}, gypfile } = JSON.parse(read(`${path}/package.json`)) as {
        scripts?: Record<string, string>;
        gypfile?: boolean;
      };
      const runs = ['preinstall', 'install', 'postinstall'].some((name) => scripts[name] !== undefined);
      // npm itself would build what has this file.
      return runs || (gypfile !== false && existsSync(join(ROOT, path, 'binding.gyp')));
    });
    expect(scripted.map(({ name }) => name)).toEqual(['node']);
    expect(JSON.parse(read('package.json'))).toMatchObject({ allowScripts: { node: true } });
    expect(read('README.md')).toMatch(/brings its own Node/);
  });

  it('have a checksum each, so that other bytes are not installed: otherwise run npm run checksums', () => {
    const without = packages.filter(({ integrity = '' }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it('come from where npm is told to look, never from a place that the project names', () => {
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      expect(read(file)).not.toMatch(/"(git\+|github:|file:|https?:)[^"]*tgz|"resolved"|registry *=/);
  });
});

describe('licences', () => {
  it('of what is passed on allow that', () => {
    const fine =
      /^(MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|Unlicense|\(MIT (OR|AND) [\w.-]+\))$/;
    const others = shipped
      .filter((one) => !fine.test(licenceOf(one)))
      .map((one) => `${one.name} ${licenceOf(one)}`);
    // ExcelJS brings it for reading, which Drawdown does by itself; its author names no licence.
    expect(others).toEqual(['buffers NONE']);
  });

  it('are listed as they are now: otherwise run npm run licenses', () => {
    expect(readFileSync(THIRD_PARTY, 'utf8') === thirdParty()).toBe(true);
    for (const name of ['react', 'better-sqlite3', 'ag-grid-community', 'electron'])
      expect(shipped.map((one) => one.name)).toContain(name);
    for (const name of ['vitest', 'typescript', 'playwright-core', '@biomejs/biome'])
      expect(shipped.map((one) => one.name)).not.toContain(name);
  });
});

describe('the bill of materials', () => {
  const bom = billOfMaterials();

  it('has the form of CycloneDX 1.6', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    for (const one of bom.components) {
      expect(one).toMatchObject({
        type: 'library',
        name: expect.stringMatching(/\S/),
        version: expect.stringMatching(/^\d/),
      });
      expect(one.purl).toMatch(/^pkg:npm\/(%40[a-z0-9._-]+\/)?[A-Za-z0-9._-]+@[0-9A-Za-z.+-]+$/);
      expect(['required', 'optional', 'excluded']).toContain(one.scope);
      for (const { alg, content } of one.hashes ?? [])
        expect(content).toMatch(alg === 'SHA-512' ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{40}$/);
      for (const licence of one.licenses ?? []) expect(Object.keys(licence)).toHaveLength(1);
      expect(Object.keys(one).filter((key) => !KEYS.includes(key))).toEqual([]);
    }
  });

  it('names each package once, and what it needs by names that are there', () => {
    const refs = [bom.metadata.component['bom-ref'], ...bom.components.map((one) => one['bom-ref'])];
    expect(new Set(refs).size).toBe(refs.length);
    expect(bom.dependencies.map(({ ref }) => ref).sort()).toEqual([...refs].sort());
    const named = new Set(refs);
    for (const { dependsOn } of bom.dependencies)
      for (const ref of dependsOn) expect(named.has(ref)).toBe(true);
    expect(bom.components.length).toBe(packages.length);
  });

  it('is the same whenever it is made, and says nothing of where packages come from', () => {
    expect(JSON.stringify(billOfMaterials())).toBe(JSON.stringify(bom));
    expect(JSON.stringify(bom).replace(bom.$schema, '')).not.toMatch(/https?:|timestamp/);
  });
});

const KEYS = [
  'type',
  'bom-ref',
  'group',
  'name',
  'version',
  'scope',
  'hashes',
  'licenses',
  'purl',
  'properties',
];
