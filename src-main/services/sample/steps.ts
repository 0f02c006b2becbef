// Carries out one line of a steps.txt on a session: a command as people type it, without `drawdown` and BOOK
// ("import usage.csv --profile portal"). The reference cases and the sample company are told in such lines.
// Must not: know a terminal, or do anything the commands do not.
import { join } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { BatchFact } from '../../engine/facts.ts';
import { readTables } from '../incoming/read-tables.ts';
import type { Closed } from '../months.ts';
import { closeMonth, reopenMonth } from '../months.ts';
import type { Progress, Session } from '../session.ts';
import type { SetupLoaded } from '../setup.ts';
import { loadSetup } from '../setup.ts';
import { undoBatch } from '../usage/batches.ts';
import { excludeEvent } from '../usage/exceptions.ts';
import type { Imported } from '../usage/import-usage.ts';
import { importUsage } from '../usage/import-usage.ts';
import type { ProfileSaved } from '../usage/layout/profiles.ts';
import { saveProfileFile } from '../usage/layout/profiles.ts';

/** What a step did, as the service behind it answered. */
export type StepDone =
  | { verb: 'setup'; source: string; loaded: SetupLoaded }
  | { verb: 'import'; imported: Imported }
  | { verb: 'close'; closed: Closed }
  | { verb: 'reopen'; reopened: { month: string; oldSeal: string } }
  | { verb: 'exclude'; excluded: { eventId: string; customer: string } }
  | { verb: 'undo'; undone: BatchFact }
  | { verb: 'profile'; saved: ProfileSaved };

/** The lines of a steps.txt that are steps: not blank, no comment. */
export function stepLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Words of a line; quotes keep words together. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** @param folder what the line's paths count from. */
export async function runStep(
  session: Session,
  folder: string,
  line: string,
  progress?: Progress,
): Promise<Result<StepDone>> {
  const { plain, options } = argumentsOf(wordsOf(line));
  const [verb, first = '', second = '', third = ''] = plain;
  const reason = options.get('reason') ?? '';
  switch (verb) {
    case 'setup': {
      const tables = await readTables(join(folder, first));
      if (!tables.ok) return tables;
      return as(loadSetup(session, tables.value, first, progress), (loaded) => ({
        verb,
        source: first,
        loaded,
      }));
    }
    case 'import': {
      const profile = options.get('profile') ?? null;
      const path = join(folder, first);
      return as(await importUsage(session, { path, profile, dryRun: false, progress }), (imported) => ({
        verb,
        imported,
      }));
    }
    case 'close':
      return as(closeMonth(session, first, progress), (closed) => ({ verb, closed }));
    case 'reopen':
      return as(reopenMonth(session, first, reason), (reopened) => ({ verb, reopened }));
    case 'exclude':
      return as(excludeEvent(session, first, reason), (excluded) => ({ verb, excluded }));
    case 'undo':
      return as(undoBatch(session, Number(first), reason, progress), (undone) => ({ verb, undone }));
    case 'profile':
      if (first === 'save')
        return as(saveProfileFile(session, second, join(folder, third)), (saved) => ({ verb, saved }));
  }
  return refused({
    code: 'unknown_step' satisfies ServiceCode,
    message: `"${line}" is no step`,
    hint: 'Steps are setup, import, close, reopen, exclude, undo and profile save',
  });
}

function as<T>(result: Result<T>, wrap: (value: T) => StepDone): Result<StepDone> {
  return result.ok ? { ok: true, value: wrap(result.value) } : result;
}

function argumentsOf(words: readonly string[]): { plain: string[]; options: Map<string, string> } {
  const plain: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.startsWith('--')) options.set(word.slice(2), words[++index] ?? '');
    else plain.push(word);
  }
  return { plain, options };
}
