// What the command line can do: reconciliations. Must not: do anything itself beyond joining two services.
export { matchByHand, noteItem, signOff, takeApart, takeOut } from '../../services/reconcile/deeds.ts';
export type { ReconciliationLine } from '../../services/reconcile/list.ts';
export { reconciliations } from '../../services/reconcile/list.ts';
export {
  deleteOutsideProfile,
  outsideProfiles,
  saveOutsideProfileFile,
} from '../../services/reconcile/outside/profiles.ts';
export { lookAtOutside } from '../../services/reconcile/outside/take-in.ts';
export type { Reconciled } from '../../services/reconcile/reconcile-file.ts';
export { reconcileFile, showReconciliation } from '../../services/reconcile/reconcile-file.ts';
