// The journey through the desktop window, written once: it runs through the stand-in for Electron in the tests, and through
// Electron itself where its binary is (`npm run test:electron`). Must not: know which of the two it runs in.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { drawdown } from '../hosts/drawdown.ts';

export interface DesktopWindow {
  readonly page: Page;
  /** A folder of the journey's own. */
  readonly scratch: string;
  /** What a person will choose in the next native dialog. */
  willChoose(path: string): Promise<void>;
  title(): Promise<string>;
  /** The system asks for a file to be opened, as on a double click. */
  openFile(path: string): Promise<void>;
  /** A file of this computer is dropped on the window, or chosen in it. */
  bring(path: string): Promise<void>;
  /** Waits until the program has ended. */
  quit(): Promise<void>;
}

export interface Seen {
  readonly title: string;
  /** The report as the window wrote it, and as the command writes it afterwards. */
  readonly fromWindow: string;
  readonly fromCommand: string;
  readonly heading: string;
}

interface Bridged {
  drawdown: { call(request: object): Promise<{ ok: boolean; value: { file: string }; error?: object }> };
}

/** The sample company in one click, Overview, a report through the native dialog, the end; then the command on the same book. */
export async function goThroughDesktop({
  page,
  scratch,
  willChoose,
  title,
  quit,
}: DesktopWindow): Promise<Seen> {
  await page.getByRole('main', { name: 'Start' }).waitFor();
  await willChoose(scratch);
  await page.getByRole('button', { name: /sample company/ }).click();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 90_000 });
  const heading = page.getByRole('heading', { name: 'Overview', level: 1 });
  await heading.waitFor();
  const file = join(scratch, 'balances.csv');
  await willChoose(file);
  await page.evaluate(async () => {
    const { call } = (window as unknown as Bridged).drawdown;
    const must = async (method: string, input: object) => {
      const reply = await call({ id: 1_000_000, method, input });
      if (!reply.ok) throw new Error(JSON.stringify(reply.error));
      return reply.value;
    };
    const target = await must('host.target', { name: 'balances.csv' });
    await must('report.save', { name: 'balances', format: 'csv', file: target.file });
  });
  const seen = { title: await title(), heading: (await heading.textContent()) ?? '' };
  await quit();
  const book = join(scratch, 'Klarblatt sample', 'klarblatt.ddb');
  const fromCommand = must(drawdown(['report', 'balances', book, '--format', 'csv'], scratch));
  return { ...seen, fromWindow: readFileSync(file, 'utf8'), fromCommand };
}

const SETUP = resolve(import.meta.dirname, '../../docs/guide/setup');
const USAGE = `event_id,customer,meter,quantity,occurred_at
d-1,acme,api_calls,640,2026-01-05T09:30:00+01:00
d-2,bolt,api_calls,90,2026-01-20T11:00:00+01:00
`;

export interface SeenOfMonth {
  readonly titles: readonly string[];
  readonly recent: readonly string[];
  /** What the command says of the copy and of the book that was being made when the window was closed. */
  readonly copy: string;
  readonly interrupted: string;
}

/** A book by double click, usage dropped on it, the month closed, a copy, recent books, and the window closed over running work. */
export async function goThroughMonth(window: DesktopWindow): Promise<SeenOfMonth> {
  const { page, scratch, willChoose, title, openFile, bring, quit } = window;
  const book = join(scratch, 'Brightwater.ddb');
  must(drawdown(['new', book], scratch));
  must(drawdown(['setup', book, SETUP], scratch));
  writeFileSync(join(scratch, 'january.csv'), USAGE);
  await page.getByRole('main', { name: 'Start' }).waitFor();
  await openFile(book);
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  const before = await title();

  await bring(join(scratch, 'january.csv'));
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByText(/Imported 2 rows of january.csv as batch 1/).waitFor();
  await page.keyboard.press('Control+6');
  await page.getByRole('button', { name: 'Close Jan 2026' }).click();
  await page.getByText('Jan 2026 is closed').waitFor();
  const after = await title();

  await willChoose(join(scratch, 'Copy.ddb'));
  await inBookMenu(page, 'Save a copy …');
  await page.getByText(/Copy saved/).waitFor();
  await inBookMenu(page, 'Close the book');
  const known = page.getByRole('region', { name: 'Recent books' }).getByRole('button');
  await known.first().waitFor();
  const recent = await known.allTextContents();
  await known.filter({ hasText: 'Brightwater' }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await inBookMenu(page, 'Close the book');

  await willChoose(scratch);
  await page.getByRole('button', { name: /sample company/ }).click();
  // On a fast machine it may be made before its progress is shown.
  const begun = page.getByRole('progressbar').or(page.getByRole('navigation', { name: 'Screens' }));
  await begun.first().waitFor();
  await quit();
  const verify = (path: string): string => must(drawdown(['verify', path], scratch));
  return {
    titles: [before, after],
    recent,
    copy: verify(join(scratch, 'Copy.ddb')),
    interrupted: verify(join(scratch, 'Klarblatt sample', 'klarblatt.ddb')),
  };
}

async function inBookMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Book / }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

function must({ status, stdout, stderr }: ReturnType<typeof drawdown>): string {
  if (status !== 0) throw new Error(stderr || stdout);
  return stdout;
}
