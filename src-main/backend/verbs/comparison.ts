// What the command line can do: comparing an old spreadsheet, and the parallel run. Must not: do anything itself beyond joining two services.
export type { SheetCompared } from '../../services/comparison/compare.ts';
export { compareWithSheet, writeComparison } from '../../services/comparison/compare.ts';
export type { ParallelRun } from '../../services/comparison/parallel-run.ts';
export {
  recordComparison,
  showParallelRun,
  writeParallelRun,
} from '../../services/comparison/parallel-run.ts';
