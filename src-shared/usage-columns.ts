// The columns of usage as the page shows it and as it is exported: one list, so that both agree. Must not: hold rows.
import type { Column } from './report-table.ts';

export const USAGE_COLUMNS: readonly Column[] = [
  { key: 'occurred_at', title: 'Occurred', type: 'instant' },
  { key: 'event_id', title: 'Event', type: 'text' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'meter', title: 'Meter', type: 'text' },
  { key: 'quantity', title: 'Quantity', type: 'quantity' },
  { key: 'state', title: 'State', type: 'text' },
  { key: 'need', title: 'Credits needed', type: 'credits' },
  { key: 'drawn', title: 'Drawn', type: 'credits' },
  { key: 'overage', title: 'Not covered', type: 'credits' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'revenue', title: 'Revenue', type: 'money' },
  { key: 'currency', title: 'Currency', type: 'text' },
  { key: 'lots', title: 'Lots', type: 'text' },
  { key: 'batch', title: 'Batch', type: 'text' },
  { key: 'line', title: 'Line', type: 'text' },
  { key: 'posted_at', title: 'Posted', type: 'instant' },
];

/** What a row of usage is now. */
export const USAGE_STATES = {
  counted: 'Counted',
  late: 'Late',
  no_rate: 'No rate',
  excluded: 'Excluded',
  voided: 'Voided',
} as const;
export type UsageState = keyof typeof USAGE_STATES;
