// Profiles of outside tables that a book has: how the files of a billing program, a general ledger or a usage source are laid out.
// Must not: look at a file.
import { basename } from 'node:path';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { must, Refusal, refused } from '../../../../src-shared/findings/finding.ts';
import type { ReconcileCode } from '../../../../src-shared/findings/reconcile.ts';
import { nearest } from '../../../../src-shared/nearest.ts';
import type { Leg } from '../../../../src-shared/reconcile/words.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { type OutsideProfile, parseOutsideProfile } from '../../../import/outside/profile.ts';
import { canonicalJson } from '../../../storage/fact-log.ts';
import { readJsonFile } from '../../files/json-file.ts';
import type { Session } from '../../session.ts';
import { latest } from '../../session.ts';

export interface NamedOutsideProfile {
  name: string;
  profile: OutsideProfile;
}

/** Those that stand, by name. */
export function outsideProfiles(session: Session): NamedOutsideProfile[] {
  return [...latest(session, 'outside_profile').values()]
    .flatMap(({ name, profile }) => {
      const parsed = profile === null ? null : parseOutsideProfile(profile);
      return parsed?.ok ? [{ name, profile: parsed.value }] : [];
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** Throws a Refusal where there is none of that name for the leg. @param leg null: of any. */
export function profileNamed(session: Session, leg: Leg | null, name: string): NamedOutsideProfile {
  const all = outsideProfiles(session).filter(({ profile }) => leg === null || profile.leg === leg);
  const found = all.find((one) => one.name === name.trim());
  if (found) return found;
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  const known = names.length > 0 ? `The book has ${names.join(', ')}` : 'The book has none yet';
  throw new Refusal({
    code: 'unknown_outside_profile' satisfies ReconcileCode,
    message: `There is no profile "${name}" to reconcile with`,
    hint: near === null ? known : `Did you mean ${near}? ${known}`,
  });
}

/** Saves a profile under a name; one of that name is replaced, and stays on record. */
export function saveOutsideProfile(
  session: Session,
  name: string,
  data: unknown,
  source: string,
): Result<{ name: string; unchanged: boolean }> {
  return session.act(() => {
    const wanted = name.trim();
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(wanted))
      throw new Refusal({
        code: 'bad_profile_name',
        message: `"${wanted}" is no name for a profile`,
        hint: 'Use letters, digits, blanks, dots, dashes and underscores, at most 60',
      });
    const profile = must(parseOutsideProfile(data));
    const before = outsideProfiles(session).find((one) => one.name === wanted);
    const unchanged = before !== undefined && canonicalJson(before.profile) === canonicalJson(profile);
    if (!unchanged) session.tell([{ kind: 'outside_profile', body: { name: wanted, profile } }], source);
    return { name: wanted, unchanged };
  });
}

export function saveOutsideProfileFile(
  session: Session,
  name: string,
  path: string,
): Result<{ name: string; unchanged: boolean }> {
  const { data, why } = readJsonFile(path);
  if (why === null) return saveOutsideProfile(session, name, data, basename(path));
  return refused({
    code: 'bad_outside_profile' satisfies ReconcileCode,
    place: { file: basename(path) },
    message: `The profile was not saved: ${why}`,
    hint: 'Give a JSON file, such as `reconciliation BOOK propose KIND FILE` writes',
  });
}

/** Takes a profile away. What was taken in with it stays as it is, and the profile stays on record. */
export function deleteOutsideProfile(session: Session, name: string): Result<{ name: string }> {
  return session.act(() => {
    const found = profileNamed(session, null, name);
    session.tell(
      [{ kind: 'outside_profile', body: { name: found.name, profile: null } }],
      `reconcile profile delete ${name}`,
    );
    return { name: found.name };
  });
}
