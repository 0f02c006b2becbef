// Files that a person dropped on the window, waiting for the screen that takes them. Must not: read a file.
import type { Picked } from '../../src-shared/contract/host.ts';
import { storeOf } from '../ui/store.ts';

const waiting = storeOf<Picked | null>(null);

export const arrive = (file: Picked | null): void => waiting.set(file);

/** The usage file that came last and has not been taken yet. */
export const useArrived = (): Picked | null => waiting.use();
