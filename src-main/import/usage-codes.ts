// Finds customers and meters by what a file calls them: the book's code, or a name that the profile maps to one.
// Must not: accept what is only similar; that is a hint for people.

/** A code of the book with storage's integer for it. */
export interface Code {
  readonly id: number;
  readonly code: string;
}
export interface CodeReader {
  find(text: string): Code | undefined;
  /** A code that differs only in case, blanks or leading zeros. */
  similar(text: string): string | undefined;
}

const likeness = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/gu, '')
    .replace(/^0+(?=.)/, '');

export function compileCodes(
  codes: ReadonlyMap<string, number>,
  values: Readonly<Record<string, string>>,
): CodeReader {
  const known = new Map<string, Code>();
  for (const [code, id] of codes) known.set(code, { id, code });
  const mapped = new Map(known);
  for (const [text, code] of Object.entries(values)) {
    const target = known.get(code);
    if (target) mapped.set(text.trim(), target);
    else mapped.delete(text.trim());
  }
  let alike: Map<string, string> | null = null;
  return {
    // The same letters may be written composed or not; codes are kept as the setup wrote them.
    find: (text) => mapped.get(text) ?? (isAsciiText(text) ? undefined : mapped.get(text.normalize('NFC'))),
    similar: (text) => {
      alike ??= new Map([...mapped].map(([key, { code }]) => [likeness(key), code]));
      return alike.get(likeness(text));
    },
  };
}

function isAsciiText(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 126) return false;
  return true;
}

export function codeHint(what: 'customer' | 'meter', codes: CodeReader, text: string): string {
  const similar = codes.similar(text);
  if (similar !== undefined) return `Did you mean "${similar}"?`;
  return `Add the ${what} to the book, or map this name to a ${what} in the import profile`;
}
