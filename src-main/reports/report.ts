// The reports by name: what the command line lists, the screens offer and the workbooks are made of.
// Must not: read anything but a ReportSource.
import type { ReportTable } from '../../src-shared/report-table.ts';
import { balances } from './balances.ts';
import { charges } from './charges.ts';
import { exceptions } from './exceptions.ts';
import { journal } from './journal.ts';
import { ledger } from './ledger.ts';
import { lots } from './lots.ts';
import { SCHEDULES } from './recognition/schedules.ts';
import { revenue } from './revenue.ts';
import type { ReportSource } from './source.ts';
import { wallets } from './wallets.ts';

export interface Report {
  readonly name: string;
  readonly title: string;
  /** One line for --help and tooltips. */
  readonly description: string;
  make(source: ReportSource): ReportTable;
}

export const REPORTS: readonly Report[] = [
  balances,
  lots,
  ledger,
  charges,
  wallets,
  revenue,
  journal,
  exceptions,
];

/** The schedules of the screen are found by name, too. */
export function reportNamed(name: string): Report | undefined {
  return [...REPORTS, ...SCHEDULES].find((report) => report.name === name);
}
