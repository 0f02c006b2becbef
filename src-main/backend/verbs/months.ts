// What the command line can do: months, and what keeps one open. Must not: do anything itself beyond joining two services.
export type { Closed } from '../../services/months.ts';
export { excludeEvent } from '../../services/usage/exceptions.ts';
export { closeMonth, reopenMonth } from '../after-backup/months.ts';
