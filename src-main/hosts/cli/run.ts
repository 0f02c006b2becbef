// The drawdown command: builds the program, runs the one command that was asked for, and turns what comes of it into an
// exit status. Must not: do any command's work.

import process from 'node:process';
import { Command, CommanderError } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { CommandCode } from '../../../src-shared/findings/command.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { asError } from '../../../src-shared/findings/finding.ts';
import { DONE, REFUSED, tellRefusal, WRONG_ARGUMENTS, WrongArguments } from './answer.ts';
import { personArgument } from './arguments.ts';
import { addBackups } from './commands/backups.ts';
import { addBackup, addNew, addRestore, addSetup, addStatus, addVerify } from './commands/book.ts';
import { addCompare, addParallel } from './commands/comparison.ts';
import { addDemo } from './commands/demo.ts';
import { addEvidence } from './commands/evidence.ts';
import { addCharges, addJournal, addJournalTemplate } from './commands/exports.ts';
import { addMigrate } from './commands/migrate.ts';
import { addClose, addExclude, addReopen } from './commands/months.ts';
import { NOTHING_CHANGED, type Running } from './commands/perform.ts';
import { addProfile } from './commands/profiles.ts';
import { addReconciliation } from './commands/reconcile/decide.ts';
import { addReconcile } from './commands/reconcile/file.ts';
import { addReport } from './commands/reports.ts';
import { addLetterhead, addStatements } from './commands/statements.ts';
import { addBatches, addImport, addRejects, addUndo } from './commands/usage.ts';
import { addRevenue, addTemplate } from './commands/workbooks.ts';
import { OutputClosed, openTerminal, type Terminal } from './terminal.ts';

/** Runs one command. @returns its exit status. */
export async function run(argv: readonly string[], open = openTerminal): Promise<number> {
  const terminal = open(wantsJson(argv));
  const running: Running = { terminal, status: DONE, left: NOTHING_CHANGED };
  const said: string[] = [];
  const program = buildProgram(running, (text) => said.push(text));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return running.status;
  } catch (error) {
    return await tellError(running, error, said);
  }
}

/** Known before the arguments are read, as errors in these are to be told as JSON, too. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}

function buildProgram(running: Running, say: (text: string) => void): Command {
  const program = new Command('drawdown')
    .description(
      'Prepaid credits, drawn down exactly: lots, usage, rollover, overage, statements and revenue in one offline file.',
    )
    .usage('<command> [arguments] [options]')
    .version(packageJson.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--json', 'print one JSON object, whatever the command')
    .option('--as <name>', 'whom facts are recorded as, instead of the account', personArgument)
    .hook('preAction', () => {
      const { as } = program.opts<{ as?: string }>();
      if (as !== undefined) running.terminal.actor.user = as;
    })
    .configureHelp({ showGlobalOptions: true, subcommandTerm: withArguments })
    .configureOutput({ writeOut: say, writeErr: say, getOutHelpWidth: () => 100, getErrHelpWidth: () => 100 })
    .exitOverride()
    .addHelpText('after', AFTERWORD);
  program.commandsGroup('A book:');
  addNew(program, running);
  addTemplate(program, running);
  addSetup(program, running);
  addStatus(program, running);
  program.commandsGroup('Usage:');
  addImport(program, running);
  addProfile(program, running);
  addBatches(program, running);
  addRejects(program, running);
  addUndo(program, running);
  program.commandsGroup('Months:');
  addClose(program, running);
  addReopen(program, running);
  addExclude(program, running);
  program.commandsGroup('What comes out:');
  addReport(program, running);
  addStatements(program, running);
  addLetterhead(program, running);
  addRevenue(program, running);
  addCharges(program, running);
  addJournal(program, running);
  addJournalTemplate(program, running);
  program.commandsGroup('From a spreadsheet:');
  addMigrate(program, running);
  addCompare(program, running);
  addParallel(program, running);
  program.commandsGroup('Beside other programs:');
  addReconcile(program, running);
  addReconciliation(program, running);
  program.commandsGroup('Safety:');
  addVerify(program, running);
  addEvidence(program, running);
  addBackup(program, running);
  addBackups(program, running);
  addRestore(program, running);
  program.commandsGroup('To try it:');
  addDemo(program, running);
  program.helpCommand('help [COMMAND]', 'print help for a command');
  return program;
}

/** "import BOOK FILE": as on the page of commands; what is optional shows in the command's own help. */
function withArguments(command: Command): string {
  const names = command.registeredArguments.map((one) => (one.required ? one.name() : `[${one.name()}]`));
  return [command.name(), ...names].join(' ');
}

const AFTERWORD = `
A month (in a checkout, write npm run -s drawdown -- instead of drawdown):
  $ drawdown new acme.ddb
  $ drawdown setup acme.ddb setup/
  $ drawdown import acme.ddb usage-2026-01.csv --rejects rejected.csv
  $ drawdown close acme.ddb 2026-01
  $ drawdown report balances acme.ddb

Exit status: 0 done, 1 refused (why is on standard error, nothing was changed), 2 wrong arguments.
`;

const CODES: Readonly<Record<string, CommandCode>> = {
  'commander.unknownCommand': 'unknown_command',
  'commander.unknownOption': 'unknown_option',
  'commander.missingArgument': 'missing_argument',
  'commander.missingMandatoryOptionValue': 'missing_option',
  'commander.optionMissingArgument': 'missing_value',
  'commander.excessArguments': 'too_many_arguments',
  'commander.invalidArgument': 'bad_argument',
  'commander.conflictingOption': 'options_contradict',
  'commander.help': 'no_command',
};

async function tellError(
  { terminal, left }: Running,
  error: unknown,
  said: readonly string[],
): Promise<number> {
  if (error instanceof OutputClosed) return DONE;
  if (error instanceof WrongArguments) {
    const { message } = error.finding;
    const shown = terminal.json ? error.finding : { ...error.finding, message: `error: ${message}` };
    await tellRefusal(terminal, [shown], '');
    return WRONG_ARGUMENTS;
  }
  if (error instanceof CommanderError) return tellCommander(terminal, error, said.join(''));
  await tellRefusal(terminal, [fault(error)], left);
  if (process.env.DRAWDOWN_TRACE)
    terminal.complain(`${error instanceof Error ? error.stack : String(error)}\n`);
  return REFUSED;
}

async function tellCommander(terminal: Terminal, error: CommanderError, said: string): Promise<number> {
  // Help that was asked for is an answer; help for want of a command is not.
  if (error.exitCode === 0) {
    const key = error.code === 'commander.version' ? 'version' : 'help';
    await terminal.write(terminal.json ? `${JSON.stringify({ ok: true, [key]: said.trimEnd() })}\n` : said);
    return DONE;
  }
  const code = CODES[error.code] ?? 'bad_argument';
  // "command-argument" is commander's word for what everybody calls an argument.
  const text = said.replace(/^error: command-argument /, 'error: ');
  if (!terminal.json) {
    terminal.complain(text);
    return WRONG_ARGUMENTS;
  }
  const [message = '', ...hints] = text.slice('error: '.length).trim().split('\n');
  const finding: Finding =
    code === 'no_command'
      ? { code, message: 'No command was given', hint: 'See drawdown --help' }
      : { code, message, hint: hints.join(' ') || undefined };
  await tellRefusal(terminal, [finding], '');
  return WRONG_ARGUMENTS;
}

function fault(error: unknown): Finding {
  return {
    code: 'program_fault' satisfies CommandCode,
    message: `The program has a fault: ${asError(error).message}`,
    hint: 'It is not a mistake of yours; please report it, with what DRAWDOWN_TRACE=1 prints',
  };
}
