// npm run checksums: gives each package of package-lock.json the checksum of its bytes, where npm has left it out (it does when the lock file
// is made from what is installed). From npm's own cache, after an npm ci: the bytes are hashed again, and must be those that the registry
// announced. Must not: go online, or change a checksum that is there.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, readPackages } from './packages.ts';

const LOCK = join(ROOT, 'package-lock.json');

/** What was fetched, by the path of its address on the registry: "/zod/-/zod-4.6.7.tgz". Checksums, the last one last. */
type Fetched = Map<string, string[]>;

interface Announcement {
  versions?: Record<string, { dist?: { integrity?: string } } | undefined>;
}

/** What npm's cache names: its index is files of lines, each a hash and the JSON of one entry. */
function fetched(cache: string): Fetched {
  const entries: Fetched = new Map();
  const index = join(cache, 'index-v5');
  const files = existsSync(index) ? readdirSync(index, { recursive: true, withFileTypes: true }) : [];
  for (const file of files.filter((one) => one.isFile())) {
    for (const line of readFileSync(join(file.parentPath, file.name), 'utf8').split('\n')) {
      if (line === '') continue;
      const { key, integrity } = JSON.parse(line.slice(line.indexOf('\t'))) as Record<string, string | null>;
      const address = /^make-fetch-happen:request-cache:(https?:.*)$/.exec(key ?? '')?.[1];
      if (address === undefined || !integrity) continue;
      const path = decodeURIComponent(new URL(address).pathname);
      entries.set(path, [...(entries.get(path) ?? []), integrity]);
    }
  }
  return entries;
}

/** The bytes of a checksum, if they are there and still have it. */
function bytesOf(cache: string, integrity: string): Buffer | null {
  const [alg = '', base64 = ''] = integrity.split('-');
  const hex = Buffer.from(base64, 'base64').toString('hex');
  const file = join(cache, 'content-v2', alg, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  return createHash(alg).update(bytes).digest('base64') === base64 ? bytes : null;
}

/** The checksum of a package whose bytes are in the cache and are what the registry announced. @throws where it cannot be had. */
function checksumOf(name: string, version: string, entries: Fetched, cache: string): string {
  const ending = `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const tarballs = [...entries].filter(([path]) => path.endsWith(ending)).flatMap(([, all]) => all);
  const announced = [...entries]
    .filter(([path]) => path.endsWith(`/${name}`))
    .flatMap(([, all]) => all)
    .flatMap((one) => {
      const bytes = bytesOf(cache, one);
      const said = bytes && (JSON.parse(String(bytes)) as Announcement);
      return said?.versions?.[version]?.dist?.integrity ?? [];
    });
  const checksum = announced.findLast((one) => tarballs.includes(one) && bytesOf(cache, one) !== null);
  if (checksum === undefined || !checksum.startsWith('sha512-'))
    throw new Error(
      `${name} ${version} is not in npm's cache as the registry announced it: run npm ci, then this again`,
    );
  return checksum;
}

function main(): void {
  const folder = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
  const cache = join(folder, '_cacache');
  const entries = fetched(cache);
  const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as {
    packages: Record<string, Record<string, unknown>>;
  };
  const without = readPackages().filter(({ integrity }) => integrity === undefined);
  for (const { path, name, version } of without) {
    const { version: _, ...rest } = lock.packages[path]!;
    // As npm puts them.
    lock.packages[path] = { version, integrity: checksumOf(name, version, entries, cache), ...rest };
  }
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${without.length} checksums added\n`);
}

if (import.meta.main) main();
