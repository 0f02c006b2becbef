// The demo: makes the sample company in a folder and says what to look at.
import { join } from 'node:path';
import type { Command } from 'commander';
import type { SampleMade } from '../../../backend/verbs/sample.ts';
import type { Said } from '../answer.ts';
import { pathArgument } from '../arguments.ts';
import { examples, perform, type Running } from './perform.ts';

export function addDemo(program: Command, running: Running): void {
  program
    .command('demo')
    .summary('make the sample company: a year of usage, closed months, workbooks')
    .description(
      'Makes the book of Klarblatt GmbH, a document service that sells prepaid credits, imports its year of usage, closes its ' +
        'months, and writes statements, the revenue workbook, reports, charges, the journal and the evidence pack. Running it again replaces only its own files.',
    )
    .argument('[FOLDER]', 'where it goes; made if it is not there', pathArgument, 'demo')
    .addHelpText('after', examples('demo', 'demo ~/drawdown-sample'))
    .action((folder: string) => {
      const { terminal } = running;
      return perform(
        running,
        'The sample is not complete; run demo again.',
        async () =>
          (await import('../../../backend/verbs/sample.ts')).makeSampleCompany(
            terminal.path(folder),
            terminal.actor,
            terminal.progress,
            true,
          ),
        (made) => sayDemo(folder, terminal.path(folder), made),
      );
    });
}

function sayDemo(folder: string, full: string, made: SampleMade): Said {
  const { name, month, closed, imports, usage, rejected, exceptions, files } = made;
  const book = join(folder, files[0]!.file);
  const width = Math.max(...files.map(({ file }) => join(folder, file).length));
  return {
    lines: [
      `${name}: ${usage} usage events from ${imports} imports, ${closed.length} months closed, the next one open.`,
      '',
      'Made:',
      ...files.map(({ file, what }) => `  ${join(folder, file).padEnd(width)}  ${what}`),
      '',
      'Worth a look:',
      `  Open a statement of ${month} and the revenue workbook: totals and checks are live formulas.`,
      `  Usage came with mistakes in it: ${rejected} rows were rejected, ${exceptions} wait for a rate.`,
      `  The company and its year: resources/sample/README.md`,
      '',
      'Go on (in a checkout, write npm run -s drawdown -- instead of drawdown):',
      `  drawdown report balances ${book} --as-of ${month}-15`,
      `  drawdown report exceptions ${book}`,
      `  drawdown batches ${book}`,
      `  drawdown verify ${book}`,
    ],
    data: { folder: full, ...made },
  };
}
