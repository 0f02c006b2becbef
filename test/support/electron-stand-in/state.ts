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
  readonly recent: string[];
  /** Events of the page's contents, and of the session it is in. */
  readonly ofPage: EventEmitter;
  readonly ofSession: EventEmitter;
  /** Whether the session lets a request to this address go. */
  lets: (url: string) => boolean;
  mayAlready: ((contents: object | null, permission: string, origin: string) => boolean) | null;
  mayUse: ((device: object) => boolean) | null;
  permission: ((contents: object, permission: string, done: (granted: boolean) => void) => void) | null;
  /** What a person will choose in the next dialogs; null: cancels. */
  readonly choices: (string | null)[];
  /** Where each dialog began. */
  readonly proposed: string[];
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
    recent: [],
    ofPage: new EventEmitter(),
    ofSession: new EventEmitter(),
    lets: () => true,
    mayAlready: null,
    mayUse: null,
    permission: null,
    choices: [],
    proposed: [],
    presses: [],
    told: [],
  };
  return state;
}
