// The packages that package-lock.json names: which of them are part of the program, and which only build and test it.
// Must not: go online, or run anything of a package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Package extends Omit<Locked, 'dependencies'> {
  /** Where it stands below the project: "node_modules/zod". */
  readonly path: string;
  readonly name: string;
  /** Paths of those it needs. */
  readonly needs: readonly string[];
  /** It is part of the program: of the command, the window or the page. */
  readonly shipped: boolean;
}

export interface Project {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Listed for development, since they are built into the page or run beside it, and yet part of what people get. */
const IN_THE_PAGE =
  /^(electron|react|react-dom|ag-grid-community|ag-grid-react|@mantine\/.*|@tabler\/.*|@tanstack\/.*)$/;

export function readProject(): Project {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Project;
}

/** All that are locked, by path. */
export function readPackages(): Package[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const { dependencies, devDependencies } = readProject();
  const needs = (path: string, names: readonly string[]): string[] =>
    names.flatMap((name) => found(lock.packages, path, name) ?? []);
  const roots = [
    ...Object.keys(dependencies),
    ...Object.keys(devDependencies).filter((name) => IN_THE_PAGE.test(name)),
  ];
  const needed = new Map(
    Object.entries(lock.packages).map(([path, one]) => [
      path,
      needs(path, Object.keys({ ...one.dependencies, ...one.optionalDependencies, ...one.peerDependencies })),
    ]),
  );
  const shipped = reached(needed, needs('', roots));
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, { dependencies: _, ...one }]) => ({
      ...one,
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      needs: needed.get(path)!,
      shipped: shipped.has(path),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As Node looks for a package: in the folder of packages of its own, then in those above. */
function found(packages: Readonly<Record<string, Locked>>, from: string, name: string): string | null {
  const steps = from === '' ? [] : from.split('/node_modules/');
  for (let depth = steps.length; depth >= 0; depth--) {
    const path = [...steps.slice(0, depth), name].join('/node_modules/');
    const whole = path.startsWith('node_modules/') ? path : `node_modules/${path}`;
    if (packages[whole]) return whole;
  }
  return null;
}

function reached(needs: ReadonlyMap<string, readonly string[]>, roots: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const rest = [...roots];
  for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    rest.push(...needs.get(path)!);
  }
  return seen;
}

/** An SPDX expression; "NONE" where the package names no licence anywhere. */
export function licenceOf({ license }: Package): string {
  if (license === undefined) return 'NONE';
  return license === 'MIT/X11' ? 'MIT' : license;
}
