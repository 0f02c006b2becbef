// Layouts of old workbooks that a book remembers, by name: list, save, delete. Must not: read a workbook.
import { must, type Result } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { type LegacyShape, parseShape } from '../../../src-shared/migration/shape.ts';
import type { Kept } from '../kept-by-name.ts';
import { keptByName } from '../kept-by-name.ts';
import type { Session } from '../session.ts';

const SHAPES = keptByName({
  kind: 'legacy_layout',
  field: 'shape',
  called: 'saved layout',
  parse: parseShape,
  codes: {
    unknown: 'unknown_shape',
    badName: 'bad_profile_name',
    unreadable: 'bad_shape',
  } satisfies Record<string, LegacyCode | ServiceCode>,
  writtenBy: 'migrate … --save-shape FILE.json',
});

export type SavedShape = Kept<'legacy_layout', LegacyShape>;

/** Those that stand, by name. */
export const listShapes = (session: Session): SavedShape[] => SHAPES.list(session);

/** A shape by its saved name, or from a JSON file. Throws a Refusal where there is neither. */
export function shapeNamed(session: Session, name: string): LegacyShape {
  const saved = listShapes(session);
  if (/\.json$/i.test(name) && !saved.some((one) => one.name === name.trim()))
    return must(parseShape(SHAPES.read(name)));
  return SHAPES.named(saved, name).shape;
}

/** Saves a shape under a name; one of that name is replaced, and stays on record. Inside `act`. */
export function tellShape(session: Session, name: string, shape: LegacyShape, source: string): void {
  SHAPES.save(session, name, shape, source);
}

/** Takes a saved shape away. What was migrated with it stays as it is. */
export function deleteShape(session: Session, name: string): Result<SavedShape> {
  return session.act(() => SHAPES.delete(session, name));
}
