// Serves the contract over a port: validates what comes in, runs one call that writes at a time, validates what goes out in
// tests, and turns whatever happens into a reply. The same in every host; a host only carries messages.
import type { z } from 'zod';
import { CONTRACT, isMethod } from '../../../src-shared/contract/index.ts';
import {
  type BackendEvent,
  failedReply,
  faultOf,
  type Reply,
  type Request,
  type WireError,
} from '../../../src-shared/contract/wire.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { Desk } from './desk.ts';
import { HANDLERS } from './handlers.ts';
import type { CallContext, Handler } from './handling.ts';

/** How a job says how far it is in a step, and hears that it is to stop: not oftener than this. */
const PROGRESS_EVERY_MS = 100;

export interface ServerOptions {
  readonly desk: Desk;
  readonly emit: (event: BackendEvent) => void;
  /** Answers are checked against the contract, too: in tests and while developing. */
  readonly checkAnswers: boolean;
  /** Takes in what was sent meanwhile: a job that does not wait for anything would hear of no cancel. */
  readonly hear?: () => void;
  readonly progressEveryMs?: number;
}

export interface Server {
  call(request: Request): Promise<Reply>;
  cancel(id: number): void;
  /** Waits for what runs, then closes the book. */
  stop(): Promise<void>;
}

export function openServer(options: ServerOptions): Server {
  const { desk, emit, checkAnswers } = options;
  const cancelled = new Set<number>();
  const stopIfCancelled = (id: number): void => {
    if (cancelled.has(id)) throw new Refusal(STOPPED);
  };
  let tail: Promise<unknown> = Promise.resolve();

  /** One after the other: handlers await, and a book has one writer. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work, work);
    tail = turn.catch(() => {});
    return turn;
  };

  const run = async ({ id, method, input }: Request): Promise<Reply> => {
    if (typeof method !== 'string' || !isMethod(method)) {
      return failedReply(id, 'unknown_method', `There is no call ${String(method).slice(0, 100)}`);
    }
    const spec = CONTRACT[method];
    const taken = spec.input.safeParse(input);
    if (!taken.success) return failedReply(id, 'bad_input', issuesOf(method, taken.error));
    const progress = progressOf(id, options, () => stopIfCancelled(id));
    const context: CallContext = { desk, progress };
    return inTurn(async () => {
      stopIfCancelled(id);
      const value = await (HANDLERS[method] as Handler<typeof method>)(taken.data as never, context);
      if (checkAnswers) {
        const checked = (spec.output as z.ZodType).safeParse(value);
        if (!checked.success) throw new TypeError(`the answer to ${issuesOf(method, checked.error)}`);
      }
      if (spec.kind !== 'query') emit({ type: 'changed' });
      return { id, ok: true, value } as Reply;
    });
  };

  return {
    async call(request) {
      try {
        return await run(request);
      } catch (error) {
        return { id: request.id, ok: false, error: errorOf(error) };
      } finally {
        cancelled.delete(request.id);
      }
    },
    cancel: (id) => void cancelled.add(id),
    async stop() {
      await inTurn(async () => desk.close());
    },
  };
}

const STOPPED: Finding = {
  code: 'cancelled' satisfies ServiceCode,
  message: 'Stopped, as you asked',
  hint: 'The book is as it was before',
};

/** Whoever says how far it is hears here that it is to stop: services roll back what a Refusal comes out of. */
function progressOf(
  id: number,
  { emit, hear, progressEveryMs = PROGRESS_EVERY_MS }: ServerOptions,
  stopIfCancelled: () => void,
): CallContext['progress'] {
  let last = { step: '', at: Number.NEGATIVE_INFINITY };
  return (step, done, of) => {
    const at = performance.now();
    if (step === last.step && at - last.at < progressEveryMs) return;
    last = { step, at };
    hear?.();
    stopIfCancelled();
    emit({ type: 'progress', id, step, done, of });
  };
}

function errorOf(error: unknown): WireError {
  if (error instanceof Refusal) {
    const [first] = error.findings;
    return { code: first?.code ?? 'refused', message: first?.message ?? 'Refused', findings: error.findings };
  }
  return faultOf(error);
}

function issuesOf(method: string, error: z.ZodError): string {
  const issues = error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'input'}: ${issue.message}`);
  return `${method}: ${issues.join('; ')}`.slice(0, 500);
}
