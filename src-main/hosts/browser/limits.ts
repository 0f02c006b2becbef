// How much, how long and how many: what the loopback server takes before it ends a connection. Tests try each with smaller ones.
// Must not: hold anything but numbers.

export interface Limits {
  /** The head of a request: all of it within this time, and within this many bytes. */
  readonly headMs: number;
  readonly headBytes: number;
  /** The body of a call. */
  readonly callMs: number;
  readonly callBytes: number;
  /** An uploaded file; its connection may not fall silent for longer than `idleMs`. */
  readonly uploadBytes: number;
  readonly idleMs: number;
  readonly connections: number;
  /** Open event streams: one for each tab. */
  readonly streams: number;
  /** How often a waiting reply or an event stream shows that it lives. */
  readonly heartbeatMs: number;
}

export const LIMITS: Limits = {
  headMs: 10_000,
  headBytes: 16 * 1024,
  callMs: 20_000,
  callBytes: 16 * 1024 * 1024,
  uploadBytes: 4 * 1024 ** 3,
  idleMs: 30_000,
  connections: 128,
  streams: 32,
  heartbeatMs: 15_000,
};
