// What the command line can do: usage: taken in, looked at, taken out. Must not: do anything itself beyond joining two services.
export type { ImportedWithRejects } from '../../services/files/rejects.ts';
export { batchRejects, writeBatchRejects } from '../../services/files/rejects.ts';
export type { BatchNow } from '../../services/usage/batches.ts';
export { batchesNow } from '../../services/usage/batches.ts';
export { withControl } from '../../services/usage/control-totals.ts';
export type { Imported } from '../../services/usage/import-usage.ts';
export { importUsage, importWithRejects, undoBatch } from '../after-backup/usage.ts';
