// Who issues statements: name, address, tax id, contact, logo, and what is said at the foot. The latest one told holds for what is
// issued from then on; what was issued stays as it is. Must not: draw it.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { shown } from '../../../src-shared/shown.ts';
import type { LetterheadFields, LetterheadFile } from '../../../src-shared/statements/letterhead.ts';
import { letterheadFile } from '../../../src-shared/statements/letterhead.ts';
import type { LetterheadFact } from '../../engine/facts.ts';
import type { StatementLetterhead } from '../../reports/workbooks/statement-data.ts';
import { keepDocument, readDocument } from '../../storage/documents/document-store.ts';
import { damagedRow } from '../../storage/failures.ts';
import { readJsonFile } from '../files/json-file.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { MOST_BYTES, type Picture, pictureOf } from './picture.ts';

const LETTERHEAD = 'letterhead';

/** The letterhead with its logo's bytes, or null while there is none. */
export function standingLetterhead(session: Session): StatementLetterhead | null {
  const told = letterheadTold(session);
  if (!told) return null;
  return { ...told, logo: told.logo === null ? null : logoOf(session, told.logo) };
}

function logoOf(session: Session, sha256: string): NonNullable<StatementLetterhead['logo']> {
  const bytes = readDocument(session.open, sha256);
  if (!bytes) throw damagedRow('the logo is not kept');
  return { bytes, ...(pictureOf(bytes) as Picture) };
}

/** @param logo the picture's bytes; null for none, undefined for the one that stands. */
export function tellLetterhead(
  session: Session,
  fields: LetterheadFields,
  logo: Uint8Array | null | undefined,
  source: string,
): Result<{ unchanged: boolean }> {
  return session.act(() => {
    session.book();
    if (logo) mustBePicture(logo);
    const before = letterheadTold(session);
    const kept = logo ? keepDocument(session.open, logo) : logo === null ? null : (before?.logo ?? null);
    const body: LetterheadFact = { ...fields, logo: kept };
    const unchanged = before !== null && sameAs(before, body);
    if (!unchanged) session.tell([{ kind: LETTERHEAD, body }], source);
    return { unchanged };
  });
}

const sameAs = (a: LetterheadFact, b: LetterheadFact): boolean =>
  (Object.keys(b) as (keyof LetterheadFact)[]).every(
    (key) => JSON.stringify(a[key]) === JSON.stringify(b[key]),
  );

function mustBePicture(bytes: Uint8Array, file?: string): void {
  const found = pictureOf(bytes);
  if (typeof found === 'string') throw new Refusal(badLogo(found, file));
}

function badLogo(why: string, file = 'The logo'): Finding {
  return {
    code: 'bad_logo' satisfies ServiceCode,
    message: `${shown(file)} cannot be the logo: ${why}`,
    hint: `Give a PNG or JPEG of at most ${MOST_BYTES / 1024} KB`,
  };
}

/** The bytes of a logo's file. Throws a Refusal where it is no picture, or too large a one. */
export function readLogo(path: string): Uint8Array {
  const file = basename(path);
  try {
    const found = statSync(path);
    // A device has no size, and no end.
    if (!found.isFile()) throw new Refusal(badLogo('it is no file', file));
    if (found.size > MOST_BYTES) throw new Refusal(badLogo('it is too large', file));
    const bytes = readFileSync(path);
    mustBePicture(bytes, file);
    return bytes;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(badLogo('it cannot be read', file));
  }
}

/** Sets the letterhead from a JSON file; its `logo` is a file beside it, null for none; left out, the one that stands stays. */
export function setLetterheadFile(
  session: Session,
  path: string,
): Result<{ unchanged: boolean; letterhead: LetterheadFields; hasLogo: boolean }> {
  try {
    const { logo, ...fields } = readFields(path);
    const bytes = typeof logo === 'string' ? readLogo(resolve(dirname(path), logo)) : logo;
    const told = tellLetterhead(session, fields, bytes, basename(path));
    if (!told.ok) return told;
    return done({ ...told.value, letterhead: fields, hasLogo: letterheadTold(session)!.logo !== null });
  } catch (error) {
    return session.asRefusal(error);
  }
}

function readFields(path: string): LetterheadFile {
  const bad = (why: string): Refusal =>
    new Refusal({
      code: 'bad_letterhead' satisfies ServiceCode,
      place: { file: basename(path) },
      message: `The letterhead was not saved: ${why}`,
      hint: 'Give a JSON file with name, address (lines), taxId, contact, disputeDays, footer, paper (a4 or letter) and logo (a file)',
    });
  const { data, why } = readJsonFile(path, 'the file cannot be read');
  if (why !== null) throw bad(why);
  const parsed = letterheadFile.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw bad(`${shown(issue!.path.join('.')) || 'the whole'}: ${shown(issue!.message, 300)}`);
}

/** As it was told, without the logo's bytes; null while there is none. */
export function letterheadTold(session: Session): (LetterheadFact & LetterheadFields) | null {
  const told = latest(session, LETTERHEAD).get(LETTERHEAD);
  return told ? { ...told, paper: told.paper ?? null } : null;
}

/** As a file has it, but for the logo, which stays where it is left out. */
export function showLetterhead(
  session: Session,
): Result<{ letterhead: LetterheadFields | null; hasLogo: boolean }> {
  return session.peek(() => {
    const told = letterheadTold(session);
    if (!told) return { letterhead: null, hasLogo: false };
    const { logo, ...letterhead } = told;
    return { letterhead, hasLogo: logo !== null };
  });
}

/** With the logo as a data URL, for pages. */
export function letterheadShown(session: Session): (LetterheadFields & { logo: string | null }) | null {
  const standing = standingLetterhead(session);
  const told = letterheadTold(session);
  if (!standing || !told) return null;
  const { logo, address, ...rest } = { ...told, logo: standing.logo };
  const url = logo && `data:image/${logo.type};base64,${Buffer.from(logo.bytes).toString('base64')}`;
  return { ...rest, address: [...address], logo: url };
}
