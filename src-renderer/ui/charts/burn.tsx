// The burn of a wallet: its balance day by day, how it would go on at its pace, where lots expire on the way, and when it runs out.
// Must not: estimate anything; what lies ahead is given.
import type { WalletBurn } from '../../../src-shared/contract/customers.ts';
import { dayNumber, monthsFrom } from '../format/dates.ts';
import { useFormat } from '../format/values.tsx';
import { scale, stepLabel, ticks } from './scale.ts';

interface BurnProps {
  readonly width: number;
  readonly unit: string;
  readonly asOf: string;
  readonly burn: WalletBurn;
  /** null: no estimate. */
  readonly runsOut: string | null;
}

export const BURN_HEIGHT = 176;
const LEFT = 44;
/** Room for what is said of the time ahead. */
const RIGHT = 196;
const TOP = 22;
const GROUND = BURN_HEIGHT - 20;
/** Days shown of what lies ahead. */
const LEAST_AHEAD = 31;
const MOST_AHEAD = 184;
/** Labels of what expires stand on so many lines, the next below the one before. */
const LINES = 3;

export function Burn({ width, unit, asOf, burn, runsOut }: BurnProps) {
  const format = useFormat();
  const { from, days, ahead, expiring } = burn;
  const today = dayNumber(asOf) + 1;
  const lastAhead = dayNumber(ahead.at(-1)?.on ?? asOf) + 1;
  const end = Math.min(Math.max(lastAhead + 14, today + LEAST_AHEAD), today + MOST_AHEAD);
  const start = dayNumber(from);
  const x = scale(start, end, LEFT, width - RIGHT);
  const steps = ticks(Math.max(...[...days, ...ahead].map(({ balance }) => Number(balance)), 0), 3);
  const y = scale(0, Math.max(steps.at(-1) ?? 0, 1e-9), GROUND, TOP);
  // A balance stands at the end of its day: the next day begins with it.
  const at = (on: string): number => x(Math.min(Math.max(dayNumber(on) + 1, start), end));
  const level = (balance: string): number => y(Number(balance));
  const balance = ahead[0]?.balance ?? '0';
  const first = days[0];
  const past = first
    ? `M${at(first.on)} ${level(first.balance)}${days
        .slice(1)
        .map((day) => `H${at(day.on)}V${level(day.balance)}`)
        .join('')}H${x(today)}`
    : '';
  const seen = ahead.filter(({ on }) => dayNumber(on) + 1 <= end);
  const on = seen.map((day) => `${at(day.on)} ${level(day.balance)}`);
  const beyond = clippedAt(end, ahead);
  if (beyond !== null && ahead.length > seen.length) on.push(`${x(end)} ${y(beyond)}`);
  return (
    <>
      {steps.map((step) => (
        <g key={step}>
          <line
            className={step === 0 ? 'axis' : 'hair'}
            x1={LEFT}
            x2={width - RIGHT}
            y1={y(step)}
            y2={y(step)}
          />
          <text className="end" x={LEFT - 6} y={y(step) + 4}>
            {stepLabel(step)}
          </text>
        </g>
      ))}
      <Months from={from} end={end} x={x} width={width} />
      <path className="line" d={past} />
      {on.length > 1 ? <path className="ahead" d={`M${on.join('L')}`} /> : null}
      <line className="axis" x1={x(today)} x2={x(today)} y1={TOP - 8} y2={GROUND} />
      <text className="said end" x={x(today) - 6} y={TOP - 8}>
        {format(balance, 'credits')} {unit} on {format(asOf, 'date')}
      </text>
      <circle className="first" cx={x(today)} cy={level(balance)} r={3} />
      {expiring
        .filter((one) => dayNumber(one.on) + 1 <= end)
        .slice(0, LINES)
        .map(({ on: day, credits }, index) => (
          <Marked
            key={day}
            x={at(day)}
            y={TOP + 6 + index * 14}
            text={`${format(credits, 'credits')} would expire ${format(day, 'date')}`}
          />
        ))}
      {runsOut !== null && dayNumber(runsOut) + 1 <= end ? (
        <>
          <circle className="second" cx={at(runsOut)} cy={GROUND} r={3} />
          <Marked x={at(runsOut)} y={GROUND - 6} text={`runs out about ${format(runsOut, 'date')}`} plain />
        </>
      ) : null}
    </>
  );
}

/** The balance at a day that lies between two points. */
function clippedAt(day: number, ahead: WalletBurn['ahead']): number | null {
  for (const [index, next] of ahead.entries()) {
    const before = ahead[index - 1];
    const [left, right] = [dayNumber(before?.on ?? next.on) + 1, dayNumber(next.on) + 1];
    if (before && left <= day && day < right)
      return scale(left, right, Number(before.balance), Number(next.balance))(day);
  }
  return null;
}

/** A label at the right of its place, with a line down to the ground. */
function Marked({ x, y, text, plain }: { x: number; y: number; text: string; plain?: boolean }) {
  return (
    <>
      {plain ? null : <line className="axis" x1={x} x2={x} y1={y - 9} y2={GROUND} strokeDasharray="1 3" />}
      <text className="said" x={x + 6} y={y}>
        {text}
      </text>
    </>
  );
}

function Months(props: { from: string; end: number; x: (day: number) => number; width: number }) {
  const { from, end, x, width } = props;
  const format = useFormat();
  const months = monthsFrom(from.slice(0, 7), '9999-12').slice(0, 24);
  const shown = months.filter((month) => dayNumber(`${month}-01`) < end);
  const every = Math.ceil((shown.length * 34) / width);
  return shown.map((month, index) => {
    const left = Math.max(x(dayNumber(`${month}-01`)), LEFT);
    const right = x(Math.min(dayNumber(`${months[index + 1] ?? month}-01`), end));
    return (
      <g key={month}>
        <line className="axis" x1={left} x2={left} y1={GROUND} y2={GROUND + 4} />
        {index % every === 0 && right - left > 18 ? (
          <text x={left + 3} y={GROUND + 15}>
            {format(month, 'month').slice(0, 3)}
          </text>
        ) : null}
      </g>
    );
  });
}
