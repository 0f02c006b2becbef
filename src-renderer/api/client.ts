// The page's side of the contract: calls typed by it, jobs with progress and cancel, events. A refusal is thrown as an ApiError
// that carries its code and findings. Must not: import the contract's schemas (types only), or know a transport's workings.

import type { HostAnswer, HostGiven, HostMethod } from '../../src-shared/contract/host.ts';
import type { Answer, Given, Method } from '../../src-shared/contract/index.ts';
import type { BackendEvent, Reply, WireError } from '../../src-shared/contract/wire.ts';
import type { Finding } from '../../src-shared/findings/finding.ts';
import type { Transport } from './transport.ts';

export class ApiError extends Error {
  readonly code: string;
  readonly findings: readonly Finding[];
  constructor({ code, message, findings }: WireError) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.findings = findings;
  }
}

export interface JobProgress {
  readonly step: string;
  readonly done: number;
  /** 0: not known. */
  readonly of: number;
}

export interface Job<T> {
  /** Settles when the job is done; rejects with an ApiError when refused or cancelled. */
  readonly done: Promise<T>;
  cancel(): void;
}

export interface Client {
  call<M extends Method>(method: M, input: Given<M>): Promise<Answer<M>>;
  /** The same for a call that takes long. */
  job<M extends Method>(
    method: M,
    input: Given<M>,
    onProgress?: (progress: JobProgress) => void,
  ): Job<Answer<M>>;
  host<M extends HostMethod>(method: M, input: HostGiven<M>): Promise<HostAnswer<M>>;
  /** The book changed or the backend stopped; progress goes to its job alone. */
  subscribe(listener: (event: Exclude<BackendEvent, { type: 'progress' }>) => void): () => void;
}

export function openClient(transport: Transport): Client {
  let lastId = 0;
  const jobs = new Map<number, (progress: JobProgress) => void>();
  const listeners = new Set<Parameters<Client['subscribe']>[0]>();
  transport.subscribe((event) => {
    if (event.type === 'progress') {
      const { id, step, done, of } = event;
      jobs.get(id)?.({ step, done, of });
    } else for (const listener of listeners) listener(event);
  });

  const send = async (id: number, method: string, input: unknown): Promise<unknown> =>
    unpack(await transport.call({ id, method, input }));

  return {
    call: <M extends Method>(method: M, input: Given<M>) =>
      send(++lastId, method, input) as Promise<Answer<M>>,
    job<M extends Method>(method: M, input: Given<M>, onProgress?: (progress: JobProgress) => void) {
      const id = ++lastId;
      if (onProgress) jobs.set(id, onProgress);
      const done = send(id, method, input).finally(() => jobs.delete(id)) as Promise<Answer<M>>;
      return {
        done,
        cancel: () => void transport.call({ id: ++lastId, method: 'host.cancel', input: { id } }),
      };
    },
    host: <M extends HostMethod>(method: M, input: HostGiven<M>) =>
      send(++lastId, method, input) as Promise<HostAnswer<M>>,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function unpack<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new ApiError(reply.error);
  return reply.value;
}
