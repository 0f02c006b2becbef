// Journal templates of a book: those that come with the program, and those people saved. Must not: fill one in.
import { basename } from 'node:path';
import { BUILT_IN } from '../../../src-shared/exports/built-in.ts';
import { type JournalTemplate, parseJournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import type { ExportCode } from '../../../src-shared/findings/exports.ts';
import { must, Refusal, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { nearest } from '../../../src-shared/nearest.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { readJsonFile } from '../files/json-file.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';

export interface NamedTemplate {
  name: string;
  builtIn: boolean;
  template: JournalTemplate;
}

/** All that stand: those of the program, then those of the book, each by name. */
export function listTemplates(session: Session): NamedTemplate[] {
  const own = [...latest(session, 'journal_template').values()].flatMap(({ name, template }) => {
    // One that an older program saved and this one no longer reads is as good as deleted; it stays on record.
    const parsed = template === null ? null : parseJournalTemplate(template);
    return parsed?.ok ? [{ name, builtIn: false, template: parsed.value }] : [];
  });
  const builtIn = Object.entries(BUILT_IN).map(([name, template]) => ({ name, builtIn: true, template }));
  return [...builtIn, ...own.sort((a, b) => compareText(a.name, b.name))];
}

/** Throws a Refusal where there is none of that name. */
export function templateNamed(session: Session, name: string): NamedTemplate {
  const all = listTemplates(session);
  const found = all.find((one) => one.name === name.trim());
  if (found) return found;
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  throw new Refusal({
    code: 'unknown_template' satisfies ExportCode,
    message: `There is no journal template "${name}"`,
    hint: `${near === null ? '' : `Did you mean ${near}? `}There are ${names.join(', ')}`,
  });
}

export function showTemplate(session: Session, name: string): Result<NamedTemplate> {
  return session.peek(() => templateNamed(session, name));
}

export interface TemplateSaved {
  name: string;
  template: JournalTemplate;
  /** The book had it already, exactly so: nothing was told. */
  unchanged: boolean;
  replaced: boolean;
}

/** Saves a template under a name; one of that name is replaced, and stays on record. */
export function saveTemplate(
  session: Session,
  name: string,
  data: unknown,
  source: string,
): Result<TemplateSaved> {
  return session.act(() => {
    const wanted = name.trim();
    mustBeFree(wanted);
    const template = must(parseJournalTemplate(data));
    const before = listTemplates(session).find((one) => one.name === wanted);
    const unchanged = JSON.stringify(before?.template) === JSON.stringify(template);
    if (!unchanged) session.tell([{ kind: 'journal_template', body: { name: wanted, template } }], source);
    return { name: wanted, template, unchanged, replaced: before !== undefined && !unchanged };
  });
}

function mustBeFree(name: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(name)) {
    throw new Refusal({
      code: 'bad_template_name' satisfies ExportCode,
      message: `"${name}" is no name for a journal template`,
      hint: 'Use letters, digits, blanks, dots, dashes and underscores, at most 60',
    });
  }
  if (!Object.hasOwn(BUILT_IN, name)) return;
  throw new Refusal({
    code: 'built_in_template' satisfies ExportCode,
    message: `${name} comes with the program and stays as it is`,
    hint: 'Save yours under another name',
  });
}

export function saveTemplateFile(session: Session, name: string, path: string): Result<TemplateSaved> {
  const { data, why } = readJsonFile(path);
  if (why !== null) {
    return refused({
      code: 'template_unreadable' satisfies ExportCode,
      place: { file: basename(path) },
      message: `The template was not saved: ${why}`,
      hint: 'Give a JSON file, such as `journal-template BOOK show NAME` writes',
    });
  }
  return saveTemplate(session, name, data, basename(path));
}

/** Takes a template away. What was exported with it stays as it is, and the template stays on record. */
export function deleteTemplate(session: Session, name: string): Result<NamedTemplate> {
  return session.act(() => {
    const found = templateNamed(session, name);
    if (found.builtIn) mustBeFree(found.name);
    session.tell(
      [{ kind: 'journal_template', body: { name: found.name, template: null } }],
      `journal-template delete ${name}`,
    );
    return found;
  });
}
