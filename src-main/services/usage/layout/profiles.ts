// Import profiles of a book: list, show, save, rename, delete (rules §12). Must not: look at a file of usage.
import { basename } from 'node:path';
import { Refusal, type Result } from '../../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../../src-shared/findings/service.ts';
import { parseProfile } from '../../../import/read-profile.ts';
import type { ImportProfile } from '../../../import/usage-profile.ts';
import type { Kept, Saved } from '../../kept-by-name.ts';
import { keptByName } from '../../kept-by-name.ts';
import type { Session } from '../../session.ts';

const PROFILES = keptByName({
  kind: 'profile',
  field: 'profile',
  called: 'import profile',
  parse: parseProfile,
  codes: {
    unknown: 'unknown_profile',
    badName: 'bad_profile_name',
    unreadable: 'profile_unreadable',
  } satisfies Record<string, ServiceCode>,
  writtenBy: 'profile BOOK propose FILE',
});

export type SavedProfile = Kept<'profile', ImportProfile>;
export type ProfileSaved = Saved<'profile', ImportProfile>;

/** The profiles that stand, by name. */
export const listProfiles = (session: Session): SavedProfile[] => PROFILES.list(session);

/** The profile saved under a name. Throws a Refusal where there is none of that name. */
export function profileNamed(session: Session, name: string): ImportProfile {
  return PROFILES.named(listProfiles(session), name).profile;
}

/** Refused: there is none of that name. */
export function showProfile(session: Session, name: string): Result<SavedProfile> {
  return session.peek(() => PROFILES.named(listProfiles(session), name));
}

/** A layout as the window sends it, checked. */
export const readLayout = (data: unknown): Result<ImportProfile> => parseProfile(data);

/** Saves a profile under a name; one of that name is replaced, and stays on record. */
export function saveProfile(
  session: Session,
  name: string,
  data: unknown,
  source: string,
): Result<ProfileSaved> {
  return session.act(() => PROFILES.save(session, name, data, source));
}

/** Reads a profile from a JSON file and saves it. */
export function saveProfileFile(session: Session, name: string, path: string): Result<ProfileSaved> {
  return session.act(() => PROFILES.save(session, name, PROFILES.read(path), basename(path)));
}

/** Calls a profile otherwise; what was imported under the old name keeps it. Refused: the new name is another's, or none. */
export function renameProfile(session: Session, name: string, to: string): Result<SavedProfile> {
  return session.act(() => {
    const all = listProfiles(session);
    const found = PROFILES.named(all, name);
    const wanted = PROFILES.goodName(to);
    if (wanted === found.name) return found;
    if (all.some((one) => one.name === wanted)) {
      throw new Refusal({
        code: 'bad_profile_name' satisfies ServiceCode,
        message: `There is a profile "${wanted}" already`,
        hint: 'Choose another name, or delete that one first',
      });
    }
    const renamed = PROFILES.save(session, wanted, found.profile, `import profile ${found.name} renamed`);
    PROFILES.delete(session, found.name);
    return renamed;
  });
}

/** Takes a profile away. What was imported with it stays as it is, and the profile stays on record. */
export function deleteProfile(session: Session, name: string): Result<SavedProfile> {
  return session.act(() => PROFILES.delete(session, name));
}
