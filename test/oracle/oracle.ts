// The oracle: an independent, naive model of the ledger. It tells what every report of a book must say.
// It shares no code with the program and must not.
import { type Derived, derive } from './model/derive.ts';
import { type Refusal, readHistory } from './model/history.ts';
import { balances, ledger, lots, wallets } from './reports/credit-reports.ts';
import { charges, exceptions, journal, revenue } from './reports/money-reports.ts';
import type { World } from './world.ts';

const reports = { balances, lots, ledger, charges, wallets, revenue, journal, exceptions };

export type ReportName = keyof typeof reports;

export interface Answer {
  /** CSV texts, as `report` writes them. */
  reports: Record<ReportName, string>;
  /** Steps that must be refused; the setup is step 1. */
  refusals: Refusal[];
}

export function writeReports(derived: Derived): Record<ReportName, string> {
  const texts = Object.entries(reports).map(([name, report]) => [name, report(derived)]);
  return Object.fromEntries(texts);
}

/** The reports after the last step, up to the default month or to `through`. */
export function runOracle(world: World, through?: string): Answer {
  const facts = readHistory(world);
  return { reports: writeReports(derive(facts, through)), refusals: facts.refusals };
}
