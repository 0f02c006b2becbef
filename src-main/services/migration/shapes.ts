// Shapes of old workbooks that a book remembers, by name: list, save, delete. Must not: read a workbook.
import { basename } from 'node:path';
import { must, Refusal, type Result, refused } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { nearest } from '../../../src-shared/nearest.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { type LegacyShape, parseShape } from '../../import/legacy/legacy-shape.ts';
import { readJsonFile } from '../files/json-file.ts';
import { latest, type Session } from '../session.ts';

export interface SavedShape {
  name: string;
  shape: LegacyShape;
}

/** Those that stand, by name. */
export function listShapes(session: Session): SavedShape[] {
  return [...latest(session, 'legacy_layout').values()]
    .flatMap(({ name, shape }) => {
      const parsed = shape === null ? null : parseShape(shape);
      return parsed?.ok ? [{ name, shape: parsed.value }] : [];
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** A shape by its saved name, or from a JSON file. Throws a Refusal where there is neither. */
export function shapeNamed(session: Session, name: string): LegacyShape {
  const saved = listShapes(session);
  const found = saved.find((one) => one.name === name.trim());
  if (found) return found.shape;
  if (/\.json$/i.test(name)) return shapeOfFile(name);
  const names = saved.map((one) => one.name);
  const near = nearest(name, names);
  throw new Refusal({
    code: 'unknown_shape' satisfies LegacyCode,
    message: `There is no saved layout "${name}"`,
    hint: `${near === null ? '' : `Did you mean ${near}? `}${names.length > 0 ? `The book has ${names.join(', ')}` : 'The book has none yet; a file is named with its ending, FILE.json'}`,
  });
}

function shapeOfFile(path: string): LegacyShape {
  const { data, why } = readJsonFile(path);
  if (why !== null)
    throw new Refusal({
      code: 'bad_shape' satisfies LegacyCode,
      place: { file: basename(path) },
      message: `The layout was not read: ${why}`,
      hint: 'Give a JSON file such as `migrate … --save-shape FILE.json` writes',
    });
  return must(parseShape(data));
}

/** Saves a shape under a name; one of that name is replaced, and stays on record. Inside `act`. */
export function tellShape(session: Session, name: string, shape: LegacyShape, source: string): void {
  const wanted = name.trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(wanted))
    throw new Refusal({
      code: 'bad_profile_name' satisfies ServiceCode,
      message: `"${name}" is no name for a layout`,
      hint: 'Use letters, digits, blanks, dots, dashes and underscores, at most 60',
    });
  const before = listShapes(session).find((one) => one.name === wanted);
  if (JSON.stringify(before?.shape) === JSON.stringify(shape)) return;
  session.tell([{ kind: 'legacy_layout', body: { name: wanted, shape } }], source);
}

/** Takes a saved shape away. What was migrated with it stays as it is. */
export function deleteShape(session: Session, name: string): Result<SavedShape> {
  return session.act(() => {
    const found = listShapes(session).find((one) => one.name === name.trim());
    if (!found) throw new Refusal(...refusedShape(name));
    session.tell([{ kind: 'legacy_layout', body: { name: found.name, shape: null } }], 'layout deleted');
    return found;
  });
}

function refusedShape(name: string) {
  const answer = refused({
    code: 'unknown_shape' satisfies LegacyCode,
    message: `There is no saved layout "${name}"`,
  });
  return answer.ok ? [] : answer.findings;
}
