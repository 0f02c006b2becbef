// What if a rule were another (experience, Catalog): the book's own usage under changed terms beside today's, by customer, in
// credits and money. Everything is derived in memory and thrown away; nothing is stored.
import type { Month } from '../../src-shared/calendar.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { done } from '../../src-shared/findings/finding.ts';
import type { Book } from '../engine/book.ts';
import { compileBook } from '../engine/book.ts';
import type { CreditTypeFact, PlanFact, RateFact, Told } from '../engine/facts.ts';
import type { Posting } from '../engine/postings.ts';
import type { RunSink } from '../engine/run.ts';
import { addUsage, finishRun, startRun } from '../engine/run.ts';
import { endOfMonth, liveUsage } from './deriving/derive.ts';
import type { Progress, Session } from './session.ts';
import { defaultThrough } from './through.ts';

/** Terms to try: those of a plan or a credit type as they would be; rates replace the standing row of their meter, date and customer. */
export interface Terms {
  plans: PlanFact[];
  creditTypes: CreditTypeFact[];
  rates: RateFact[];
}

/** What came out for one customer and credit type, in scaled credits and minor units. */
export interface Outcome {
  used: bigint;
  expired: bigint;
  rolledOver: bigint;
  overage: bigint;
  billed: bigint;
  recognized: bigint;
  deferred: bigint;
}

export interface Difference {
  customer: string;
  creditType: string;
  currency: string;
  today: Outcome;
  changed: Outcome;
}

export interface WhatIf {
  from: Month;
  through: Month;
  differences: Difference[];
}

/** Compares over the months `from` to the last one in which anything is dated. Customers without a difference are left out. */
export function whatIf(session: Session, terms: Terms, from: Month, progress?: Progress): Result<WhatIf> {
  const { db } = session.open;
  try {
    const through = defaultThrough(session);
    const today = session.book();
    const changed = compileBook(withTerms(session.facts(), terms))!;
    // Whatever deriving writes down along the way goes with the transaction.
    db.exec('BEGIN IMMEDIATE');
    const differences: Difference[] = [];
    const customers = [...today.customers.keys()];
    for (const [index, customer] of customers.entries()) {
      differences.push(...differencesOf(session, { today, changed, customer, from, through }));
      progress?.('Comparing', index + 1, customers.length);
    }
    return done({ from, through, differences });
  } catch (error) {
    return session.asRefusal(error);
  } finally {
    if (db.inTransaction) session.rollBack();
  }
}

interface Case {
  today: Book;
  changed: Book;
  customer: string;
  from: Month;
  through: Month;
}

function differencesOf(session: Session, { today, changed, customer, from, through }: Case): Difference[] {
  const before = outcomes(session, today, customer, from, through);
  const after = outcomes(session, changed, customer, from, through);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [creditType = '', currency = ''] = key.split('|');
    const [is, would] = [before.get(key) ?? nothing(), after.get(key) ?? nothing()];
    return same(is, would) ? [] : [{ customer, creditType, currency, today: is, changed: would }];
  });
}

/** The facts with other terms in the place of those that stand. */
function withTerms(facts: readonly Told[], { plans, creditTypes, rates }: Terms): Told[] {
  const plan = new Map(plans.map((body) => [body.code, body]));
  const creditType = new Map(creditTypes.map((body) => [body.code, body]));
  const rateKey = (body: RateFact): string => `${body.meter}|${body.customer ?? ''}|${body.from}`;
  const rate = new Map(rates.map((body) => [rateKey(body), body]));
  const changed = facts.map((fact): Told => {
    if (fact.kind === 'plan') return { kind: 'plan', body: plan.get(fact.body.code) ?? fact.body };
    if (fact.kind === 'credit_type')
      return { kind: 'credit_type', body: creditType.get(fact.body.code) ?? fact.body };
    if (fact.kind !== 'rate') return fact;
    const other = rate.get(rateKey(fact.body));
    rate.delete(rateKey(fact.body));
    return { kind: 'rate', body: other ?? fact.body };
  });
  return [...changed, ...[...rate.values()].map((body): Told => ({ kind: 'rate', body }))];
}

function outcomes(
  session: Session,
  book: Book,
  customer: string,
  from: Month,
  through: Month,
): Map<string, Outcome> {
  const found = new Map<string, Outcome>();
  const add = (creditType: string, posting: Posting): void => {
    const key = `${creditType}|${posting.currency ?? book.fact.currency}`;
    const outcome = found.get(key) ?? nothing();
    found.set(key, outcome);
    outcome.deferred += posting.basis;
    if (posting.month >= from) count(outcome, posting);
  };
  const sink: RunSink = { posting: add, lot() {}, expiry() {}, unrated() {} };
  const run = startRun(book, customer, sink);
  const until = endOfMonth(book, through);
  const { excluded } = book.customers.get(customer)!;
  for (const event of liveUsage(session, book, customer, Number.MIN_SAFE_INTEGER, until - 1)) {
    if (!excluded.has(event.eventId)) addUsage(run, event);
  }
  finishRun(run, until);
  return found;
}

function count(
  outcome: Outcome,
  { kind, chargeKind, credits, overage, usage, breakage, overageRevenue, amount }: Posting,
): void {
  if (kind === 'drawdown') outcome.used -= credits;
  else if (kind === 'expiry') outcome.expired -= credits;
  else if (kind === 'rollover_out') outcome.rolledOver -= credits;
  else if (kind === 'charge' && chargeKind !== null) outcome.billed += amount;
  outcome.overage += overage;
  outcome.recognized += usage + breakage + overageRevenue;
}

export const nothing = (): Outcome => ({
  used: 0n,
  expired: 0n,
  rolledOver: 0n,
  overage: 0n,
  billed: 0n,
  recognized: 0n,
  deferred: 0n,
});

function same(a: Outcome, b: Outcome): boolean {
  return (Object.keys(a) as (keyof Outcome)[]).every((key) => a[key] === b[key]);
}
