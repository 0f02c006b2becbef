// Names that a spreadsheet program accepts for sheets: without the forbidden characters, at most 31 long, unique without regard to case.
// Must not: change a name that is fine.

const LENGTH = 31;
const RESERVED = 'history';

function safe(name: string): string {
  const plain = name
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[*?:\\/[\]\u0000-\u001f]/g, '-')
    .replaceAll("'", '’')
    .trim()
    .slice(0, LENGTH)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  if (plain === '') return 'Sheet';
  return plain.toLowerCase() === RESERVED ? `${plain}_` : plain;
}

/** One name each, in order; those in `taken` are avoided too. */
export function safeSheetNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return names.map((name) => {
    const wanted = safe(name);
    let unique = wanted;
    for (let n = 2; used.has(unique.toLowerCase()); n++) unique = `${wanted.slice(0, LENGTH - 5)} (${n})`;
    used.add(unique.toLowerCase());
    return unique;
  });
}
