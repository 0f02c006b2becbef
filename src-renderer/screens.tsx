// The screens, in the order of the rail. A screen is a folder of features/ with a screen.tsx; it is named here and nowhere else.
import {
  IconCalendarCheck,
  IconChartHistogram,
  IconFileText,
  IconLayoutDashboard,
  IconListDetails,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconTable,
  IconTag,
  IconUpload,
  IconUsers,
  IconWaveSine,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { lazy } from 'react';

export interface Screen {
  /** First part of its address: #/customers. */
  readonly key: string;
  readonly title: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly view: ComponentType;
  /** Has an address, and is reached from another screen: not in the rail. */
  readonly hidden?: boolean;
  /** At the foot of the rail, without a number. */
  readonly foot?: boolean;
}

export const SCREENS: readonly Screen[] = [
  {
    key: 'overview',
    title: 'Overview',
    icon: IconLayoutDashboard,
    view: lazy(() => import('./features/overview/screen.tsx')),
  },
  {
    key: 'customers',
    title: 'Customers',
    icon: IconUsers,
    view: lazy(() => import('./features/customers/screen.tsx')),
  },
  {
    key: 'catalog',
    title: 'Catalog',
    icon: IconTag,
    view: lazy(() => import('./features/catalog/screen.tsx')),
  },
  {
    key: 'usage',
    title: 'Usage',
    icon: IconWaveSine,
    view: lazy(() => import('./features/usage/screen.tsx')),
  },
  {
    key: 'ledger',
    title: 'Ledger',
    icon: IconListDetails,
    view: lazy(() => import('./features/ledger/screen.tsx')),
  },
  {
    key: 'months',
    title: 'Months',
    icon: IconCalendarCheck,
    view: lazy(() => import('./features/months/screen.tsx')),
  },
  {
    key: 'statements',
    title: 'Statements',
    icon: IconFileText,
    view: lazy(() => import('./features/statements/screen.tsx')),
  },
  {
    key: 'revenue',
    title: 'Revenue',
    icon: IconChartHistogram,
    view: lazy(() => import('./features/revenue/screen.tsx')),
  },
  {
    key: 'reconcile',
    title: 'Reconcile',
    icon: IconScale,
    view: lazy(() => import('./features/reconcile/screen.tsx')),
  },
  {
    key: 'audit',
    title: 'Audit',
    icon: IconShieldCheck,
    view: lazy(() => import('./features/audit/screen.tsx')),
  },
  {
    key: 'settings',
    title: 'Settings',
    icon: IconSettings,
    view: lazy(() => import('./features/settings/screen.tsx')),
    foot: true,
  },
  {
    key: 'import',
    title: 'Import usage',
    icon: IconUpload,
    view: lazy(() => import('./features/import/screen.tsx')),
    hidden: true,
  },
  {
    key: 'migrate',
    title: 'Replace a spreadsheet',
    icon: IconTable,
    view: lazy(() => import('./features/migrate/screen.tsx')),
    hidden: true,
  },
];

/** Those of the rail, in its order, each with the digit that leads there with Ctrl: 1 to 9, then 0. */
export const RAIL_SCREENS: readonly (Screen & { readonly digit: number | null })[] = SCREENS.filter(
  ({ hidden }) => !hidden,
).map((screen, index) => ({ ...screen, digit: screen.foot || index > 9 ? null : (index + 1) % 10 }));
