// Where the user stands. npm goes to the package's folder before it runs a script and leaves the user's in INIT_CWD.
import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';

const PACKAGE = resolve(import.meta.dirname, '../..');

/** @param cwd where the process is: only in the package's own folder can npm have put it there. */
export function userFolder(env: NodeJS.ProcessEnv = process.env, cwd: string = process.cwd()): string {
  const from = env.INIT_CWD;
  if (!from) return cwd;
  return real(cwd) === real(PACKAGE) ? from : cwd;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path);
  }
}
