// What commands have at hand: where the user stands, who it is, what time it is, standard output with back-pressure,
// progress on standard error, Ctrl+C. Must not: know any one command.
import { resolve } from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import type { Actor, Progress } from '../../backend/books.ts';
import { accountName } from '../../backend/person.ts';
import { userFolder } from '../where.ts';
import { openProgress } from './progress.ts';

/** Whoever read our output has gone (`| head`): there is nobody left to tell. */
export class OutputClosed extends Error {}

export interface Terminal {
  /** One JSON object on standard output, whatever the command. */
  readonly json: boolean;
  readonly actor: Actor;
  readonly progress: Progress;
  /** A path as the user means it. */
  path(given: string): string;
  /** Writes to standard output, and waits until it has been taken. */
  write(text: string): Promise<void>;
  /** Writes to standard error. */
  complain(text: string): void;
  /** Catches Ctrl+C for the time of `work`, which is to ask now and then; pressed twice it ends the program as ever. */
  interruptible<T>(work: (interrupted: () => Promise<boolean>) => Promise<T>): Promise<T>;
}

/** How long work may go on without looking whether a key was pressed. */
const BREATH_MS = 50;

export function openTerminal(json: boolean): Terminal {
  const { stdout, stderr } = process;
  const folder = userFolder();
  const line = openProgress(stderr, Date.now);
  let closed = false;
  // Without a listener a closed pipe would end the program with a stack trace.
  stdout.on('error', () => {
    closed = true;
  });
  return {
    json,
    actor: { user: accountName(), now: Date.now },
    progress: line.progress,
    path: (given) => resolve(folder, given),
    write: (text) => {
      line.clear();
      if (closed) return Promise.reject(new OutputClosed());
      return new Promise((taken, failed) => {
        stdout.write(text, (error) => (error ? failed(closedOr(error)) : taken()));
      });
    },
    complain(text) {
      line.clear();
      stderr.write(text);
    },
    async interruptible(work) {
      let wanted = false;
      let breathed = Date.now();
      const onInterrupt = (): void => {
        wanted = true;
        process.removeListener('SIGINT', onInterrupt);
      };
      process.on('SIGINT', onInterrupt);
      try {
        return await work(async () => {
          if (Date.now() - breathed >= BREATH_MS) {
            await setImmediate();
            breathed = Date.now();
          }
          return wanted;
        });
      } finally {
        process.removeListener('SIGINT', onInterrupt);
      }
    },
  };
}

function closedOr(error: Error): Error {
  return (error as NodeJS.ErrnoException).code === 'EPIPE' ? new OutputClosed() : error;
}
