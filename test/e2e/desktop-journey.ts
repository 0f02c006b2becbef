// The journey through the desktop window, written once: it runs through the stand-in for Electron in the tests, and through
// Electron itself where its binary is (`npm run test:electron`). Must not: know which of the two it runs in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { drawdown } from '../hosts/drawdown.ts';

export interface DesktopWindow {
  readonly page: Page;
  /** A folder of the journey's own. */
  readonly scratch: string;
  /** What a person will choose in the next native dialog. */
  willChoose(path: string): Promise<void>;
  title(): Promise<string>;
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
  const ran = drawdown(['report', 'balances', book, '--format', 'csv'], scratch);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return { ...seen, fromWindow: readFileSync(file, 'utf8'), fromCommand: ran.stdout };
}
