// Handlers of the calls about an old spreadsheet beside the book.
import { formatInstant } from '../../../../src-shared/calendar.ts';
import type { COMPARISON_CALLS } from '../../../../src-shared/comparison/calls.ts';
import { must } from '../../../../src-shared/findings/finding.ts';
import { compareWithSheet, unclearNames, writeComparison } from '../../../services/comparison/compare.ts';
import { comparisonView } from '../../../services/comparison/comparison-view.ts';
import type { ParallelRun } from '../../../services/comparison/parallel-run.ts';
import {
  recordComparison,
  showParallelRun,
  writeParallelRun,
} from '../../../services/comparison/parallel-run.ts';
import type { Handlers } from '../handling.ts';

const wire = ({ months, ...run }: ParallelRun) => ({
  ...run,
  months: months.map(({ seal: _seal, sha256: _sha256, comparedAt, ...month }) => ({
    ...month,
    comparedAt: formatInstant(comparedAt),
  })),
});

export const COMPARISON_HANDLERS: Handlers<keyof typeof COMPARISON_CALLS> = {
  'comparison.look': async ({ file, ...rest }, { desk, progress }) => {
    const asked = { ...rest, path: desk.pathOf(file) };
    const session = desk.session();
    const names = must(await unclearNames(session, asked));
    if (names.length > 0) return { names, compared: null };
    return {
      names,
      compared: comparisonView(session, must(await compareWithSheet(session, asked, progress))),
    };
  },
  'comparison.save': async ({ file, out, ...rest }, { desk, progress }) => {
    const session = desk.session();
    const compared = must(await compareWithSheet(session, { ...rest, path: desk.pathOf(file) }, progress));
    must(await writeComparison(session, compared, desk.pathOf(out)));
    return { conclusion: compared.conclusion };
  },
  'comparison.record': async ({ file, saveAs, ...rest }, { desk, progress }) => {
    const session = desk.session();
    const compared = must(await compareWithSheet(session, { ...rest, path: desk.pathOf(file) }, progress));
    must(recordComparison(session, compared, saveAs));
    return wire(must(showParallelRun(session)));
  },
  'parallel.read': ({ enough }, { desk }) => wire(must(showParallelRun(desk.session(), enough))),
  'parallel.save': async ({ enough, file }, { desk }) => {
    must(await writeParallelRun(desk.session(), desk.pathOf(file), enough));
    return {};
  },
};
