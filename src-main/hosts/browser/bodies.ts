// Reading what a request brings, within bounds of size and time: a call's JSON into memory, an upload to a file.
// Must not: look into what was read.
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** More than is taken. */
export class TooLarge extends Error {}
/** Too slow, or gone. */
export class TooSlow extends Error {}

/** The whole body as text. Rejects: TooLarge, TooSlow. */
export async function readText(request: IncomingMessage, bytes: number, withinMs: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > bytes) throw new TooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end(new TooSlow()), withinMs);
    const end = (error: Error | null): void => {
      clearTimeout(timer);
      request.off('data', take).pause();
      if (error) reject(error);
      else resolve(Buffer.concat(chunks).toString('utf8'));
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > bytes) end(new TooLarge());
      else chunks.push(chunk);
    };
    request.on('data', take);
    request.once('end', () => end(null));
    request.once('close', () => end(new TooSlow()));
    request.once('error', () => end(new TooSlow()));
  });
}

/** Writes the body to a new file. Rejects: TooLarge, TooSlow, or what the file system says. */
export async function saveBody(
  request: IncomingMessage,
  file: string,
  bytes: number,
  idleMs: number,
): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > bytes) throw new TooLarge();
  let size = 0;
  const ending = new AbortController();
  let slow = false;
  const quiet = setTimeout(() => {
    slow = true;
    ending.abort();
  }, idleMs);
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      quiet.refresh();
      size += chunk.length;
      next(size > bytes ? new TooLarge() : null, chunk);
    },
  });
  try {
    await pipeline(request, count, createWriteStream(file, { flags: 'wx', mode: 0o600 }), {
      signal: ending.signal,
    });
  } catch (error) {
    throw slow || isCutOff(error) ? new TooSlow() : error;
  } finally {
    clearTimeout(quiet);
  }
}

function isCutOff(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET';
}
