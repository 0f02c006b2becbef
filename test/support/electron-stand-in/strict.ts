// Objects that have what they are said to have and nothing else: asking one for an unknown member fails, so that the stand-in never
// says yes to what Electron does not have. Must not: guess.

/** Members that the language and test tools ask of every object. */
const ASKED_OF_EVERYTHING: readonly string[] = [
  'then',
  'toJSON',
  'constructor',
  '$$typeof',
  'asymmetricMatch',
];

export function strict<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target || ASKED_OF_EVERYTHING.includes(key))
        return Reflect.get(target, key, target);
      throw new TypeError(`The stand-in has no ${name}.${key}`);
    },
    set(target, key, value) {
      if (typeof key === 'symbol' || key in target) return Reflect.set(target, key, value, target);
      throw new TypeError(`The stand-in has no ${name}.${key} to set`);
    },
  });
}

/** Fails for a key that is not listed. */
export function onlyKeys(what: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given))
    if (!known.includes(key)) throw new TypeError(`${what} has no option "${key}"`);
}
