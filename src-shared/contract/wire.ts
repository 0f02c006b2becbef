// What goes over the one call channel and the one event channel, whatever the host. Must not: know a transport.
import type { Finding } from '../findings/finding.ts';
import { asError } from '../findings/finding.ts';

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

/** What came over the channel as a request, its input not looked at yet; null: it is none. */
export function asRequest(said: unknown): Request | null {
  if (said === null || typeof said !== 'object' || Array.isArray(said)) return null;
  const { id = 0, method, input = {} } = said as Record<string, unknown>;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof method !== 'string') return null;
  return { id, method, input };
}

/** Codes a reply may carry besides those of findings: the caller's mistakes and the program's. */
export type WireCode = 'unknown_method' | 'bad_input' | 'no_book' | 'backend_down' | 'internal';

export type Reply<T = unknown> =
  | { readonly id: number; readonly ok: true; readonly value: T }
  | { readonly id: number; readonly ok: false; readonly error: WireError };

export interface WireError {
  /** A wire code, or the code of the first finding. */
  readonly code: string;
  readonly message: string;
  readonly findings: readonly Finding[];
}

/** The reply to a call that failed. @param code a wire code, a host's, or that of the first finding. */
export function failedReply(
  id: number,
  code: string,
  message: string,
  findings: readonly Finding[] = [],
): Reply<never> {
  return { id, ok: false, error: { code, message, findings } };
}

/** What a mistake of the program's own is answered with. */
export function faultOf(error: unknown): WireError {
  return {
    code: 'internal',
    message: `Drawdown made a mistake; nothing was changed. (${asError(error).message})`,
    findings: [],
  };
}

export type BackendEvent =
  /** How far the call with this id is. `of` 0: not known. */
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly step: string;
      readonly done: number;
      readonly of: number;
    }
  /** The book changed, or another one was opened: what was read before may be stale. */
  | { readonly type: 'changed' }
  /** The backend has stopped; why, and what to do. */
  | { readonly type: 'down'; readonly message: string };
