// Files that a person dropped on the window, waiting for the screen that takes them. Must not: read a file.
import { useSyncExternalStore } from 'react';
import type { Picked } from '../../src-shared/contract/host.ts';

let waiting: Picked | null = null;
const listeners = new Set<() => void>();

export function arrive(file: Picked | null): void {
  waiting = file;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The usage file that came last and has not been taken yet. */
export function useArrived(): Picked | null {
  return useSyncExternalStore(subscribe, () => waiting);
}
