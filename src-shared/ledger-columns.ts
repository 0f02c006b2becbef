// The columns of the ledger as the page shows it and as it is reported: one list, so that both agree. Must not: hold rows.
import type { Column } from './report-table.ts';

export const LEDGER_COLUMNS: readonly Column[] = [
  { key: 'at', title: 'At', type: 'instant' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'entry', title: 'Entry', type: 'text' },
  { key: 'lot', title: 'Lot', type: 'text' },
  { key: 'event_id', title: 'Event', type: 'text' },
  { key: 'meter', title: 'Meter', type: 'text' },
  { key: 'credits', title: 'Credits', type: 'credits', sum: true },
  { key: 'overage', title: 'Overage', type: 'credits', sum: true },
  { key: 'revenue', title: 'Revenue', type: 'money', sum: true },
  { key: 'currency', title: 'Currency', type: 'text' },
];
