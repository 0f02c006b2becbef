// Commands that close and reopen months, and exclude what keeps one from closing.
import type { Command } from 'commander';
import { counted } from '../../../../src-shared/counted.ts';
import type { Closed } from '../../../backend/verbs/months.ts';
import type { Said } from '../answer.ts';
import { findingLine } from '../answer.ts';
import { monthArgument, pathArgument, textArgument } from '../arguments.ts';
import { BOOK } from './book.ts';
import { examples, NOTHING_CHANGED, performingWith, type Running } from './perform.ts';

const performOn = performingWith(() => import('../../../backend/verbs/months.ts'));

export function addClose(program: Command, running: Running): void {
  program
    .command('close')
    .summary('close the next open month')
    .description(
      'Posts everything up to the end of the month, checks the invariants and seals the month. Months close in order. ' +
        'Refused while usage without a rate is posted in the month or earlier: add a rate, or exclude it with a reason.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<YYYY-MM>', 'the month', monthArgument)
    .addHelpText('after', examples('close acme.ddb 2026-01', 'close acme.ddb 2026-02 --json'))
    .action((book: string, month: string) => {
      const { terminal } = running;
      return performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.closeMonth(session, month, terminal.progress),
        sayClosed,
      );
    });
}

function sayClosed({ month, postings, seal, previousSeal, short }: Closed): Said {
  return {
    lines: [`${month} is closed: ${counted(postings, 'posting')}, sealed as ${seal}.`],
    data: { month, postings, seal, previous_seal: previousSeal, short },
    notes: short.map(findingLine),
  };
}

export function addReopen(program: Command, running: Running): void {
  program
    .command('reopen')
    .summary('open the last closed month again, with a reason')
    .description('Opens the last closed month again. The old seal and the reason stay on record.')
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<YYYY-MM>', 'the month', monthArgument)
    .requiredOption('--reason <TEXT>', 'why', textArgument)
    .addHelpText('after', examples('reopen acme.ddb 2026-01 --reason "The partner’s file came late"'))
    .action((book: string, month: string, { reason }: { reason: string }) =>
      performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.reopenMonth(session, month, reason),
        ({ oldSeal }) => ({
          lines: [`${month} is open again. Its seal ${oldSeal} and the reason stay on record.`],
          data: { month, old_seal: oldSeal, reason },
        }),
      ),
    );
}

export function addExclude(program: Command, running: Running): void {
  program
    .command('exclude')
    .summary('exclude usage that no rate covers, for good')
    .description(
      'Excludes an exception: it takes part in nothing from now on, whatever rates come, and no longer keeps its month ' +
        'from closing. That is final. `drawdown report exceptions BOOK` lists what waits for a rate.',
    )
    .argument('<BOOK>', BOOK, pathArgument)
    .argument('<EVENT>', 'the event’s id', textArgument)
    .requiredOption('--reason <TEXT>', 'why', textArgument)
    .addHelpText(
      'after',
      examples('exclude acme.ddb u-4711 --reason "A test of ours"', 'report exceptions acme.ddb'),
    )
    .action((book: string, event: string, { reason }: { reason: string }) =>
      performOn(
        running,
        book,
        NOTHING_CHANGED,
        (session, verbs) => verbs.excludeEvent(session, event, reason),
        ({ eventId, customer }) => ({
          lines: [`Event ${eventId} of ${customer} is excluded; the record and the reason stay.`],
          data: { event_id: eventId, customer, reason },
        }),
      ),
    );
}
