// `npm run test:electron`: the desktop journey in Electron itself, where its binary and a display are; else one line says why not.
// Must not: fetch the binary, or pass where the journey was not gone.
import { equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { _electron } from 'playwright-core';
import { buildPage, windowIsStale } from '../../src-main/hosts/start/build-page.ts';
import { binary, hasDisplay, MAIN } from '../../src-main/hosts/start/desktop.ts';
import { goThroughDesktop } from './desktop-journey.ts';

interface Dialogs {
  readonly dialog: { showOpenDialog: unknown; showSaveDialog: unknown };
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function go(executablePath: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-electron-'));
  const args = [MAIN, `--user-data-dir=${join(scratch, 'user')}`];
  const app = await _electron.launch({ executablePath, args });
  try {
    const page = await app.firstWindow();
    const seen = await goThroughDesktop({
      page,
      scratch,
      willChoose: (path) =>
        app.evaluate((electron, chosen) => {
          const { dialog } = electron as unknown as Dialogs;
          dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
          dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
        }, path),
      title: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? ''),
      quit: () => app.close(),
    });
    match(seen.title, /klarblatt\.ddb – 20\d\d-\d\d open$/);
    match(seen.heading, /Overview/);
    equal(seen.fromWindow.replace(/^\ufeff/, ''), seen.fromCommand.replace(/^\ufeff/, ''));
  } finally {
    await app.close().catch(() => {});
    rmSync(scratch, { recursive: true, force: true });
  }
}

const there = binary();
if (there === null)
  say("Electron's binary is not here (npx install-electron fetches it): the journey was not gone.");
else if (!hasDisplay()) say('There is no display: the journey in Electron was not gone.');
else {
  const failed = windowIsStale() ? buildPage() : null;
  if (failed !== null) throw new Error(failed);
  await go(there);
  say('The journey in Electron is green.');
}
