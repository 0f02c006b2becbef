// `npm start`: the desktop window where it can be had, else (or when asked for) the same page in the browser. Stays until
// Ctrl+C, which closes the book properly. Must not: know a call of the contract.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startBrowserHost } from './browser/host.ts';
import { openInBrowser } from './start/browser.ts';
import { buildPage, PAGE_FOLDER, pageIsStale, windowIsStale } from './start/build-page.ts';
import { findDesktop, runDesktop } from './start/desktop.ts';
import { userFolder } from './where.ts';

const USAGE = `Usage: npm start -- [--browser] [--no-open] [--folder FOLDER] [BOOK]

  --browser        in the browser, even where the desktop window can be had
  --no-open        show the link without opening the browser
  --folder FOLDER  where the browser's books are kept; by default Drawdown, in your home folder
`;
/** npm passes a Ctrl+C on that the terminal sent us, too: only a later one is a second one. */
const SECOND_SIGNAL_AFTER_MS = 1000;

interface Wanted {
  readonly browser: boolean;
  readonly open: boolean;
  readonly folder: string;
  readonly book?: string;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

process.exitCode = await start(process.argv.slice(2));

async function start(argv: readonly string[]): Promise<number> {
  const wanted = readArguments(argv);
  if (typeof wanted === 'string') {
    complain(`${wanted}\n\n${USAGE}`);
    return 2;
  }
  if (!wanted) {
    say(USAGE);
    return 0;
  }
  if (wanted.browser ? pageIsStale() : windowIsStale()) {
    say('Building the page …');
    const failed = buildPage();
    if (failed !== null) {
      complain(`${failed}\nThe page could not be built; see above.`);
      return 1;
    }
  }
  if (!wanted.browser) {
    const desktop = findDesktop(say);
    if (desktop.found) return runDesktop(desktop, wanted.book);
    say(`${desktop.why}: Drawdown opens in the browser.`);
  }
  return serveBrowser(wanted);
}

/** What is wrong with the arguments, or null when help was asked for. */
function readArguments(argv: readonly string[]): Wanted | string | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        folder: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return null;
    const [book, ...more] = positionals;
    if (more.length > 0) return 'One book at a time';
    const at = userFolder();
    return {
      browser: values.browser,
      open: !values['no-open'] && !process.env.CI,
      folder: resolve(at, values.folder ?? join(homedir(), 'Drawdown')),
      book: book === undefined ? undefined : resolve(at, book),
    };
  } catch (error) {
    return (error as Error).message;
  }
}

async function serveBrowser({ folder, book, open }: Wanted): Promise<number> {
  const host = await startBrowserHost({ page: PAGE_FOLDER, folder, book }).catch((error: Error) => error);
  if (host instanceof Error) {
    complain(`Drawdown cannot start: ${host.message}`);
    return 1;
  }
  const ended = untilSignal();
  if (host.refusedAtStart) complain(host.refusedAtStart.message);
  const link = host.link();
  say(`Drawdown runs on this computer only. This link opens it once:\n\n  ${link}\n`);
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin, terminal: false }) : null;
  lines?.on('line', () => say(`  ${host.link()}\n`));
  say(`Books are kept in ${folder}. ${lines ? 'Enter makes a new link, ' : ''}Ctrl+C ends Drawdown.`);
  if (open) openInBrowser(link);
  await ended;
  lines?.close();
  say('Closing the book …');
  await host.stop();
  return 0;
}

/** Until somebody wants it to end. Wanted a second time, it ends as it is. */
function untilSignal(): Promise<void> {
  return new Promise((done) => {
    let first: number | null = null;
    const onSignal = (): void => {
      if (first !== null && Date.now() - first > SECOND_SIGNAL_AFTER_MS) process.exit(1);
      first ??= Date.now();
      done();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
