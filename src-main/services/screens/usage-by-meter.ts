// What usage cost, meter by meter: a month beside the one before. For everybody or one customer.
// Must not: rate anything; it adds up what was posted.
import type { Month } from '../../../src-shared/calendar.ts';
import { addMonths, monthOf } from '../../../src-shared/calendar.ts';
import type { MeterUse } from '../../../src-shared/contract/overview.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { MeterSum } from '../../storage/sums/for-charts.ts';
import { meterSums } from '../../storage/sums/for-charts.ts';
import { withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';

/** @param month the last one in which anything is dated, unless told. */
export function usageByMeter(
  session: Session,
  month: Month | null,
  customer: string | null,
): Promise<Result<{ month: Month; before: Month; meters: MeterUse[] }>> {
  return withSource(session, { through: month, customer }, ({ book }, { through, until }) => {
    const before = monthOf(addMonths(`${through}-01`, -1));
    const span = { from: session.book().zone.startOf(`${before}-01`), until };
    const names = latest(session, 'meter');
    const byMeter = Map.groupBy(
      meterSums(session.open, customer, span),
      ({ meter, creditType }) => `${meter}|${creditType}`,
    );
    const meters = [...byMeter.values()].map((sums): MeterUse => {
      const { meter, creditType } = sums[0]!;
      const now = sums.find((one) => one.month === through);
      const then = sums.find((one) => one.month === before);
      const written = (pick: (sum: MeterSum) => bigint, sum: MeterSum | undefined): string =>
        formatScaled(sum ? pick(sum) : 0n, book.creditScale(creditType));
      return {
        meter,
        name: names.get(meter)?.name || meter,
        creditType,
        drawn: written(({ drawn }) => drawn, now),
        overage: written(({ overage }) => overage, now),
        credits: written(({ drawn, overage }) => drawn + overage, now),
        creditsBefore: written(({ drawn, overage }) => drawn + overage, then),
        events: now?.events ?? 0,
      };
    });
    meters.sort((a, b) => compareText(a.creditType, b.creditType) || compareText(a.meter, b.meter));
    return { month: through, before, meters };
  });
}
