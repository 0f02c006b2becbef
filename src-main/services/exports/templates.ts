// Journal templates of a book: those that come with the program, and those people saved. Must not: fill one in.
import { basename } from 'node:path';
import { BUILT_IN } from '../../../src-shared/exports/built-in.ts';
import { type JournalTemplate, parseJournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import type { ExportCode } from '../../../src-shared/findings/exports.ts';
import { Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import type { Kept, Saved } from '../kept-by-name.ts';
import { keptByName } from '../kept-by-name.ts';
import type { Session } from '../session.ts';

const TEMPLATES = keptByName({
  kind: 'journal_template',
  field: 'template',
  called: 'journal template',
  parse: parseJournalTemplate,
  codes: {
    unknown: 'unknown_template',
    badName: 'bad_template_name',
    unreadable: 'template_unreadable',
  } satisfies Record<string, ExportCode>,
  writtenBy: 'journal-template BOOK show NAME',
});

export type NamedTemplate = Kept<'journal_template', JournalTemplate> & { builtIn: boolean };
export type TemplateSaved = Saved<'journal_template', JournalTemplate>;

/** All that stand: those of the program, then those of the book, each by name. */
export function listTemplates(session: Session): NamedTemplate[] {
  const builtIn = Object.entries(BUILT_IN).map(([name, template]) => ({ name, builtIn: true, template }));
  return [...builtIn, ...TEMPLATES.list(session).map((own) => ({ ...own, builtIn: false }))];
}

/** Throws a Refusal where there is none of that name. */
export function templateNamed(session: Session, name: string): NamedTemplate {
  return TEMPLATES.named(listTemplates(session), name);
}

export function showTemplate(session: Session, name: string): Result<NamedTemplate> {
  return session.peek(() => templateNamed(session, name));
}

/** Saves a template under a name; one of that name is replaced, and stays on record. */
export function saveTemplate(
  session: Session,
  name: string,
  data: unknown,
  source: string,
): Result<TemplateSaved> {
  return session.act(() => {
    mustNotBeBuiltIn(name.trim());
    return TEMPLATES.save(session, name, data, source);
  });
}

function mustNotBeBuiltIn(name: string): void {
  if (!Object.hasOwn(BUILT_IN, name)) return;
  throw new Refusal({
    code: 'built_in_template' satisfies ExportCode,
    message: `${name} comes with the program and stays as it is`,
    hint: 'Save yours under another name',
  });
}

export function saveTemplateFile(session: Session, name: string, path: string): Result<TemplateSaved> {
  return session.act(() => {
    mustNotBeBuiltIn(name.trim());
    return TEMPLATES.save(session, name, TEMPLATES.read(path), basename(path));
  });
}

/** Takes a template away. What was exported with it stays as it is, and the template stays on record. */
export function deleteTemplate(
  session: Session,
  name: string,
): Result<Kept<'journal_template', JournalTemplate>> {
  return session.act(() => {
    mustNotBeBuiltIn(name.trim());
    return TEMPLATES.delete(session, name);
  });
}
