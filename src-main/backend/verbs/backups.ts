// What the command line can do: automatic backups. Must not: do anything itself beyond joining two services.
export type { Backups } from '../../services/keeping/backups.ts';
export { listBackups, setBackups } from '../../services/keeping/backups.ts';
