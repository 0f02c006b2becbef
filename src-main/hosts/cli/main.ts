// The drawdown command, once Node is known to be new enough (drawdown.js beside this file says so where it is not).
// Must not: know any one command.
import module from 'node:module';
import process from 'node:process';

// A start costs half a second without it, most of it for reading our own sources.
module.enableCompileCache?.();
const { run } = await import('./run.ts');
process.exitCode = await run(process.argv.slice(2));
