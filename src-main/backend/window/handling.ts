// What a handler is: typed by its call, given the desk and how to say how far it is. Must not: import a handler.
import type { Answer, Method, Taken } from '../../../src-shared/contract/index.ts';
import type { Progress } from '../../services/session.ts';
import type { Desk } from './desk.ts';

export interface CallContext {
  readonly desk: Desk;
  /** Throws a Refusal when the call is cancelled: within a transaction, which rolls back. */
  readonly progress: Progress;
}

export type Handler<M extends Method> = (
  input: Taken<M>,
  context: CallContext,
) => Promise<Answer<M>> | Answer<M>;
export type Handlers<M extends Method = Method> = { readonly [K in M]: Handler<K> };
