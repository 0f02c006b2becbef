// What reports there are, for help and for checking a name before a book is opened: light to load.
// Must not: make a report.
import { REPORTS } from '../reports/report.ts';

export const REPORT_LIST: readonly { name: string; title: string; description: string }[] = REPORTS.map(
  ({ name, title, description }) => ({ name, title, description }),
);
