// How a host of the window answers host.* calls: what is given is checked; a refusal, and what the disk refuses, become replies.
// Must not: know what a host does.
import type { HostAnswer, HostCode, HostMethod, HostTaken } from '../../../src-shared/contract/host.ts';
import { HOST_CALLS } from '../../../src-shared/contract/host.ts';
import { failedReply, type Reply } from '../../../src-shared/contract/wire.ts';
import { safeFileName } from './file-names.ts';

/** Stops a job of whoever asks: pages number their calls each by itself. */
export type Cancel = (id: number) => void;

export type HostHandlers = {
  readonly [M in HostMethod]: (input: HostTaken<M>, cancel: Cancel) => HostAnswer<M> | Promise<HostAnswer<M>>;
};

export class HostRefusal extends Error {
  readonly code: HostCode;
  constructor(code: HostCode, message: string) {
    super(message);
    this.code = code;
  }
}

export async function answerHostCall(
  handlers: HostHandlers,
  id: number,
  method: HostMethod,
  input: unknown,
  cancel: Cancel,
): Promise<Reply> {
  const taken = HOST_CALLS[method].input.safeParse(input);
  if (!taken.success) {
    const [issue] = taken.error.issues;
    const where = issue?.path.map(String).join('.') || 'input';
    return failedReply(id, 'bad_input', `${method}: ${where}: ${issue?.message}`.slice(0, 500));
  }
  try {
    const handler = handlers[method] as (input: unknown, cancel: Cancel) => unknown;
    return { id, ok: true, value: await handler(taken.data, cancel) };
  } catch (error) {
    if (error instanceof HostRefusal) return failedReply(id, error.code, error.message);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return failedReply(id, 'no_space_here' satisfies HostCode, `Files cannot be kept here: ${message}`);
  }
}

/** The name a file gets on the disk. Throws a HostRefusal: no file can be called so. */
export const fileNameOf = (given: string): string => safeFileName(given) ?? cannotBe(given);

export function cannotBe(name: string): never {
  throw new HostRefusal('bad_file_name', `No file can be called "${name.slice(0, 100)}"`);
}

export function notChosenHere(): never {
  throw new HostRefusal('unknown_file', 'This file was not chosen here: choose it again');
}
