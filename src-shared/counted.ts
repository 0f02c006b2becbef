// A number of things in words. Must not: group digits; places that do say so.

/** "3 rows", "1 row", "0 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
