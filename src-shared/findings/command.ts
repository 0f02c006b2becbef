// What can be wrong with a command as it was typed: exit status 2, before anything is opened.
// Must not: hold refusals of the book (status 1); those have catalogues of their own.

export const COMMAND_CODES = {
  no_command: 'No command was given',
  unknown_command: 'There is no such command',
  unknown_option: 'The command has no such option',
  unknown_report: 'There is no such report',
  missing_argument: 'An argument is missing',
  missing_option: 'An option that is needed is missing',
  missing_value: 'An option is given without its value',
  too_many_arguments: 'There are more arguments than the command takes',
  bad_argument: 'An argument or the value of an option is none that the command takes',
  options_contradict: 'Options are given that exclude each other',
  program_fault: 'The program has a fault: not a mistake of the user, and nothing was changed',
} as const;

export type CommandCode = keyof typeof COMMAND_CODES;
