// The tables of what is sold: packs and plans (rules §5, §8, §9).
// Must not: accept a setting that would be ignored; its author believes in it.

import type { CreditTypeFact, PackFact, PlanFact } from '../../../engine/facts.ts';
import { OVERAGES, ROLLOVERS } from '../../../engine/facts.ts';
import type { Load } from '../load.ts';
import { moneyScale } from '../load.ts';
import type { SetupRow } from '../row.ts';
import { PLAN_TYPES } from '../spec/offer-tables.ts';
import {
  readAmount,
  readBreakage,
  readChoice,
  readCode,
  readCurrency,
  readExpiry,
  readFineNumber,
  readInterval,
  readRolloverCap,
  readText,
  readWhole,
} from '../values.ts';

export const DEFAULT_PRIORITY = 100;
export const readPriority = readWhole(-1_000_000, 1_000_000);
const readCount = readWhole(0, 1_000_000);

export const readCredits = (creditType: CreditTypeFact | null | undefined) =>
  readAmount(creditType?.scale ?? null, creditType ? creditType.code : 'the credit type');
export const readMoney = (currency: string) => readAmount(moneyScale(currency), currency);

/** Credits at a price, as packs and plans give them alike. */
function offerOf(load: Load, row: SetupRow) {
  const code = row.take('code', readCode, row.text('code'));
  const creditType = load.reference(row, 'credit_type', 'credit_types');
  const currency = row.take('currency', readCurrency, load.book?.currency ?? '');
  const offer = {
    code,
    name: row.take('name', readText, code),
    creditType: creditType?.code ?? '',
    credits: row.take('credits', readCredits(creditType?.body), ''),
    price: row.take('price', readMoney(currency), ''),
    currency,
    priority: row.take('priority', readPriority, DEFAULT_PRIORITY),
    expectedBreakage: row.take('expected_breakage', readBreakage, '0'),
  };
  checkPriceHasCredits(row, offer.credits, offer.price);
  return { offer, creditType: creditType?.body ?? null };
}

/** A plan, pack or grant of 0 credits with a price is refused (rules §5): its money could never be recognised. */
export function checkPriceHasCredits(row: SetupRow, credits: string, price: string): void {
  if (row.failed || credits !== '0' || price === '0') return;
  const column = row.isBlank('credits') && !row.isBlank('price') ? 'price' : 'credits';
  row.fail(
    'price_without_credits',
    column,
    `0 credits have a price of ${price}`,
    'Give credits, or a price of 0',
  );
}

export function readPacks(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const { offer } = offerOf(load, row);
    const body: PackFact = { ...offer, expires: row.take('expires', readExpiry({}), 'never') };
    load.settle(row, 'pack', body);
  }
}

export function readPlans(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const { offer, creditType } = offerOf(load, row);
    const body: PlanFact = {
      ...offer,
      type: row.take('type', readChoice(PLAN_TYPES), 'base'),
      interval: row.take('interval', readInterval, ''),
      expires: row.take('expires', readExpiry({ periodEnd: true }), 'period_end'),
      ...rolloverOf(row, creditType),
      ...overageOf(load, row, creditType),
    };
    load.settle(row, 'plan', body);
  }
}

function rolloverOf(row: SetupRow, creditType: CreditTypeFact | null) {
  const rollover = row.take('rollover', readChoice(ROLLOVERS), 'none');
  if (rollover === 'none') {
    const hint = 'Say how credits roll over in rollover, or leave this blank';
    for (const column of ['rollover_cap', 'rollover_times', 'rollover_priority']) {
      row.refuse(column, 'while rollover is none', hint);
    }
    if (row.text('rollover_expires') !== '') {
      const period =
        row.take('rollover_expires', readExpiry({ periodEnd: true }), 'period_end') === 'period_end';
      if (!period) row.refuse('rollover_expires', 'while rollover is none', hint);
    }
  }
  const withThreshold = rollover === 'if_at_least' || rollover === 'excess_over';
  if (withThreshold) row.need('rollover_threshold', `rollover ${rollover}`);
  else {
    const hint = 'Choose if_at_least or excess_over, or leave it blank';
    row.refuse('rollover_threshold', `while rollover is ${rollover}`, hint);
  }
  const rolls = rollover !== 'none';
  return {
    rollover,
    rolloverThreshold: row.take('rollover_threshold', readCredits(creditType), '0'),
    rolloverCap: rolls ? row.take('rollover_cap', readRolloverCap(creditType?.scale ?? null), null) : null,
    rolloverTimes: rolls ? row.take('rollover_times', readCount, null) : null,
    rolloverExpires: rolls
      ? row.take('rollover_expires', readExpiry({ periodEnd: true }), 'period_end')
      : 'period_end',
    rolloverPriority: rolls ? row.take('rollover_priority', readPriority, null) : null,
  };
}

function overageOf(load: Load, row: SetupRow, creditType: CreditTypeFact | null) {
  const overage = row.take('overage', readChoice(OVERAGES), 'block');
  const buys = overage === 'auto_top_up';
  const bills = buys || overage === 'bill_next_cycle' || overage === 'charge_now';
  if (bills) row.need('overage_price', `overage ${overage}`);
  else {
    const hint = 'Choose bill_next_cycle, charge_now or auto_top_up, or leave the price blank';
    row.refuse('overage_price', `while overage is ${overage}`, hint);
  }
  if (buys) row.need('auto_top_up_pack', 'overage auto_top_up');
  else {
    for (const column of ['auto_top_up_pack', 'auto_top_up_below', 'auto_top_up_limit']) {
      row.refuse(column, `while overage is ${overage}`, 'Choose auto_top_up, or leave this blank');
    }
  }
  return {
    overage,
    overagePrice: bills ? row.take('overage_price', readFineNumber, null) : null,
    autoTopUpPack: buys ? topUpPack(load, row, creditType) : null,
    autoTopUpBelow: buys ? row.take('auto_top_up_below', readCredits(creditType), '0') : '0',
    autoTopUpLimit: buys ? row.take('auto_top_up_limit', readCount, null) : null,
  };
}

/** The pack must fill the plan's own wallet, and with something, or buying would never end. */
function topUpPack(load: Load, row: SetupRow, creditType: CreditTypeFact | null): string | null {
  const pack = load.reference(row, 'auto_top_up_pack', 'packs');
  if (pack?.body && creditType && pack.body.creditType !== creditType.code) {
    const message = `The pack ${pack.code} is of ${pack.body.creditType}, the plan of ${creditType.code}`;
    row.fail('other_credit_type', 'auto_top_up_pack', message, `Name a pack of ${creditType.code}`);
  }
  if (pack?.body?.credits === '0') {
    const message = `The pack ${pack.code} has 0 credits`;
    row.fail('empty_top_up_pack', 'auto_top_up_pack', message, 'Name a pack with credits');
  }
  return pack?.code ?? null;
}
