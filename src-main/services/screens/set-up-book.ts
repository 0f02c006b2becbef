// The settings of a book as the `book` table of a setup would tell them: the first ones, and another name later.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { madeTable } from '../incoming/made-table.ts';
import type { Session } from '../session.ts';
import type { SetupLoaded } from '../setup.ts';
import { loadSetup } from '../setup.ts';

export interface FirstSettings {
  name: string;
  currency: string;
  timeZone: string;
  firstMonth: Month;
}

/** Refused, with the reason, as the setup tables are: an unknown currency or zone, a book that has its settings. */
export function setUpBook(session: Session, settings: FirstSettings): Result<SetupLoaded> {
  return loadBookTable(session, settings, 'New book');
}

/** The book under another name; everything else as it stands. */
export function renameBook(session: Session, name: string): Result<SetupLoaded> {
  const { currency, timeZone, firstMonth } = session.book().fact;
  return loadBookTable(session, { name, currency, timeZone, firstMonth }, 'Settings');
}

function loadBookTable(session: Session, settings: FirstSettings, place: string): Result<SetupLoaded> {
  const { name, currency, timeZone, firstMonth } = settings;
  const cells = [
    ['name', name.trim()],
    ['currency', currency.trim().toUpperCase()],
    ['time_zone', timeZone.trim()],
    ['first_month', firstMonth],
  ];
  return loadSetup(session, [madeTable('book', place, ['key', 'value'], cells)], place);
}
