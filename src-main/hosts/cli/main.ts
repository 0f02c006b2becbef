// The drawdown command, once Node is known to be new enough (drawdown.js beside this file says so where it is not).
// Must not: know any one command.
import process from 'node:process';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2));
