// The command that writes an auditor's evidence of a closed month.
import { type Command, InvalidArgumentError } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import { monthArgument, pathArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { examples, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/evidence.ts'));

interface EvidenceAsked {
  month: string;
  out: string;
  seed?: number;
  sample?: number;
}

/** A whole number within bounds, said before a book is opened. */
function numberArgument(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,15}$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
    return value;
  };
}

export function addEvidence(program: Command, running: Running): void {
  program
    .command('evidence')
    .summary('write what an auditor needs to check a closed month without Drawdown')
    .description(
      'Writes an evidence pack: facts with their hashes, rules in words, postings, seals, imports, issued documents, a sample ' +
        'of lots recomputed in a workbook, a manifest with the SHA-256 of every file, and a page that tells how to check it ' +
        'all. The same book, month, seed and sample give the same pack.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .requiredOption('--month <YYYY-MM>', 'the month; it must be closed', monthArgument)
    .requiredOption('--out <PATH>', 'a folder that is new or empty, or a FILE.zip', pathArgument)
    .option(
      '--seed <N>',
      'what chooses the sample; left out, the seal does',
      numberArgument(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--sample <N>', 'how many lots are recomputed (25)', numberArgument(1, 1000))
    .addHelpText(
      'after',
      examples(
        'evidence acme.ddb --month 2026-02 --out evidence-2026-02',
        'evidence acme.ddb --month 2026-02 --seed 4711 --sample 60 --out evidence-2026-02.zip',
      ),
    )
    .action((book: string, { month, out, seed, sample }: EvidenceAsked) => {
      const { terminal } = running;
      return performOn(
        running,
        book,
        'The book was not changed.',
        (session, verbs) =>
          verbs.giveEvidence(session, {
            month,
            out: terminal.path(out),
            seed,
            sample,
            progress: terminal.progress,
          }),
        (given) => ({
          lines: [
            `Wrote the evidence of ${month} to ${out}: ${counted(given.files, 'file')}, ${counted(given.postings, 'posting')} under the seal,`,
            `${counted(given.facts, 'fact')}, ${counted(given.sample, 'lot')} of ${given.population} recomputed (seed ${given.seed}).`,
            `SHA-256 of manifest.csv: ${given.manifestSha256}`,
            'How to check it: README.html',
          ],
          data: { ...given, out: terminal.path(out) },
        }),
      );
    });
}
