// The offsets of a time zone are the same whatever the machine's clock says: a dead battery must not move the days of a book.
import { afterEach, expect, it, vi } from 'vitest';
import { openZone } from '../../src-shared/calendar.ts';

afterEach(() => vi.restoreAllMocks());

/** Minutes that the wall clock is ahead of UTC, by another source. */
function offsetMinutes(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)!;
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

// Zones that no other test of this file has opened: once worked out they are kept.
it.each([
  [1970, ['Europe/Vienna', 'Europe/Paris', 'America/Chicago', 'Asia/Kolkata', 'Australia/Sydney']],
  [1990, ['Europe/Madrid', 'America/Sao_Paulo', 'Asia/Tokyo', 'Asia/Karachi', 'Africa/Cairo']],
  [2120, ['Europe/Rome', 'America/Denver', 'Pacific/Auckland']],
] as const)('in %i by the clock', (year, zones) => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(year, 0, 1));
  for (const id of zones) {
    const zone = openZone(id)!;
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: id, timeZoneName: 'longOffset' });
    for (let month = 0; month < 12 * 80; month += 5) {
      const instant = Date.UTC(1975, month, 15, 12);
      const what = `${id} ${new Date(instant).toISOString()}`;
      expect([what, (zone.toLocal(instant) - instant) / 60_000]).toEqual([
        what,
        offsetMinutes(format, instant),
      ]);
    }
  }
});
