// `npm run test:electron`: the desktop journeys in Electron itself, where its binary and a display are; else one line says why not.
// Must not: fetch the binary, or pass where the journey was not gone.
import { equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { _electron } from 'playwright-core';
import { buildPage, windowIsStale } from '../../src-main/hosts/start/build-page.ts';
import { binary, hasDisplay, MAIN } from '../../src-main/hosts/start/desktop.ts';
import { type DesktopWindow, goThroughDesktop, goThroughMonth } from './desktop-journey.ts';

interface Dialogs {
  readonly dialog: { showOpenDialog: unknown; showSaveDialog: unknown };
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** One start of the program, in a folder of its own. */
async function go(executablePath: string, journey: (window: DesktopWindow) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-electron-'));
  const args = [MAIN, `--user-data-dir=${join(scratch, 'user')}`];
  const app = await _electron.launch({ executablePath, args });
  try {
    const page = await app.firstWindow();
    await journey({
      page,
      scratch,
      willChoose: (path) =>
        app.evaluate((electron, chosen) => {
          const { dialog } = electron as unknown as Dialogs;
          dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
          dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
        }, path),
      title: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? ''),
      openFile: (path) =>
        app.evaluate(({ app: program }, opened) => {
          program.emit('open-file', { preventDefault() {} }, opened);
        }, path),
      async bring(path) {
        await page.evaluate(() => {
          window.location.hash = '#/import';
        });
        const choose = page.getByRole('button', { name: 'Choose a file …' });
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.click()]);
        await chooser.setFiles(path);
      },
      quit: () => app.close(),
    });
  } finally {
    await app.close().catch(() => {});
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function report(window: DesktopWindow): Promise<void> {
  const seen = await goThroughDesktop(window);
  match(seen.title, /klarblatt\.ddb – 20\d\d-\d\d open$/);
  match(seen.heading, /Overview/);
  equal(seen.fromWindow.replace(/^\ufeff/, ''), seen.fromCommand.replace(/^\ufeff/, ''));
}

async function month(window: DesktopWindow): Promise<void> {
  const { titles, copy, interrupted } = await goThroughMonth(window);
  match(titles[1] ?? '', /2026-02 open$/);
  for (const said of [copy, interrupted]) match(said, /proven/);
}

const there = binary();
if (there === null)
  say("Electron's binary is not here (npx install-electron fetches it): the journeys were not gone.");
else if (!hasDisplay()) say('There is no display: the journeys in Electron were not gone.');
else {
  const failed = windowIsStale() ? buildPage() : null;
  if (failed !== null) throw new Error(failed);
  for (const journey of [report, month]) await go(there, journey);
  say('The journeys in Electron are green.');
}
