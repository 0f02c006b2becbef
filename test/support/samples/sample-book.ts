// The sample company, made once for a test file and copied for each test that works on it. Must not: be used where its making is tested.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeSampleCompany, SAMPLE_BOOK } from '../../../src-main/services/sample/sample-company.ts';
import { type OpenBook, openBook } from '../../../src-main/storage/open.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { ACTOR, scratchFolder } from '../../services/company-book.ts';

let made: Promise<string> | null = null;

afterAll(async () => {
  if (made) rmSync(await made, { recursive: true, force: true });
});

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-sample-'));
  must(await makeSampleCompany(folder, ACTOR));
  return folder;
}

/** The path of its book in the folder, which holds all that comes with it. */
export async function sampleIn(folder: string): Promise<string> {
  made ??= make();
  cpSync(await made, folder, { recursive: true });
  return join(folder, SAMPLE_BOOK);
}

/** Gives a copy of its book to `work`, and closes it. */
export async function onSample<T>(work: (open: OpenBook) => T): Promise<Awaited<T>> {
  const path = await sampleIn(scratchFolder());
  const open = must(openBook(path, { user: ACTOR.user, at: ACTOR.now() }));
  try {
    return await work(open);
  } finally {
    open.close();
  }
}
