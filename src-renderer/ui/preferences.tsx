// What a person chose of the look: density, number and date formats. Kept on this computer, not in the book.
// The colour scheme is kept by Mantine's provider. Must not: hold anything of a book.
import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { DateSettings, DateStyle } from './format/dates.ts';
import type { NumberStyle } from './format/numbers.ts';
import { numberStyle } from './format/numbers.ts';

export type Density = 'compact' | 'comfortable';

export interface Preferences {
  readonly density: Density;
  /** A locale whose way of writing numbers is used; '' is the computer's. */
  readonly numbers: string;
  readonly dates: DateStyle;
  /** Grids as screen readers need them: every row in the document, nothing pinned. */
  readonly accessibleGrids: boolean;
}

/** Ways of writing that can be chosen, in the words of an example. */
export const DATE_STYLES: Readonly<Record<DateStyle, string>> = {
  short: '31 Mar 2026',
  iso: '2026-03-31',
  locale: 'As on this computer',
};
/** By the locale that writes so. */
export const NUMBER_STYLES: Readonly<Record<string, string>> = {
  '': 'As on this computer',
  'en-GB': '1,234.50',
  'de-DE': '1.234,50',
  'fr-FR': '1 234,50',
  'de-CH': '1’234.50',
};

interface Standing extends Preferences {
  readonly numberStyle: NumberStyle;
  readonly dateSettings: DateSettings;
  /** Of tables, in pixels. */
  readonly textSize: number;
  set(change: Partial<Preferences>): void;
}

const KEY = 'drawdown.preferences';
const FIRST: Preferences = { density: 'compact', numbers: '', dates: 'short', accessibleGrids: false };

const Context = createContext<Standing | null>(null);

function read(): Preferences {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return FIRST;
  }
}

/** @param timeZone the open book's, in which instants are shown. */
export function PreferencesProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  const [chosen, choose] = useState(read);
  const set = useCallback((change: Partial<Preferences>) => {
    choose((before) => {
      const after = { ...before, ...change };
      localStorage.setItem(KEY, JSON.stringify(after));
      return after;
    });
  }, []);
  useEffect(() => {
    document.documentElement.dataset.density = chosen.density;
  }, [chosen.density]);
  const standing = useMemo((): Standing => {
    return {
      ...chosen,
      set,
      numberStyle: numberStyle(chosen.numbers || navigator.language),
      dateSettings: { locale: navigator.language, style: chosen.dates, timeZone },
      textSize: chosen.density === 'compact' ? 13 : 14,
    };
  }, [chosen, set, timeZone]);
  return <Context value={standing}>{children}</Context>;
}

export function usePreferences(): Standing {
  const standing = use(Context);
  if (!standing) throw new Error('no PreferencesProvider around this');
  return standing;
}
