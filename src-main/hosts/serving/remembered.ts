// What this computer remembers between two starts, one small JSON file for each thing. Must not: hold anything of a book but
// where it lies, or keep the program from starting when a file is damaged.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Remembered {
  /** Whatever was written, or null. Readers check it: people can edit the file. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
}

export function openRemembered(folder: string): Remembered {
  const fileOf = (name: string): string => join(folder, `${name}.json`);
  return {
    read(name) {
      try {
        return JSON.parse(readFileSync(fileOf(name), 'utf8'));
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        mkdirSync(folder, { recursive: true });
        const fresh = `${fileOf(name)}.new`;
        writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`);
        renameSync(fresh, fileOf(name));
      } catch {
        // A full disk or a folder that may not be written: nothing is remembered, nothing else is lost.
      }
    },
  };
}
