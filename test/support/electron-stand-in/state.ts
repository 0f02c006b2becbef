// What the stand-in remembers of a program that runs in it: what it registered, asked and showed. Must not: decide anything.
import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';

export type Handler = (event: object, ...given: unknown[]) => unknown;

export interface State {
  ready: boolean;
  mustBeReady(what: string): void;
  mustNotBeReady(what: string): void;
  schemes: readonly string[];
  readonly protocols: Map<string, (request: Request) => Promise<Response>>;
  readonly handlers: Map<string, Handler>;
  /** Events of `app`. */
  readonly contents: EventEmitter;
  menu: Menu | null;
  window: object | null;
  close: () => void;
  /** Whether the window closes although its page would not have it. */
  leaves: () => boolean;
  shown: boolean;
  focused: number;
  title: string;
  represented: string;
  openWindow: ((asked: { url: string }) => { action: string }) | null;
  readonly navigations: { url: string; denied: boolean }[];
  readonly opened: string[];
  readonly recent: string[];
  permission: ((contents: object, permission: string, done: (granted: boolean) => void) => void) | null;
  /** What a person will choose in the next dialogs; null: cancels. */
  readonly choices: (string | null)[];
  /** Which button a person will press in the next question. */
  readonly presses: number[];
  readonly told: { message: string; detail: string }[];
}

export function newState(): State {
  const state: State = {
    ready: false,
    mustBeReady(what) {
      if (!state.ready) throw new Error(`${what} cannot be used before the app is ready`);
    },
    mustNotBeReady(what) {
      if (state.ready) throw new Error(`${what} must be used before the app is ready`);
    },
    schemes: [],
    protocols: new Map(),
    handlers: new Map(),
    contents: new EventEmitter(),
    menu: null,
    window: null,
    close: () => {},
    leaves: () => true,
    shown: false,
    focused: 0,
    title: '',
    represented: '',
    openWindow: null,
    navigations: [],
    opened: [],
    recent: [],
    permission: null,
    choices: [],
    presses: [],
    told: [],
  };
  return state;
}
