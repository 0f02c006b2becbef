// Commands that have verbs of their own ("profile BOOK save NAME FILE"): which one is meant, and whether it got what it takes.
// Must not: carry one out.
import { nearest } from '../../../src-shared/nearest.ts';
import { WrongArguments } from './answer.ts';

/** What each verb of a command takes, in words for people. */
export type Takes<V extends string> = Readonly<Record<V, readonly string[]>>;

/** Throws WrongArguments where the command has no such verb, or it got too little or too much. */
export function verbOf<V extends string>(
  command: string,
  takes: Takes<V>,
  text: string,
  given: readonly string[],
): V {
  const verbs = Object.keys(takes) as V[];
  const verb = verbs.find((one) => one === text);
  if (verb === undefined) {
    const near = nearest(text, verbs);
    throw new WrongArguments(
      'unknown_command',
      `${command} has no "${text}"`,
      `${near === null ? '' : `Did you mean ${near}? `}It has ${verbs.join(', ')}`,
    );
  }
  const wanted = takes[verb];
  const missing = wanted[given.length];
  if (missing !== undefined)
    throw new WrongArguments('missing_argument', `${command} ${verb} needs ${missing}`);
  if (given.length > wanted.length) {
    const most = wanted.join(' and ') || 'nothing more';
    throw new WrongArguments('too_many_arguments', `${command} ${verb} takes ${most}`);
  }
  return verb;
}
