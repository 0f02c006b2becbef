// What a record holds under a key that a file or a person names. Every object also answers to names of its own ("constructor",
// "toString"), and customers may be called so. Must not: be needed where keys are the program's.

/** The value under a key; undefined where the record has none of that name itself. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
