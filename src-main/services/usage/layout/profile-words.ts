// Import profiles as people read them: what each setting is called and what it says. Must not: change a profile.
import type { Session } from '../../session.ts';
import { listProfiles } from './profiles.ts';

export interface ProfileInWords {
  name: string;
  says: { what: string; value: string }[];
}

export function profilesInWords(session: Session): ProfileInWords[] {
  return listProfiles(session).map(({ name, profile }) => ({ name, says: settingsOf(profile, '') }));
}

/** Settings that say nothing are left out; nested ones are named with what they belong to. */
function settingsOf(settings: object, within: string): ProfileInWords['says'] {
  return Object.entries(settings).flatMap(([key, value]: [string, unknown]) => {
    const what = `${within}${wordsOf(key)}`;
    if (value === null || value === undefined || value === '' || value === false || value === 0) return [];
    if (Array.isArray(value))
      return value.length === 0 ? [] : [{ what, value: value.map(String).join(', ') }];
    if (typeof value !== 'object') return [{ what, value: String(value) }];
    if ('column' in value) return [{ what, value: `column “${String(value.column)}”` }];
    if ('value' in value) return [{ what, value: `always ${String(value.value)}` }];
    return settingsOf(value, key === 'columns' ? '' : `${what}: `);
  });
}

/** "event_id" and "dateOrder" as "event id" and "date order". */
function wordsOf(key: string): string {
  return key.replaceAll('_', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
