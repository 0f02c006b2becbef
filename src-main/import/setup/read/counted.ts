// The tables of what is counted: credit types, meters, rates (rules §3, §4, §6).
// Must not: change a rate that stands; a new one from a later date does that.

import { ROUNDINGS } from '../../../../src-shared/decimal.ts';
import type { BurnKey } from '../../../engine/facts.ts';
import { BURN_KEYS, DEFAULT_BURN_ORDER } from '../../../engine/facts.ts';
import type { Load } from '../load.ts';
import { checkOpen } from '../open-dates.ts';
import type { SetupRow } from '../row.ts';
import {
  readAboveZero,
  readChoice,
  readCode,
  readDate,
  readFineNumber,
  readList,
  readText,
  readWhole,
} from '../values.ts';

export const readBurnOrder = readList<BurnKey>(readChoice(BURN_KEYS));

export function readCreditTypes(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const code = row.take('code', readCode, row.text('code'));
    load.settle(row, 'credit_type', {
      code,
      name: row.take('name', readText, code),
      unit: row.take('unit', readText, ''),
      scale: row.take('scale', readWhole(0, 6), 2),
      rounding: row.take('rounding', readChoice(ROUNDINGS), 'half_up'),
      burnOrder: row.take('burn_order', readBurnOrder, [...DEFAULT_BURN_ORDER]),
    });
  }
}

export function readMeters(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const code = row.take('code', readCode, row.text('code'));
    load.settle(row, 'meter', {
      code,
      name: row.take('name', readText, code),
      unit: row.take('unit', readText, ''),
    });
  }
}

export function readRates(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const from = row.take('from', readDate, '');
    const body = {
      meter: load.reference(row, 'meter', 'meters')?.code ?? '',
      creditType: load.reference(row, 'credit_type', 'credit_types')?.code ?? '',
      units: row.take('units', readAboveZero, ''),
      credits: row.take('credits', readFineNumber, ''),
      from,
      customer: load.reference(row, 'customer', 'customers')?.code ?? null,
    };
    if (load.settle(row, 'rate', body) === 'added') checkOpen(load, row, 'from', from);
  }
}
