#!/usr/bin/env -S node --max-semi-space-size=16
// Starts the command. Plain JavaScript: an older Node cannot even load TypeScript to say that it is too old.
// Must not: do anything else but keep what Node makes of the sources; main.ts goes on from here.
import module from 'node:module';
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const refuse = (why) => {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
};

if (major < 22 || (major === 22 && minor < 18)) {
  refuse(
    `drawdown needs Node 22.18 or newer, this is ${process.versions.node}; after npm ci run it through npm, which brings its own: npm run -s drawdown -- --help`,
  );
} else {
  // A start costs half a second without it, most of it for reading our own sources.
  module.enableCompileCache?.();
  try {
    await import('./main.ts');
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    refuse(`drawdown is not installed completely (${error.message.split('\n')[0]}); run npm ci first`);
  }
}
