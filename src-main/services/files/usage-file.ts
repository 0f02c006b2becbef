// Usage as a CSV file: the rows a person has narrowed down to, as the screen shows them. Must not: hold them in memory.
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done } from '../../../src-shared/findings/finding.ts';
import { USAGE_COLUMNS } from '../../../src-shared/usage-columns.ts';
import { csvPieces } from '../../csv/write.ts';
import type { Progress, Session } from '../session.ts';
import type { UsageFilter } from '../usage/pages.ts';
import { usageRows } from '../usage/pages.ts';
import { beginTextFile } from './text-file.ts';

/** @returns how many rows were written. */
export function saveUsage(
  session: Session,
  filter: UsageFilter & { newest: boolean },
  path: string,
  progress?: Progress,
): Result<number> {
  const file = beginTextFile(path, [session.open.path]);
  if (!file.ok) return file;
  let count = 0;
  const counted = function* () {
    for (const row of usageRows(session, filter)) {
      count++;
      if (count % 10_000 === 0) progress?.('Writing', count, 0);
      yield row;
    }
  };
  try {
    for (const piece of csvPieces(USAGE_COLUMNS, counted(), { safe: true })) file.value.write(piece);
    const finished = file.value.finish();
    return finished.ok ? done(count) : finished;
  } catch (error) {
    return session.asRefusal(error);
  } finally {
    file.value.drop();
  }
}
