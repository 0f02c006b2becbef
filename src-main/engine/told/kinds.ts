// The kinds of facts that this program knows, for reading what another version may have told. Must not: say what a kind means.
import type { FactKind } from '../facts.ts';

/** By kind, so that a kind that is new is missed here by the compiler. */
const KNOWN: Readonly<Record<FactKind, true>> = {
  book: true,
  account: true,
  credit_type: true,
  meter: true,
  rate: true,
  pack: true,
  plan: true,
  customer: true,
  subscription: true,
  cancellation: true,
  grant: true,
  adjustment: true,
  void: true,
  exclusion: true,
  batch: true,
  undo: true,
  close: true,
  reopen: true,
  profile: true,
  letterhead: true,
  backups: true,
  document: true,
  journal_template: true,
  outside_profile: true,
  outside: true,
  outside_undo: true,
  matching: true,
  match: true,
  unmatch: true,
  item_note: true,
  sign_off: true,
  legacy_layout: true,
  migration: true,
  migration_undo: true,
  comparison: true,
};

export const isKnownKind = (kind: string): kind is FactKind => Object.hasOwn(KNOWN, kind);
