// The words of the ledger and the keys, as help shows them. The same words as in docs/LEDGER.
// Must not: say anything the rules do not.

export type Entry = readonly [name: string, text: string];

export const WORDS: readonly Entry[] = [
  ['Book', 'Everything one finance team keeps: one file.'],
  [
    'Credit type',
    'A pool unit credits are counted in: credits, GB, drinks. It has a scale and a rounding mode.',
  ],
  ['Wallet', 'One customer’s pool of one credit type.'],
  ['Meter', 'Something customers use that is counted: API calls, support hours, gigabytes.'],
  [
    'Rate',
    'How a meter draws a pool down: 5 calls cost 1 credit. The latest one in force on the date of use counts, one for the customer before a general one.',
  ],
  ['Plan', 'What a subscription grants each period: credits, price, expiry, rollover and overage rules.'],
  ['Pack', 'A top-up a customer can buy: credits, price, expiry.'],
  ['Subscription', 'A customer on a plan, from a date. It makes one lot and one charge each period.'],
  [
    'Lot',
    'Credits granted together, with their own quantity, price, start and expiry. Everything is drawn from lots.',
  ],
  ['Drawdown', 'Credits that one usage event takes from one lot.'],
  [
    'Burn order',
    'Which lot is drawn first: by default priority, then the soonest to expire, then the earliest to start.',
  ],
  ['Rollover', 'What is left of a period’s credits going on into the next, as far as the plan allows.'],
  [
    'Overage',
    'Credits a usage event needs that no lot could pay. The plan says whether they are billed, bought, owed or blocked.',
  ],
  ['Deficit', 'Overage that is carried forward and paid by the next lots that start.'],
  ['Charge', 'Money to be invoiced: plan fee, top-up, overage.'],
  ['Adjustment', 'A correction of a lot: a refund, a void of what is left, or a later last day.'],
  [
    'Void',
    'Usage that should not count. In an open month it is as if it had never been; of a closed month its credits come back on the date of the void.',
  ],
  ['Opening', 'Credits and deferred revenue that an earlier record, such as a spreadsheet, still owed.'],
  [
    'Statement',
    'What a customer gets of a month, or of a subscription’s period: balance, movements, lots, activity, rates and terms. A draft while the month is open; then issued under a number and kept.',
  ],
  [
    'Re-issue',
    'A revision: a statement of a month that was reopened and closed with other content for the customer. Its number ends in -R1, -R2, and it says what changed.',
  ],
  [
    'Deferred revenue',
    'What customers paid for credits they have not used yet: a lot’s price less what was recognised, moved or returned.',
  ],
  [
    'Usage revenue',
    'Recognised as credits are drawn: price × drawn ÷ granted, rounded once over all that was drawn.',
  ],
  ['Breakage', 'Revenue from credits that expire unused, or are expected to.'],
  ['Posting', 'One line of the ledger. Postings are worked out from facts and never edited.'],
  [
    'Fact',
    'What a person or a file told the book: settings, grants, usage, adjustments, closes. Never changed or deleted.',
  ],
  ['Month', 'A calendar month in the book’s time zone, open or closed.'],
  [
    'Late usage',
    'Usage of a closed month: posted at the start of the first open one, rated by its original date.',
  ],
  [
    'Seal',
    'The SHA-256 over a closed month’s postings, chained to the month before. Replaying the facts must give it again.',
  ],
  ['Exception', 'Usage that needs a person: no rate covers it, or no lot paid for it.'],
];

export const KEYS: readonly Entry[] = [
  ['Ctrl K', 'find any customer, lot, event, charge or screen'],
  ['Ctrl 1 … 9, 0', 'go to a screen of the rail'],
  ['F1', 'this help'],
  ['Ctrl F', 'find in a grid'],
  ['Shift arrows', 'select cells; sum, average and count stand below'],
  ['Ctrl A', 'select all cells'],
  ['Ctrl C', 'copy the selected cells, numbers as they are'],
  ['Ctrl Shift C', 'copy with headers'],
  ['Enter', 'explain the number one is on, or open the row; in a sheet that is edited: down'],
  ['Tab', 'go on behind a grid, which arrows go through; in a sheet that is edited: to the right'],
  ['F2', 'edit a cell; Esc leaves it as it was'],
  ['Ctrl D', 'fill down'],
  ['Ctrl Z, Ctrl Y', 'undo, redo'],
  ['Esc', 'close a panel'],
];
