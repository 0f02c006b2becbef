// What workbooks and screens call what happened, what a lot is and what is charged; months and days as people write them.
// Must not: say anything of one workbook.
import { monthWord } from '../../../src-shared/month-words.ts';
import type { ChargeKind, LotKind, PostingKind } from '../../engine/postings.ts';

/** What happened, as statements say it. Formulas select by these words. */
export const ENTRY_WORDS: Readonly<Record<PostingKind, string>> = {
  grant: 'Granted',
  opening: 'Granted',
  rollover_in: 'Rolled in',
  reinstatement: 'Reinstated',
  drawdown: 'Used',
  expiry: 'Expired',
  rollover_out: 'Rolled out',
  refund: 'Refunded',
  void: 'Voided',
  overage: 'Overage',
  deficit: 'Deficit',
  charge: 'Charge',
  reversal: 'Reversal',
};

export const LOT_WORDS: Readonly<Record<LotKind, string>> = {
  allocation: 'Allocation',
  top_up: 'Top-up',
  auto_top_up: 'Automatic top-up',
  promo: 'Promotion',
  opening: 'Opening balance',
  rollover: 'Rollover',
  reinstatement: 'Reinstatement',
};

export const CHARGE_WORDS: Readonly<Record<ChargeKind, string>> = {
  plan: 'Plan',
  top_up: 'Top-up',
  auto_top_up: 'Automatic top-up',
  overage: 'Overage',
  credit: 'Credit for voided usage',
};

/** "2026-01" → "January 2026" */
export function monthInWords(month: string): string {
  return `${monthWord(Number(month.slice(5, 7)))} ${month.slice(0, 4)}`;
}

/** "2026-01-31" → "31 January 2026" */
export function dateInWords(day: string): string {
  return `${Number(day.slice(8, 10))} ${monthInWords(day)}`;
}
