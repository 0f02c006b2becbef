// The drawdown command: starts the program, or says which Node it needs.
// Must not: import anything that an older Node cannot load before it was told so.
import module from 'node:module';
import process from 'node:process';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 22) {
  process.stderr.write(
    `drawdown needs Node 22 or newer, this is ${process.versions.node}; run it through npm, which brings its own: npm run -s drawdown -- --help\n`,
  );
  process.exitCode = 2;
} else {
  // A start costs half a second without it, most of it for reading our own sources.
  module.enableCompileCache?.();
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}
