// node ours.ts FILE ROWS: a detail sheet of so many rows, written as our workbooks are. What the peers in this folder write too.
import { writeWorkbook } from '../../../src-main/excel/write.ts';
import { amount, date, header, text, title } from '../../../src-main/reports/workbooks/cells.ts';
import type { SpecRow } from '../../../src-main/reports/workbooks/spec.ts';

const [file = 'detail.xlsx', count = '1000'] = process.argv.slice(2);

function* rows(): Generator<SpecRow> {
  yield [title('Activity')];
  const heads = ['Wallet', 'Date', 'Event', 'Meter', 'Quantity', 'In', 'Out', 'Balance'];
  yield heads.map((head) => header(head));
  for (let n = 0; n < Number(count); n++) {
    yield [
      text('credits'),
      date(`2026-01-${String((n % 28) + 1).padStart(2, '0')}`),
      text(`event-${n}`),
      text('meter1'),
      { value: `${n % 977}.5`, format: 'number' },
      amount(BigInt(n * 7), 2),
      amount(BigInt(n * 6), 2),
      amount(BigInt(n * 77), 2),
    ];
  }
}

const sheet = { name: 'Activity', kind: 'detail' as const, columns: [], rows: rows(), repeatHeading: 2 };
const about = { title: 'Detail', subject: 'bench', author: 'bench', date: '2026-01-31' };
await writeWorkbook({ ...about, sheets: [sheet] }, file);
