// Who may import whom: files against a table of rooms, and packages that have one importer.
import type { Import, Source } from './source.ts';

/**
 * A room: files below `from`, and what they may import: paths from the root ("src-main/engine/" with everything below it,
 * "package.json"), package names, "node:" for all of Node. "type X": types of X only.
 */
export interface Room {
  from: string;
  may: readonly string[];
}

export interface Complaint {
  rule: string;
  path: string;
  line: number;
  message: string;
}

/** Every import that no row of the table allows. A file belongs to the room with the longest `from` that fits. */
export function checkRooms(sources: readonly Source[], rooms: readonly Room[]): Complaint[] {
  return sources.flatMap(({ path, imports }) => {
    const room = rooms
      .filter(({ from }) => path.startsWith(from))
      .reduce<Room | null>((best, one) => (best && best.from.length > one.from.length ? best : one), null);
    if (!room) return [{ rule: 'rooms', path, line: 1, message: 'is in no room of the table' }];
    return imports
      .filter((one) => !room.may.some((allowed) => allows(allowed, one)))
      .map(({ target, typeOnly, line }) => {
        const what = typeOnly ? `types of ${target}` : target;
        return { rule: 'rooms', path, line, message: `${room.from} may not import ${what}` };
      });
  });
}

function allows(allowed: string, { target, typeOnly }: Import): boolean {
  if (allowed.startsWith('type ')) return typeOnly && allows(allowed.slice(5), { target, typeOnly, line: 0 });
  return /[/:]$/.test(allowed) ? target.startsWith(allowed) : target === allowed;
}

/** Packages with one importer each. The path ends in "/" where it is a folder. */
export function checkOnlyImporters(
  sources: readonly Source[],
  owners: Readonly<Record<string, string>>,
): Complaint[] {
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => {
        const owner = owners[target];
        return owner !== undefined && (owner.endsWith('/') ? !path.startsWith(owner) : path !== owner);
      })
      .map(({ target, line }) => ({
        rule: 'only importer',
        path,
        line,
        message: `only ${owners[target]} imports ${target}`,
      })),
  );
}

/** No feature of the page imports from another. */
export function checkFeatures(sources: readonly Source[], folder: string): Complaint[] {
  const featureOf = (path: string): string | null =>
    path.startsWith(folder) ? (path.slice(folder.length).split('/')[0] ?? null) : null;
  return sources.flatMap(({ path, imports }) => {
    const own = featureOf(path);
    return imports
      .filter(({ target }) => own !== null && ![own, null].includes(featureOf(target)))
      .map(({ target, line }) => ({
        rule: 'features',
        path,
        line,
        message: `${own} may not import ${target} of another feature`,
      }));
  });
}

/** Every package a file imports is listed, and every listed one (types with what they describe) is imported or in `elsewhere`. */
export function checkDependencies(
  sources: readonly Source[],
  listed: readonly string[],
  elsewhere: readonly string[],
): Complaint[] {
  const outside = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => !/^node:|^\(computed|\.(ts|tsx|json|css)$/.test(target))
      .map((one) => ({ ...one, path })),
  );
  const unlisted = outside
    .filter(({ target }) => !listed.includes(target))
    .map(({ path, line, target }) => ({
      rule: 'dependencies',
      path,
      line,
      message: `${target} is not in package.json`,
    }));
  const used = new Set([...outside.map(({ target }) => target), ...elsewhere]);
  const unused = listed
    .filter((name) => !used.has(name.replace(/^@types\//, '')) && !used.has(name))
    .map((name) => ({
      rule: 'dependencies',
      path: 'package.json',
      line: 1,
      message: `nothing imports ${name}`,
    }));
  return [...unlisted, ...unused];
}

/** Files that no other file of the program imports, but for where it begins. */
export function checkUsed(sources: readonly Source[], beginnings: readonly string[]): Complaint[] {
  const used = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)));
  return sources
    .filter(({ path }) => !used.has(path) && !beginnings.includes(path) && !path.endsWith('.d.ts'))
    .map(({ path }) => ({ rule: 'used', path, line: 1, message: 'nothing imports it' }));
}
