// Profiles of outside tables that a book has: how the files of a billing program, a general ledger or a usage source are laid out.
// Must not: look at a file.
import { basename } from 'node:path';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import type { ReconcileCode } from '../../../../src-shared/findings/reconcile.ts';
import type { ServiceCode } from '../../../../src-shared/findings/service.ts';
import type { Leg } from '../../../../src-shared/reconcile/words.ts';
import { type OutsideProfile, parseOutsideProfile } from '../../../import/outside/profile.ts';
import type { Kept, Saved } from '../../kept-by-name.ts';
import { keptByName } from '../../kept-by-name.ts';
import type { Session } from '../../session.ts';

const PROFILES = keptByName({
  kind: 'outside_profile',
  field: 'profile',
  called: 'reconciliation profile',
  parse: parseOutsideProfile,
  codes: {
    unknown: 'unknown_outside_profile',
    badName: 'bad_profile_name',
    unreadable: 'bad_outside_profile',
  } satisfies Record<string, ReconcileCode | ServiceCode>,
  writtenBy: 'reconciliation BOOK propose KIND FILE',
});

export type NamedOutsideProfile = Kept<'outside_profile', OutsideProfile>;
type OutsideProfileSaved = Saved<'outside_profile', OutsideProfile>;

/** Those that stand, by name. */
export const outsideProfiles = (session: Session): NamedOutsideProfile[] => PROFILES.list(session);

/** Throws a Refusal where there is none of that name for the leg. */
export function profileNamed(session: Session, leg: Leg, name: string): NamedOutsideProfile {
  const ofLeg = outsideProfiles(session).filter(({ profile }) => profile.leg === leg);
  return PROFILES.named(ofLeg, name);
}

/** Saves a profile under a name; one of that name is replaced, and stays on record. */
export function saveOutsideProfile(
  session: Session,
  name: string,
  data: unknown,
  source: string,
): Result<OutsideProfileSaved> {
  return session.act(() => PROFILES.save(session, name, data, source));
}

export function saveOutsideProfileFile(
  session: Session,
  name: string,
  path: string,
): Result<OutsideProfileSaved> {
  return session.act(() => PROFILES.save(session, name, PROFILES.read(path), basename(path)));
}

/** Takes a profile away. What was taken in with it stays as it is, and the profile stays on record. */
export function deleteOutsideProfile(session: Session, name: string): Result<NamedOutsideProfile> {
  return session.act(() => PROFILES.delete(session, name));
}
