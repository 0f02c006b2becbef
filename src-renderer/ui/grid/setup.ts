// AG Grid as this program uses it: Community modules, and one theme made of our own colours in two densities.
// Must not: use anything of the Enterprise edition.
import {
  AllCommunityModule,
  colorSchemeVariable,
  createGrid,
  ModuleRegistry,
  themeQuartz,
} from 'ag-grid-community';
import type { Density } from '../preferences.tsx';

ModuleRegistry.registerModules([AllCommunityModule]);

const colours = {
  backgroundColor: 'var(--dd-bg)',
  foregroundColor: 'var(--dd-ink)',
  accentColor: 'var(--dd-accent)',
  borderColor: 'var(--dd-line)',
  chromeBackgroundColor: 'var(--dd-chrome)',
  headerBackgroundColor: 'var(--dd-chrome)',
  headerTextColor: 'var(--dd-dim)',
  rowHoverColor: 'color-mix(in srgb, var(--dd-ink) 4%, transparent)',
  selectedRowBackgroundColor: 'var(--dd-accent-soft)',
  menuBackgroundColor: 'var(--dd-raised)',
  textColor: 'var(--dd-ink)',
} as const;

const shape = {
  fontFamily: 'var(--dd-font)',
  headerFontWeight: 500,
  borderRadius: 3,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  columnBorder: { color: 'color-mix(in srgb, var(--dd-line) 55%, transparent)' },
  headerColumnBorder: false,
  cellHorizontalPadding: 8,
} as const;

const base = themeQuartz.withPart(colorSchemeVariable).withParams({ ...colours, ...shape });

export const THEMES: Readonly<Record<Density, typeof base>> = {
  compact: base.withParams({ spacing: 4, fontSize: 13, headerFontSize: 12, rowHeight: 26, headerHeight: 28 }),
  comfortable: base.withParams({
    spacing: 6,
    fontSize: 14,
    headerFontSize: 13,
    rowHeight: 34,
    headerHeight: 36,
  }),
};

/**
 * The styles of grids come with the first of a page and go with the last, and each time all of the page is worked out anew. One grid that
 * nobody sees keeps them; it is made while the page has nothing to do.
 */
const whenIdle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200));
whenIdle(() => createGrid(document.createElement('div'), { theme: THEMES.compact }));
