// What a book keeps under names: import profiles, journal templates, layouts of old workbooks, profiles of outside tables.
// One of the same name is replaced; what was replaced or deleted stays on record. Must not: know what is in one.
import { basename } from 'node:path';
import { must, Refusal, type Result } from '../../src-shared/findings/finding.ts';
import { nearest } from '../../src-shared/nearest.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { FactBodies, Told } from '../engine/facts.ts';
import { canonicalJson } from '../storage/fact-log.ts';
import { readJsonFile } from './files/json-file.ts';
import type { Session } from './session.ts';
import { latest } from './session.ts';

/** The kinds of facts that keep something, and the field of the body it is in: null, once it was deleted. */
interface Fields {
  profile: 'profile';
  journal_template: 'template';
  legacy_layout: 'shape';
  outside_profile: 'profile';
}
type Kind = keyof Fields;

export interface Keeping<K extends Kind, T> {
  readonly kind: K;
  readonly field: Fields[K];
  /** What one is called: "import profile". */
  readonly called: string;
  readonly parse: (data: unknown) => Result<T>;
  readonly codes: { readonly unknown: string; readonly badName: string; readonly unreadable: string };
  /** Where a file of one comes from, for who gives a wrong one. */
  readonly writtenBy: string;
}

export type Kept<K extends Kind, T> = { name: string } & { [field in Fields[K]]: T };
export type Saved<K extends Kind, T> = Kept<K, T> & {
  /** The book had it already, exactly so: nothing was told. */
  unchanged: boolean;
  /** One of that name was replaced. */
  replaced: boolean;
};

/** What can be done with one kind. All but `list` throw a Refusal; what tells facts is done inside `act`. */
export interface KeptByName<K extends Kind, T> {
  /** Those that stand, by name. One that an older program saved and this one cannot read is as good as deleted. */
  list(session: Session): Kept<K, T>[];
  /** The one of a name. */
  named<N extends { name: string }>(all: readonly N[], name: string): N;
  /** The name as it is kept. */
  goodName(name: string): string;
  read(path: string): unknown;
  save(session: Session, name: string, data: unknown, source: string): Saved<K, T>;
  delete(session: Session, name: string): Kept<K, T>;
}

export function keptByName<K extends Kind, T>(keeping: Keeping<K, T>): KeptByName<K, T> {
  const { kind, field, called, parse, codes } = keeping;
  const kept = <V>(name: string, value: V) => ({ name, [field]: value }) as Kept<K, V>;
  const told = (name: string, value: T | null) => ({ kind, body: kept(name, value) }) as unknown as Told;
  const list = (session: Session): Kept<K, T>[] =>
    [...latest(session, kind).values()]
      .flatMap((body: FactBodies[Kind]) => {
        const value = (body as Kept<Kind, unknown>)[field];
        const parsed = value === null ? null : parse(value);
        return parsed?.ok ? [kept(body.name, parsed.value)] : [];
      })
      .sort((a, b) => compareText(a.name, b.name));
  const named = <N extends { name: string }>(all: readonly N[], name: string): N => {
    const found = all.find((one) => one.name === name.trim());
    if (found) return found;
    const names = all.map((one) => one.name);
    const near = nearest(name, names);
    const known = names.length > 0 ? `The book has ${names.join(', ')}` : 'The book has none yet';
    throw new Refusal({
      code: codes.unknown,
      message: `There is no ${called} "${name}"`,
      hint: near === null ? known : `Did you mean ${near}? ${known}`,
    });
  };
  const goodName = (name: string): string => {
    const wanted = name.trim();
    if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(wanted)) return wanted;
    throw new Refusal({
      code: codes.badName,
      message: `No ${called} can be called "${name}"`,
      hint: 'Use letters, digits, blanks, dots, dashes and underscores, at most 60',
    });
  };
  return {
    list,
    named,
    goodName,
    read(path) {
      const { data, why } = readJsonFile(path);
      if (why === null) return data;
      throw new Refusal({
        code: codes.unreadable,
        place: { file: basename(path) },
        message: `The ${called} was not read: ${why}`,
        hint: `Give a JSON file, such as \`${keeping.writtenBy}\` writes`,
      });
    },
    save(session, name, data, source) {
      const wanted = goodName(name);
      const value = must(parse(data));
      const before = list(session).find((one) => one.name === wanted);
      const unchanged = before !== undefined && canonicalJson(before[field]) === canonicalJson(value);
      if (!unchanged) session.tell([told(wanted, value)], source);
      return { ...kept(wanted, value), unchanged, replaced: before !== undefined && !unchanged };
    },
    delete(session, name) {
      const found = named(list(session), name);
      session.tell([told(found.name, null)], `${called} ${found.name} deleted`);
      return found;
    },
  };
}
