// Makes the usage files of the sample company, the same bytes each time: `node resources/sample/make-usage.ts` from anywhere.
// Each stream below is one meter of one customer with a volume per month; the volume is spread over the days
// the customer works, in runs of uneven size. A few events are planted by hand because the story needs them.
// Nothing here is part of the program: it only explains where the files in usage/ come from.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const YEAR = 2025;
const HOUR = 3_600_000;

// ------------------------------------------------------------------------------------------------- chance, seeded

/** FNV-1a, 32 bit. */
function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Mulberry32: a small generator with a seed, numbers from 0 to just under 1. */
function chance(seed: string): () => number {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// ---------------------------------------------------------------------------------------------------- the calendar

/** Hours that Berlin is ahead of UTC at a local date (its clocks change on the last Sundays of March and October, at night). */
function berlinOffset(month: number, day: number): number {
  const lastSunday = (of: number): number => 31 - new Date(Date.UTC(YEAR, of - 1, 31)).getUTCDay();
  const afterMarch = month > 3 || (month === 3 && day >= lastSunday(3));
  const beforeOctober = month < 10 || (month === 10 && day < lastSunday(10));
  return afterMarch && beforeOctober ? 2 : 1;
}

/** Where a customer's day happens; Japan keeps one time all year. */
type Place = 'berlin' | 'london' | 'tokyo';
/** Hours ahead of UTC. */
function offsetAt(place: Place, month: number, day: number): number {
  if (place === 'tokyo') return 9;
  return berlinOffset(month, day) - (place === 'london' ? 1 : 0);
}

const EASTER = '04-18 04-20 04-21';
const HOLIDAYS: Record<string, string> = {
  de: `01-01 ${EASTER} 05-01 05-29 06-09 10-03 12-24 12-25 12-26 12-31`,
  fr: '01-01 04-21 05-01 05-08 05-29 07-14 08-15 11-11 12-25',
  uk: `01-01 ${EASTER} 05-05 05-26 08-25 12-25 12-26`,
  jp: '01-01 01-02 01-03 02-11 04-29 05-03 05-05 05-06 07-21 08-11 08-12 08-13 08-14 08-15 09-15 09-23 11-03 12-29 12-30 12-31',
  it: '01-01 01-06 04-21 04-25 05-01 06-02 08-11 08-12 08-13 08-14 08-15 08-18 08-19 08-20 12-08 12-25 12-26',
  nl: '01-01 04-21 05-29 06-09 12-25 12-26',
};

// ------------------------------------------------------------------------------------------------------ who uses what

interface Stream {
  customer: string;
  meter: string;
  /** Units of the meter per month, January first. */
  monthly: number[];
  /** Runs on a working day. */
  runs: [number, number];
  /** Share of a working day's volume, Monday to Sunday. */
  week: number[];
  /** Local hours in which runs end. */
  hours: [number, number];
  place?: Place;
  closed?: string;
  /** Decimal places of a quantity. */
  places?: number;
  /** 0 even over the month, 1 twice as much at its end as at its start. */
  ramp?: number;
  /** First day, MM-DD. */
  from?: string;
  /** What stands in the reference column. */
  references?: string[];
  /** The system that records it, where it is not the metering service. */
  system?: 'partner' | 'desk';
}

const OFFICE = [1.05, 1.1, 1.05, 1, 0.85, 0, 0];
const EVERY_DAY = [1, 1, 1, 1, 1, 0.8, 0.75];
const FREIGHT = [1.35, 1.1, 1, 1, 1.15, 0.25, 0];
const TRAVEL = [1.2, 1, 0.95, 0.95, 1.1, 0.7, 0.35];
const DEPOTS = ['Bremerhaven', 'Bremerhaven', 'Hamburg-Altenwerder', 'Duisburg', 'Antwerpen'];
const BRANCHES = ['Ulm', 'Ulm', 'Ulm', 'Memmingen', 'Kempten'];

const STREAMS: Stream[] = [
  // Nordhaven: freight papers, strong on Mondays, a climb into the season before Christmas.
  { customer: 'nordhaven', meter: 'pages', monthly: [41_000, 42_500, 47_800, 45_900, 50_300, 47_200, 43_400, 40_600, 54_700, 63_000, 84_500, 76_000], runs: [2, 3], week: FREIGHT, hours: [6, 22], closed: 'de', references: DEPOTS },
  { customer: 'nordhaven', meter: 'extractions', monthly: [2_600, 2_650, 2_900, 2_850, 3_100, 2_950, 2_700, 2_500, 3_350, 4_100, 5_900, 4_950], runs: [1, 1], week: FREIGHT, hours: [17, 23], closed: 'de', references: DEPOTS },
  { customer: 'nordhaven', meter: 'gb_archived', monthly: [168, 172, 196, 188, 205, 190, 181, 176, 214, 246, 322, 301], runs: [0, 1], week: OFFICE, hours: [21, 23.8], closed: 'de', places: 3 },
  { customer: 'nordhaven', meter: 'support_minutes', monthly: [0, 205, 260, 180, 235, 395, 150, 120, 245, 0, 0, 310], runs: [0, 1], week: OFFICE, hours: [9, 17], closed: 'de', system: 'desk' },
  // Montclair: claims. Summer storms; fewer clerks in August; handwritten forms from October.
  { customer: 'montclair', meter: 'pages', monthly: [36_500, 35_800, 37_900, 36_200, 38_400, 51_600, 55_200, 38_300, 33_500, 34_100, 35_400, 30_800], runs: [1, 2], week: OFFICE, hours: [8, 19], closed: 'fr' },
  { customer: 'montclair', meter: 'extractions', monthly: [5_900, 5_700, 6_200, 6_000, 6_350, 8_450, 8_900, 6_300, 5_250, 5_400, 5_600, 4_900], runs: [1, 1], week: OFFICE, hours: [12, 20], closed: 'fr' },
  { customer: 'montclair', meter: 'translated_chars', monthly: [1_650_000, 1_580_000, 1_720_000, 1_490_000, 1_610_000, 2_240_000, 2_480_000, 1_370_000, 1_520_000, 1_600_000, 1_580_000, 1_320_000], runs: [0, 1], week: OFFICE, hours: [9, 18], closed: 'fr' },
  { customer: 'montclair', meter: 'handwriting', monthly: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1_480, 1_650, 1_390], runs: [0, 1], week: OFFICE, hours: [9, 18], closed: 'fr' },
  { customer: 'montclair', meter: 'support_minutes', monthly: [110, 165, 210, 160, 195, 345, 380, 135, 190, 0, 0, 205], runs: [0, 1], week: OFFICE, hours: [9, 17], closed: 'fr', from: '01-15', system: 'desk' },
  // Harbour & Lyle: tax deadlines, 31 March to 5 April and 31 July; a hill before the January returns.
  { customer: 'harbour-lyle', meter: 'pages', monthly: [0, 5_000, 8_200, 16_400, 5_200, 4_700, 6_900, 3_500, 4_400, 5_900, 6_300, 12_100], runs: [1, 1], week: OFFICE, hours: [9, 19], place: 'london', closed: 'uk', ramp: 0.7 },
  { customer: 'harbour-lyle', meter: 'extractions', monthly: [0, 690, 1_120, 1_850, 720, 640, 960, 480, 620, 850, 880, 1_230], runs: [1, 1], week: OFFICE, hours: [9, 18], place: 'london', closed: 'uk', ramp: 0.5 },
  // Koyo: a pilot in February and March, then the fiscal year from 1 April, more each month.
  { customer: 'koyo', meter: 'pages', monthly: [0, 4_200, 9_400, 22_000, 21_500, 31_900, 33_800, 24_900, 36_700, 43_500, 47_600, 36_400], runs: [1, 1], week: OFFICE, hours: [9, 18], place: 'tokyo', closed: 'jp', from: '02-17' },
  { customer: 'koyo', meter: 'extractions', monthly: [0, 180, 520, 2_550, 2_450, 3_800, 4_300, 2_900, 4_550, 5_400, 6_050, 4_700], runs: [1, 1], week: OFFICE, hours: [11, 18.5], place: 'tokyo', closed: 'jp', from: '02-24' },
  { customer: 'koyo', meter: 'translated_chars', monthly: [0, 240_000, 610_000, 1_480_000, 1_350_000, 2_150_000, 2_320_000, 1_690_000, 2_480_000, 2_890_000, 3_150_000, 2_420_000], runs: [0, 1], week: OFFICE, hours: [10, 17], place: 'tokyo', closed: 'jp', from: '02-24' },
  // La Tavola Buona: pays for a thousand credits a month and scans a shoebox of receipts on Fridays.
  { customer: 'tavola', meter: 'pages', monthly: [90, 260, 310, 240, 180, 120, 95, 40, 130, 150, 170, 210], runs: [1, 1], week: [0, 0, 0.15, 0, 1, 0, 0], hours: [15, 18], closed: 'it', from: '01-15' },
  { customer: 'tavola', meter: 'extractions', monthly: [12, 34, 41, 28, 22, 15, 9, 0, 18, 21, 19, 26], runs: [0, 1], week: [0, 0, 0.2, 0, 1, 0, 0], hours: [16, 18], closed: 'it', from: '01-15' },
  { customer: 'tavola', meter: 'support_minutes', monthly: [0, 96, 58, 0, 22, 0, 0, 0, 0, 0, 0, 0], runs: [0, 1], week: OFFICE, hours: [10, 16], closed: 'it', from: '02-12', system: 'desk' },
  // Quillo: a start-up that outgrows its plan; works on Sundays.
  { customer: 'quillo', meter: 'pages', monthly: [0, 1_020, 4_250, 3_650, 4_600, 8_300, 8_600, 9_500, 12_000, 13_300, 15_700, 16_300], runs: [1, 2], week: EVERY_DAY, hours: [9, 23], closed: 'nl', ramp: 0.35, from: '02-10' },
  { customer: 'quillo', meter: 'extractions', monthly: [0, 110, 430, 390, 500, 850, 1_000, 1_090, 1_370, 1_520, 1_800, 1_880], runs: [1, 1], week: EVERY_DAY, hours: [10, 23.5], closed: 'nl', ramp: 0.35, from: '02-10' },
  // Stadtarchiv Lindenau: a digitisation campaign from April to July, handwritten registers from September.
  { customer: 'lindenau', meter: 'gb_archived', monthly: [520, 590, 720, 890, 1_230, 1_380, 1_060, 460, 540, 610, 580, 390], runs: [1, 2], week: OFFICE, hours: [8, 17], closed: 'de', places: 3, references: ['Standesamt', 'Bauakten', 'Ratsprotokolle', 'Nachlass Wieland', 'Fotothek'] },
  { customer: 'lindenau', meter: 'gb_archived_compressed', monthly: [190, 210, 260, 320, 440, 460, 380, 240, 280, 300, 290, 200], runs: [0, 1], week: OFFICE, hours: [18, 23], closed: 'de', places: 3, references: ['Fotothek', 'Bauakten'] },
  { customer: 'lindenau', meter: 'gb_retrieved', monthly: [38, 44, 52, 41, 63, 58, 36, 29, 47, 71, 66, 33], runs: [0, 1], week: OFFICE, hours: [9, 16], closed: 'de', places: 2, references: ['Lesesaal'] },
  { customer: 'lindenau', meter: 'pages', monthly: [0, 420, 510, 380, 610, 540, 290, 260, 640, 820, 760, 430], runs: [0, 1], week: OFFICE, hours: [9, 16], closed: 'de', references: ['Standesamt', 'Ratsprotokolle'] },
  { customer: 'lindenau', meter: 'handwriting', monthly: [0, 0, 0, 0, 0, 0, 0, 0, 1_750, 2_480, 2_310, 1_240], runs: [1, 1], week: OFFICE, hours: [9, 16], closed: 'de', from: '09-08', references: ['Kirchenbuch 1744–1789', 'Kirchenbuch 1790–1821', 'Ratsprotokolle'] },
  { customer: 'lindenau', meter: 'workshop_hours', monthly: [0, 2, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0], runs: [0, 1], week: [0, 1, 0, 1, 0, 0, 0], hours: [11, 15], closed: 'de', places: 1, system: 'desk' },
  // Aurelia Reisen: passports and vouchers; everything happens before and in the summer.
  { customer: 'aurelia', meter: 'pages', monthly: [2_700, 3_400, 5_600, 7_900, 10_600, 14_900, 17_100, 14_000, 6_500, 3_200, 1_900, 4_000], runs: [1, 3], week: TRAVEL, hours: [8, 20], closed: 'de' },
  { customer: 'aurelia', meter: 'extractions', monthly: [110, 140, 230, 330, 440, 620, 720, 590, 270, 130, 80, 170], runs: [0, 1], week: TRAVEL, hours: [9, 19], closed: 'de' },
  { customer: 'aurelia', meter: 'translated_chars', monthly: [90_000, 120_000, 210_000, 340_000, 460_000, 520_000, 480_000, 310_000, 150_000, 80_000, 60_000, 140_000], runs: [0, 1], week: OFFICE, hours: [9, 18], closed: 'de' },
  // Höger & Söhne: sold through the partner, whose portal counts them; back to school in August and September.
  { customer: 'hoeger', meter: 'pages', monthly: [0, 0, 0, 0, 0, 3_300, 8_300, 10_900, 12_600, 9_200, 9_800, 7_400], runs: [1, 2], week: OFFICE, hours: [8, 18], closed: 'de', from: '06-15', references: BRANCHES, system: 'partner' },
  { customer: 'hoeger', meter: 'extractions', monthly: [0, 0, 0, 0, 0, 430, 1_090, 1_450, 1_680, 1_220, 1_310, 980], runs: [0, 1], week: OFFICE, hours: [12, 19], closed: 'de', from: '06-15', references: BRANCHES, system: 'partner' },
  { customer: 'hoeger', meter: 'gb_archived', monthly: [0, 0, 0, 0, 0, 41, 88, 117, 139, 104, 112, 79], runs: [0, 1], week: OFFICE, hours: [18, 20], closed: 'de', from: '06-15', places: 3, references: ['Ulm'], system: 'partner' },
];

interface Event {
  id: string;
  customer: string;
  meter: string;
  quantity: string;
  /** UTC milliseconds. */
  at: number;
  reference: string;
  system: 'meter' | 'partner' | 'desk';
}

function idOf(customer: string, meter: string, at: number, quantity: string): string {
  const text = `${customer}|${meter}|${at}|${quantity}`;
  const part = (seed: number): string => hash(text, seed).toString(16).padStart(8, '0');
  return `u-${part(0x811c9dc5)}${part(0x01000193).slice(0, 4)}`;
}

function eventsOf(stream: Stream, month: number): Event[] {
  const volume = stream.monthly[month - 1] ?? 0;
  if (volume === 0) return [];
  const random = chance(`${stream.customer} ${stream.meter} ${month}`);
  const days = new Date(Date.UTC(YEAR, month, 0)).getUTCDate();
  const closed = HOLIDAYS[stream.closed ?? ''] ?? '';
  const place = stream.place ?? 'berlin';
  const runs: { at: number; weight: number }[] = [];
  for (let day = 1; day <= days; day++) {
    const date = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const weekday = (new Date(Date.UTC(YEAR, month - 1, day)).getUTCDay() + 6) % 7;
    const share = (stream.week[weekday] ?? 0) * (1 + ((stream.ramp ?? 0) * day) / days);
    if (share === 0 || closed.includes(date)) continue;
    if (stream.from && date < stream.from) continue;
    const [least, most] = stream.runs;
    const count = least + Math.floor(random() * (most - least + 1));
    for (let run = 0; run < count; run++) {
      const [opens, shuts] = stream.hours;
      // The mean of two draws: busier in the middle of the day than at its ends.
      const hour = opens + ((random() + random()) / 2) * (shuts - opens);
      const local = Date.UTC(YEAR, month - 1, day) + Math.floor(hour * 3600) * 1000;
      runs.push({ at: local - offsetAt(place, month, day) * HOUR, weight: (share * (0.7 + 0.6 * random())) / count });
    }
  }
  const total = runs.reduce((sum, run) => sum + run.weight, 0);
  const places = stream.places ?? 0;
  const references = stream.references;
  return runs.flatMap(({ at, weight }) => {
    const quantity = ((volume * weight) / total).toFixed(places);
    if (Number(quantity) === 0) return [];
    const reference = references ? (references[Math.floor(random() * references.length)] ?? '') : '';
    const { customer, meter } = stream;
    return { id: idOf(customer, meter, at, quantity), customer, meter, quantity, at, reference, system: stream.system ?? 'meter' };
  });
}

// ------------------------------------------------------------------------------------------------- planted by hand

/** An event at a Berlin wall time "MM-DDTHH:MM:SS". */
function planted(id: string, customer: string, meter: string, when: string, quantity: string, reference = ''): Event {
  const [month, day] = [Number(when.slice(0, 2)), Number(when.slice(3, 5))];
  const at = Date.parse(`${YEAR}-${when}Z`) - berlinOffset(month, day) * HOUR;
  return { id, customer, meter, quantity, at, reference, system: 'meter' };
}

const PLANTED: Event[] = [
  // Our own engineers ran load tests on a customer's live key; noticed in February.
  planted('u-7c1e90ab52d4', 'nordhaven', 'pages', '01-03T16:41:07', '4000', 'Bremerhaven'),
  planted('u-e2b4417f0c93', 'nordhaven', 'pages', '01-28T16:38:52', '3000', 'Bremerhaven'),
  // The gateway sent one batch twice, under two ids.
  planted('u-50d7f2a9be16', 'montclair', 'extractions', '02-18T14:06:11', '412'),
  planted('u-50d7f2a9be17', 'montclair', 'extractions', '02-18T14:06:13', '412'),
  // Handwriting before its launch on 8 September: the archive's closed beta.
  planted('u-1f8aa0c3d701', 'lindenau', 'handwriting', '09-02T10:12:30', '38', 'Beta'),
  planted('u-1f8aa0c3d702', 'lindenau', 'handwriting', '09-03T11:40:02', '64', 'Beta'),
  planted('u-1f8aa0c3d703', 'lindenau', 'handwriting', '09-04T15:05:45', '51', 'Beta'),
  // Retries after a time-out of ours, in the last days of a period that was already in overage.
  planted('u-9b36d8e4f210', 'quillo', 'pages', '11-14T02:17:33', '2400'),
];

/** Events of the last evening of June that the queue held back: they come with July's file. */
const HELD_BACK = (event: Event): boolean =>
  event.system === 'meter' && event.customer !== 'koyo' && berlin(event.at) >= '2025-06-30T17:00' && berlin(event.at) < '2025-07-01';

// ------------------------------------------------------------------------------------------------------ the files

const two = (value: number): string => String(value).padStart(2, '0');

/** Berlin wall time, YYYY-MM-DDTHH:MM:SS. */
function berlin(at: number): string {
  return new Date(at + offsetOf(at) * HOUR).toISOString().slice(0, 19);
}
function offsetOf(at: number): number {
  const near = new Date(at + HOUR);
  return berlinOffset(near.getUTCMonth() + 1, near.getUTCDate());
}
const withOffset = (at: number): string => `${berlin(at)}+0${offsetOf(at)}:00`;
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const dayMonthYear = (at: number, separator: string): string => {
  const local = berlin(at);
  return [local.slice(8, 10), local.slice(5, 7), local.slice(0, 4)].join(separator);
};
const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: string[][]): string => `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;

const folder = join(dirname(fileURLToPath(import.meta.url)), 'usage');
function write(name: string, content: string | Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}

/** windows-1252: Latin-1, but with typographic signs where Latin-1 has control characters. */
function windows1252(text: string): Uint8Array {
  const special: Record<string, number> = { '€': 0x80, '„': 0x84, '“': 0x93, '”': 0x94, '–': 0x96, '—': 0x97 };
  return Uint8Array.from(text, (sign) => special[sign] ?? sign.charCodeAt(0));
}
const utf16 = (text: string): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

const all: Event[] = [];
for (let month = 1; month <= 12; month++) for (const stream of STREAMS) all.push(...eventsOf(stream, month));
all.push(...PLANTED);
all.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
const monthOf = (event: Event): number => Number(berlin(event.at).slice(5, 7));
const inMonth = (month: number, ...systems: Event['system'][]): Event[] =>
  all.filter((event) => monthOf(event) === month && systems.includes(event.system));

// January and February: the old metering service, local time.
// April to June: the new one, local time with its offset. From July: UTC.
for (let month = 1; month <= 11; month++) {
  let events = inMonth(month, 'meter', ...(month < 10 ? (['desk'] as const) : []));
  if (month === 6) {
    // The nightly export overlaps: the last day of May once more. What the queue held back is missing.
    events = [...inMonth(5, 'meter', 'desk').filter((event) => berlin(event.at) >= '2025-05-30'), ...events];
    events = events.filter((event) => !HELD_BACK(event));
  }
  if (month === 7) events = [...all.filter(HELD_BACK), ...events];
  const name = `${YEAR}-${two(month)}.csv`;
  if (month <= 2) {
    const rows = events.map((e) => [e.id, e.customer, e.meter, e.quantity, berlin(e.at), e.reference]);
    write(name, csv([['event_id', 'customer', 'meter', 'quantity', 'occurred_at', 'reference'], ...rows]));
  } else if (month === 3) {
    // The metering service was being replaced: this is the gateway's own log, which knows no ids.
    const rows = events.map((e) => [berlin(e.at), e.customer, e.meter, e.quantity]);
    write(name, csv([['occurred_at', 'customer', 'meter', 'quantity'], ...rows]));
  } else {
    const time = month <= 6 ? withOffset : utc;
    const rows = events.map((e) => [e.id, time(e.at), e.customer, e.meter, e.quantity, e.reference]);
    write(name, csv([['Event ID', 'Occurred at', 'Customer', 'Meter', 'Quantity', 'Reference'], ...rows]));
  }
}

// The partner's portal: semicolons, windows-1252, 1.234,5 and 31.12.2025, its own names for everything.
const LEISTUNG: Record<string, [name: string, unit: string]> = {
  pages: ['Seitenerkennung', 'Seiten'],
  extractions: ['Belegauslesung', 'Belege'],
  gb_archived: ['Archivspeicher', 'GB'],
};
const german = (quantity: string): string => {
  const [whole = '', fraction] = quantity.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, '.') + (fraction === undefined ? '' : `,${fraction}`);
};
let receipt = 40_217;
for (let month = 6; month <= 12; month++) {
  const rows = inMonth(month, 'partner').map((e) => {
    const [name, unit] = LEISTUNG[e.meter] ?? ['', ''];
    receipt += 1 + (hash(e.id) % 9);
    const when = `${dayMonthYear(e.at, '.')} ${berlin(e.at).slice(11, 16)}`;
    return [`PP-${receipt}`, 'H-0815', `Höger & Söhne – Filiale ${e.reference}`, name, german(e.quantity), unit, when];
  });
  const head = ['Beleg-Nr.', 'Händler', 'Endkunde', 'Leistung', 'Menge', 'Einheit', 'Verbraucht am'];
  write(`${YEAR}-${two(month)}-partner-portal.csv`, windows1252(`${[head, ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`));
}

// The new help desk, from October: "Unicode text" as Excel saves it. Its first export told hours instead of minutes.
type Ticket = [organisation: string, subject: string, minutes: number, closed: string];
const TICKETS: Record<string, Ticket[]> = {
  '10': [
    ['Nordhaven Logistik AG', 'Delivery notes of the new depot are read upside down', 48, '10-02 11:20'],
    ['Assurances Montclair', 'Which confidence score for handwritten amounts?', 25, '10-06 15:42'],
    ['Nordhaven Logistik AG', 'Field mapping: container numbers', 64, '10-09 10:05'],
    ['La Tavola Buona S.r.l.', 'Password of the second user', 7, '10-13 16:31'],
    ['Nordhaven Logistik AG', 'Webhook retries after maintenance', 33, '10-16 09:48'],
    ['Assurances Montclair', 'Claims forms of 1998, faint print', 71, '10-21 14:19'],
    ['Nordhaven Logistik AG', 'Forecast for the season, rate limits', 90, '10-28 13:00'],
  ],
  '11': [
    ['Nordhaven Logistik AG', 'Second key for Antwerpen', 12, '11-04 09:15'],
    ['Nordhaven Logistik AG', 'Peak week: throughput review', 120, '11-12 14:30'],
    ['Stadtarchiv Lindenau', 'Long s and ligatures in church registers', 105, '11-13 11:10'],
    ['Assurances Montclair', 'Batch of 17 November stuck', 39, '11-18 10:22'],
    ['Nordhaven Logistik AG', 'Duplicate documents after a scanner jam', 56, '11-20 16:44'],
    ['Assurances Montclair', 'Monthly review', 45, '11-26 11:00'],
    ['Nordhaven Logistik AG', 'Black Friday: queue length', 83, '11-28 18:05'],
  ],
};
let ticket = 48_190;
for (const [month, tickets] of Object.entries(TICKETS)) {
  const rows = tickets.map(([organisation, subject, minutes, closed]) => {
    ticket += 3 + (hash(subject) % 11);
    return { cells: [`T-${ticket}`, organisation, subject], minutes, closed: `${YEAR}-${closed}` };
  });
  const table = (spent: (minutes: number) => string): string =>
    [['Ticket', 'Organisation', 'Subject', 'Minutes', 'Closed'], ...rows.map((row) => [...row.cells, spent(row.minutes), row.closed])]
      .map((row) => `${row.join('\t')}\r\n`)
      .join('');
  if (month === '10') write(`${YEAR}-10-helpdesk-hours.csv`, utf16(table((minutes) => (minutes / 60).toFixed(2))));
  write(`${YEAR}-${month}-helpdesk.csv`, utf16(table(String)));
}

// December, as the billing desk put it together in a spreadsheet: two extracts under one another, with all that goes wrong.
const CLIENTS: Record<string, string[]> = {
  nordhaven: ['Nordhaven Logistik AG', 'NORDHAVEN LOGISTIK AG', 'Nordhaven Logistik'],
  montclair: ['Assurances Montclair', 'ASSURANCES MONTCLAIR', 'Assurances Montclair SA'],
  'harbour-lyle': ['Harbour & Lyle', 'Harbour & Lyle LLP', 'harbour & lyle'],
  koyo: ['Koyo Seimitsu K.K.', 'KOYO SEIMITSU'],
  tavola: ['La Tavola Buona', 'la tavola buona'],
  quillo: ['Quillo Labs', 'quillo labs', 'QUILLO LABS'],
  lindenau: ['Stadtarchiv Lindenau', 'STADTARCHIV LINDENAU'],
  aurelia: ['Aurelia Reisen', 'aurelia reisen'],
};
const PRODUCTS: Record<string, [name: string, unit: string]> = {
  pages: ['Page OCR', 'pages'],
  extractions: ['Document extraction', 'docs'],
  handwriting: ['Handwriting', 'pages'],
  translated_chars: ['Translation', 'chars'],
  table_pages: ['Table recognition', 'pages'],
  gb_archived: ['Archive', 'GB'],
  gb_archived_compressed: ['Archive (compressed)', 'GB'],
  gb_retrieved: ['Retrieval', 'GB'],
  support_minutes: ['Support', 'min'],
  workshop_hours: ['Workshop', 'h'],
};
const english = (quantity: string): string => {
  const [whole = '', fraction] = quantity.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
};
const minute = (at: number): string => `${dayMonthYear(at, '/')} ${berlin(at).slice(11, 16)}`;
const HEAD = ['Record', 'Client', 'Product', 'Qty', 'Unit', 'Time', 'Remark'];
const line = (e: Event, remark = ''): string[] => {
  const names = CLIENTS[e.customer] ?? [];
  const spelling = hash(e.id, 7) % 10;
  const client = names[spelling < 7 ? 0 : spelling % names.length] ?? '';
  const [product, unit] = PRODUCTS[e.meter] ?? ['', ''];
  return [e.id, client, product, english(e.quantity), unit, minute(e.at), remark || e.reference];
};
const december = [
  ...inMonth(12, 'meter', 'desk'),
  planted('u-3d90b6e7c401', 'quillo', 'table_pages', '12-16T10:24:00', '120'),
  planted('u-3d90b6e7c402', 'nordhaven', 'table_pages', '12-17T15:51:00', '260', 'Duisburg'),
  planted('u-3d90b6e7c403', 'quillo', 'table_pages', '12-18T19:07:00', '85'),
].sort((a, b) => a.at - b.at);
const middle = december.findIndex((event) => berlin(event.at) >= '2025-12-17');
const firstHalf = december.slice(0, middle);
const secondHalf = december.slice(middle);
const anExtraction = firstHalf.find((e) => e.customer === 'montclair' && e.meter === 'extractions');
const aPage = firstHalf.findLast((e) => e.customer === 'aurelia' && e.meter === 'pages');
const blank = HEAD.map(() => '');
const total = (events: Event[]): string[] => {
  const sum = events.reduce((so, e) => so + Number(e.quantity), 0);
  return ['Total', '', '', english(sum.toFixed(2)), '', '', `${events.length} records`];
};
const messy: string[][] = [
  ['Klarblatt GmbH: usage for invoicing', '', '', '', '', '', ''],
  ['December 2025, extract of the metering service and the help desk', '', '', '', '', '', ''],
  ['Made 05/01/2026 by the billing desk', '', '', '', '', '', ''],
  blank,
  HEAD,
  // Two late ones of November: a depot that was offline, and one that was reported by telephone.
  line(planted('u-a41b77c09e35', 'nordhaven', 'pages', '11-27T21:40:00', '1860', 'Antwerpen'), 'sent late, depot offline'),
  line(planted('u-a41b77c09e36', 'montclair', 'support_minutes', '11-28T16:20:00', '35'), 'logged late'),
  ...firstHalf.map((e) => line(e)),
  ['C-1207', 'Nordhaven Logistik AG', 'Page OCR', '-1,250', 'pages', '15/12/2025 12:00', 'correction, see mail of 12 December'],
  blank,
  blank,
  HEAD,
  // The second extract begins where the first one ended: one record stands in both.
  ...(aPage ? [line(aPage)] : []),
  ...(anExtraction ? [line({ ...anExtraction, quantity: String(Number(anExtraction.quantity) + 5) }, 'recounted')] : []),
  ...secondHalf.map((e) => line(e)),
  ['u-77d0145ac2f1', 'Copperfield Dental Group', 'Page OCR', '340', 'pages', '18/12/2025 09:30', 'trial account?'],
  ['u-77d0145ac2f2', 'Aurelia Reisen', 'Page OCR', '145', 'pages', '31/11/2025 17:05', ''],
  ['C-1208', 'Harbour & Lyle', 'Document extraction', '-18', 'docs', '19/12/2025 12:00', 'goodwill'],
  blank,
  total([...firstHalf, ...secondHalf]),
];
write(`${YEAR}-12-billing-desk.csv`, csv(messy).replaceAll('\n', '\r\n'));
