// The process in which one file is taken in that was made to be too much. Must not: outlive it.
import process from 'node:process';
import { setLetterheadFile } from '../../src-main/services/documents/letterhead.ts';
import { readTables } from '../../src-main/services/incoming/read-tables.ts';
import { readLegacy } from '../../src-main/services/migration/read-legacy.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { proposeForFile } from '../../src-main/services/usage/layout/first-rows.ts';
import { saveProfileFile } from '../../src-main/services/usage/layout/profiles.ts';
import { restore } from '../../src-main/storage/file/backup.ts';
import { quickFolder } from '../support/folders/quick-folder.ts';
import { Ground, verdictOf } from './ground.ts';

export const VERBS = {
  usage: (ground: Ground, path: string) =>
    ground.change((session) => importUsage(session, { path, profile: null, dryRun: false }), true),
  propose: (ground: Ground, path: string) => ground.change((session) => proposeForFile(session, path), false),
  setup: (ground: Ground, path: string) =>
    ground.change(async (session) => {
      const tables = await readTables(path);
      return tables.ok ? loadSetup(session, tables.value, 'tables') : tables;
    }, true),
  profile: (ground: Ground, path: string) =>
    ground.change((session) => saveProfileFile(session, 'P', path), true),
  letterhead: (ground: Ground, path: string) =>
    ground.change((session) => setLetterheadFile(session, path), true),
  legacy: (ground: Ground, path: string) => ground.change((session) => readLegacy(session, { path }), false),
  restore: async (ground: Ground, path: string) =>
    verdictOf(await restore(path, ground.place('restored.ddb'))),
} as const;

export interface BombOrder {
  readonly verb: keyof typeof VERBS;
  readonly path: string;
}

export type BombSaid = { readonly kind: 'trying' } | { readonly kind: 'verdict'; readonly verdict: string };

if (import.meta.main) {
  const { verb, path } = JSON.parse(process.argv[2]!) as BombOrder;
  const ground = await Ground.make(quickFolder());
  try {
    process.send!({ kind: 'trying' } satisfies BombSaid);
    const verdict = await VERBS[verb](ground, path);
    process.send!({ kind: 'verdict', verdict } satisfies BombSaid);
  } finally {
    ground.close();
  }
  process.disconnect();
}
