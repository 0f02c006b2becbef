// The contract's calls as React uses them: queries that stay until the book changes, commands and jobs with their state.
// Must not: name a call.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Answer, Given, Method } from '../../src-shared/contract/index.ts';
import { useBookPath } from './book.tsx';
import type { Client, Job, JobProgress } from './client.ts';
import { ApiError } from './client.ts';
import type { Host } from './host.ts';

interface Backend {
  readonly client: Client;
  readonly host: Host;
}

const Context = createContext<Backend | null>(null);

export function BackendProvider({ client, host, children }: Backend & { children: ReactNode }) {
  const queries = useQueryClient();
  const backend = useMemo(() => ({ client, host }), [client, host]);
  useEffect(() => client.subscribe(() => void queries.invalidateQueries()), [client, queries]);
  return <Context value={backend}>{children}</Context>;
}

export function useBackend(): Backend {
  const backend = use(Context);
  if (!backend) throw new Error('no BackendProvider around this');
  return backend;
}

/** Another number whenever the book may have changed: for what is fetched otherwise than by `useCall`. */
export function useChanges(): number {
  const { client } = useBackend();
  const [changes, setChanges] = useState(0);
  useEffect(() => client.subscribe(() => setChanges((before) => before + 1)), [client]);
  return changes;
}

export interface CallState<T> {
  readonly data: T | undefined;
  readonly error: ApiError | null;
  /** The first answer is not there yet; later ones come while the last is shown. */
  readonly waiting: boolean;
}

/** The answer to a query, kept up to date. `input` null: not asked yet. */
export function useCall<M extends Method>(method: M, input: Given<M> | null): CallState<Answer<M>> {
  const { client } = useBackend();
  const book = useBookPath();
  const { data, error, isPending } = useQuery<Answer<M>>({
    queryKey: [book, method, input],
    queryFn: () => client.call(method, input as Given<M>),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  });
  return { data, error: error as ApiError | null, waiting: isPending && input !== null };
}

export interface Doing<M extends Method> {
  /** Does it; null when it was refused, which `error` then tells. */
  run(input: Given<M>): Promise<Answer<M> | null>;
  cancel(): void;
  clear(): void;
  readonly busy: boolean;
  readonly error: ApiError | null;
  readonly progress: JobProgress | null;
}

/** A command or a job: run it, watch it, cancel it. Run again before it is done, what is told is of the last; each has its answer. */
export function useDoing<M extends Method>(method: M): Doing<M> {
  const { client } = useBackend();
  const [state, setState] = useState<Pick<Doing<M>, 'busy' | 'error' | 'progress'>>({
    busy: false,
    error: null,
    progress: null,
  });
  const job = useRef<Job<unknown> | null>(null);
  const run = useCallback(
    async (input: Given<M>): Promise<Answer<M> | null> => {
      setState({ busy: true, error: null, progress: null });
      const started: Job<Answer<M>> = client.job(method, input, (progress) => {
        if (job.current === started) setState((before) => ({ ...before, progress }));
      });
      job.current = started;
      const ended = (error: ApiError | null): void => {
        if (job.current === started) setState({ busy: false, error, progress: null });
      };
      try {
        const answer = await started.done;
        ended(null);
        return answer;
      } catch (error) {
        ended(asApiError(error));
        return null;
      }
    },
    [client, method],
  );
  const cancel = useCallback(() => job.current?.cancel(), []);
  const clear = useCallback(() => setState({ busy: false, error: null, progress: null }), []);
  return { ...state, run, cancel, clear };
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError({ code: 'internal', message: String(error), findings: [] });
}
