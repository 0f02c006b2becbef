// Who tells facts: the account on this computer, or the name that was typed in the window, kept in one small file. Must not:
// hold anything of a book, or keep the program from going on where the file is damaged or cannot be written.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';

export interface Person {
  /** As facts are recorded from now on. */
  name(): string;
  /** As the system knows whoever sits here. */
  readonly account: string;
  /** Takes another name; blank: the account's again. */
  rename(name: string): void;
}

/** @param file where the name is kept; null: only until the program ends. */
export function openPerson(file: string | null): Person {
  const account = accountName();
  let typed = file === null ? '' : readName(file);
  return {
    account,
    name: () => typed || account,
    rename(name) {
      typed = name;
      if (file !== null) keepName(file, name);
    },
  };
}

function readName(file: string): string {
  try {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name.trim() : '';
  } catch {
    return '';
  }
}

function keepName(file: string, name: string): void {
  try {
    if (name === '') {
      rmSync(file, { force: true });
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify({ name })}\n`);
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk, or a folder that may not be written: the name holds until the program ends.
  }
}

/** As the system knows whoever sits here. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? 'unknown';
  }
}
