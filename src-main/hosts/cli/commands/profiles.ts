// Import profiles: list, show, save, delete, propose. `profile BOOK list`: the book stands before the verb,
// so the verbs are no commands of commander's (verbs-of.ts reads them).
import { type Command, Option } from 'commander';
import type { Session } from '../../../backend/books.ts';
import type { Said } from '../answer.ts';
import { findingLine } from '../answer.ts';
import { pathArgument, textArgument } from '../arguments.ts';
import { verbOf } from '../verbs-of.ts';
import { BOOK } from './book.ts';
import { examples, NOTHING_CHANGED, ONLY_LOOKED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/profiles.ts'));
type Verbs = typeof import('../../../backend/verbs/profiles.ts');

const TAKES = {
  list: [],
  show: ['NAME'],
  save: ['NAME', 'FILE'],
  delete: ['NAME'],
  propose: ['FILE'],
} as const;
type Verb = keyof typeof TAKES;

export function addProfile(program: Command, running: Running): void {
  program
    .command('profile')
    .summary('import profiles: how usage files of other layouts are read')
    .description(
      'A profile says which column is which, how dates and numbers are written, and what the file’s own names mean.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<VERB>', 'list, show, save, delete or propose')
    .argument('[ARGUMENTS...]')
    .addOption(
      new Option('--sheet <NAME>', 'propose: look at this sheet of a workbook').argParser(textArgument),
    )
    .addHelpText(
      'after',
      `
Verbs:
  list               the profiles of the book
  show NAME          one of them, as JSON
  save NAME FILE     saves a JSON file under a name; one of that name is replaced
  delete NAME        takes one away; what was imported with it stays
  propose FILE       looks at a usage file and prints a profile for it, and what only you can know`,
    )
    .addHelpText(
      'after',
      examples(
        'profile acme.ddb propose portal.csv > portal.json',
        'profile acme.ddb save portal portal.json',
        'profile acme.ddb list',
      ),
    )
    .action((book: string, verb: string, given: string[], options: { sheet?: string }) =>
      carryOut(running, book, verbOf('profile', TAKES, verb, given), given, options.sheet ?? null),
    );
}

function carryOut(
  running: Running,
  book: string,
  verb: Verb,
  given: readonly string[],
  sheet: string | null,
): Promise<void> {
  const { terminal } = running;
  const [first = '', second = ''] = given;
  const on = <T>(kept: string, work: Parameters<typeof performOn<T>>[3], say: (value: T) => Said) =>
    performOn(running, book, kept, work, say);
  switch (verb) {
    case 'list':
      return on(ONLY_LOOKED, listed, sayList);
    case 'show':
      return on(ONLY_LOOKED, (session, verbs) => verbs.showProfile(session, first), sayProfile);
    case 'save':
      return on(
        NOTHING_CHANGED,
        (session, verbs) => verbs.saveProfileFile(session, first, terminal.path(second)),
        sayProfileSaved,
      );
    case 'delete':
      return on(
        NOTHING_CHANGED,
        (session, verbs) => verbs.deleteProfile(session, first),
        ({ name }) => ({
          lines: [
            `Deleted the profile "${name}". It stays on record; what was imported with it stays as it is.`,
          ],
          data: { name },
        }),
      );
    case 'propose':
      return on(
        ONLY_LOOKED,
        (session, verbs) => verbs.proposeForFile(session, terminal.path(first), sheet),
        (proposal) => sayProposal(book, first, proposal),
      );
  }
}

type Profiles = ReturnType<Verbs['listProfiles']>;

function listed(session: Session, verbs: Verbs): { ok: true; value: Profiles } {
  return { ok: true, value: verbs.listProfiles(session) };
}

function sayList(profiles: Profiles): Said {
  return {
    lines: profiles.length > 0 ? profiles.map(({ name }) => name) : ['The book has no import profiles yet.'],
    data: { profiles: profiles.map(({ name, profile }) => ({ name, profile })) },
  };
}

const sayProfile = ({ name, profile }: Profiles[number]): Said => ({
  lines: [JSON.stringify(profile, null, 2)],
  data: { name, profile },
});

function sayProfileSaved(saved: {
  name: string;
  profile: unknown;
  unchanged: boolean;
  replaced: boolean;
}): Said {
  const { name, profile, unchanged, replaced } = saved;
  const what = unchanged ? 'is in the book already, exactly so' : replaced ? 'replaced' : 'saved';
  return {
    lines: [
      unchanged
        ? `The profile "${name}" ${what}.`
        : `The profile "${name}" is ${what}: import … --profile ${name}`,
    ],
    data: { name, profile, unchanged, replaced },
  };
}

type Proposal = Extract<Awaited<ReturnType<Verbs['proposeForFile']>>, { ok: true }>['value'];

/** The profile goes to standard output, so that it can be kept in a file; what to ask and to know beside it. */
function sayProposal(book: string, file: string, proposal: Proposal): Said {
  const { profile, columns, questions, warnings } = proposal;
  const notes = [
    ...columns.map(
      ({ field, column, samples }) => `${field} is read from "${column}": ${samples.slice(0, 3).join(', ')}`,
    ),
    ...warnings.map((finding) => `Note: ${findingLine(finding)}`),
    ...questions.map((finding) => `To be answered: ${findingLine(finding)}`),
    questions.length > 0
      ? 'Set what must be answered in the JSON before you save it.'
      : `Keep it and save it: drawdown profile ${book} propose ${file} > profile.json; drawdown profile ${book} save NAME profile.json`,
  ];
  return {
    lines: [JSON.stringify(profile, null, 2)],
    data: { profile, header_line: proposal.headerLine, columns, questions, warnings },
    notes,
  };
}
