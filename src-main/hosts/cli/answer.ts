// What came of a command, told to people or as one JSON object, and its exit status: 0 done, 1 refused, 2 wrong arguments
// (formats, Commands). Must not: decide anything.
import type { CommandCode } from '../../../src-shared/findings/command.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { asSentence, placeInWords } from '../../../src-shared/findings/finding.ts';
import type { Terminal } from './terminal.ts';

export const DONE = 0;
export const REFUSED = 1;
export const WRONG_ARGUMENTS = 2;

/** What a command has to say once it is done. */
export interface Said {
  /** For people. */
  readonly lines: readonly string[];
  /** For programs: the same, as the members of the one object. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What people should know beside the answer; on standard error. */
  readonly notes?: readonly string[];
}

/** Arguments that commander lets pass and that are wrong all the same. */
export class WrongArguments extends Error {
  readonly finding: Finding;
  constructor(code: CommandCode, message: string, hint?: string) {
    super(message);
    this.finding = hint === undefined ? { code, message } : { code, message, hint };
  }
}

/**
 * Writes the answer. `null` has been written already, by a command that streams.
 * @param kept what a refusal left as it was, in a sentence; blank for commands that change nothing.
 */
export async function tell(terminal: Terminal, result: Result<Said | null>, kept: string): Promise<number> {
  if (!result.ok) {
    await tellRefusal(terminal, result.findings, kept);
    return REFUSED;
  }
  const { value: said, notes = [] } = result;
  if (said && terminal.json) {
    const beside = notes.length > 0 ? { notes } : {};
    await terminal.write(`${JSON.stringify({ ok: true, ...said.data, ...beside })}\n`);
    return DONE;
  }
  if (said) {
    await terminal.write(said.lines.map((line) => `${line}\n`).join(''));
    for (const note of said.notes ?? []) terminal.complain(`${note}\n`);
  }
  for (const note of notes) terminal.complain(`Note: ${findingLine(note)}\n`);
  return DONE;
}

/** One finding a line: where, what is wrong, what would be right. */
export async function tellRefusal(
  terminal: Terminal,
  findings: readonly Finding[],
  kept: string,
): Promise<void> {
  if (terminal.json) {
    const kind = findings[0]?.code ?? 'program_fault';
    await terminal.write(`${JSON.stringify({ ok: false, kind, findings })}\n`);
    return;
  }
  const lines = findings.map(findingLine);
  if (findings.length > 1) lines.push(`${kept === '' ? '' : `${kept} `}(${findings.length} findings)`);
  else if (kept !== '') lines.push(kept);
  terminal.complain(lines.map((line) => `${line}\n`).join(''));
}

export function findingLine({ place, message, hint }: Finding): string {
  const where = placeInWords(place);
  // Some messages begin with the file's name themselves.
  const what = where === '' || message.startsWith(where) ? message : `${where}: ${message}`;
  if (!hint) return sentence(what);
  return `${sentence(what)} ${sentence(hint)}`;
}

/** Line breaks in a message (a quoted cell may hold some) would make two lines of one finding. */
const sentence = (text: string): string => asSentence(text.trim().replaceAll(/\s*\n\s*/g, ' '));
