// Text from a file in a message about it: all of it where it is short, its beginning where it is long.
// Must not: be used for what is kept; only for what is said.

export function shown(text: string, most = 60): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}…`;
}

/** Some texts from a file beside each other, each as `shown`. */
export function examplesOf(texts: readonly string[]): string {
  return texts
    .slice(0, 3)
    .map((text) => shown(text))
    .join('  ');
}
