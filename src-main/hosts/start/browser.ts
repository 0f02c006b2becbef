// Opens a link in the person's own browser. Must not: mind when there is none; the link was shown, too.
import { spawn } from 'node:child_process';
import process from 'node:process';

/** The command and its arguments, by system. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  // `start` is a word of the shell, and a link must never meet a shell.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

export function openInBrowser(link: string): void {
  const [command = '', ...given] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...given, link], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
