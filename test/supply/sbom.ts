// npm run -s sbom: a software bill of materials in CycloneDX 1.6 JSON on standard output, from package-lock.json. The same lock file
// gives the same bytes: no time, no chance. Must not: name a place that packages are fetched from.
import { createHash } from 'node:crypto';
import process from 'node:process';
import { licenceOf, type Package, readPackages, readProject } from './packages.ts';

export interface Component {
  readonly type: 'application' | 'library';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  /** `excluded`: it builds or tests the program, and is no part of it. */
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly hashes?: readonly { readonly alg: 'SHA-512' | 'SHA-1'; readonly content: string }[];
  readonly licenses?: readonly ({ license: { id: string } } | { expression: string })[];
  readonly purl?: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

export interface Bom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: number;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** "pkg:npm/%40mantine/core@9.7.3" */
function purlOf({ name, version }: { name: string; version: string }): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

/** One package may stand in several folders, in one version: the first has the plain name. */
function refsOf(packages: readonly Package[]): Map<string, string> {
  const seen = new Set<string>();
  return new Map(
    packages.map((one) => {
      const purl = purlOf(one);
      const ref = seen.has(purl) ? `${purl}#${one.path}` : purl;
      seen.add(purl);
      return [one.path, ref];
    }),
  );
}

function licensesOf(one: Package): Pick<Component, 'licenses'> {
  const licence = licenceOf(one);
  if (licence === 'NONE') return {};
  const whole = /[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } };
  return { licenses: [whole] };
}

/** "sha512-<base64>" of the lock file. */
function hashesOf({ integrity }: Package): Pick<Component, 'hashes'> {
  const [, alg, base64] = /^sha(512|1)-(.+)$/.exec(integrity ?? '') ?? [];
  if (base64 === undefined) return {};
  return {
    hashes: [{ alg: `SHA-${alg}` as 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }],
  };
}

function componentOf(one: Package, ref: string): Component {
  const [, group, name] = /^(@[^/]+)\/(.+)$/.exec(one.name) ?? [];
  const scope = one.shipped ? (one.optional ? 'optional' : 'required') : 'excluded';
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group === undefined ? {} : { group }),
    name: name ?? one.name,
    version: one.version,
    scope,
    ...hashesOf(one),
    ...licensesOf(one),
    purl: purlOf(one),
    properties: [
      { name: 'cdx:npm:package:path', value: one.path },
      ...(one.shipped ? [] : [{ name: 'cdx:npm:package:development', value: 'true' }]),
    ],
  };
}

export function billOfMaterials(): Bom {
  const { name, version, license, dependencies, devDependencies } = readProject();
  const packages = readPackages();
  const refs = refsOf(packages);
  const own = purlOf({ name, version });
  const direct = Object.keys({ ...dependencies, ...devDependencies }).map(
    (one) => refs.get(`node_modules/${one}`)!,
  );
  const components = packages.map((one) => componentOf(one, refs.get(one.path)!));
  const needs = packages.map(({ path, needs }) => ({
    ref: refs.get(path)!,
    dependsOn: [...new Set(needs.map((need) => refs.get(need)!))].sort(),
  }));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialOf(JSON.stringify(components)),
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name,
        version,
        licenses: [{ license: { id: license } }],
        purl: own,
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: [...new Set(direct)].sort() }, ...needs],
  };
}

/** A UUID made of the contents, as RFC 9562 has it for those that are not random (version 8). */
function serialOf(contents: string): string {
  const hex = createHash('sha256').update(contents).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(billOfMaterials(), null, 2)}\n`);
