// What a comparison comes to, for whoever decides: a sentence, the causes with what they are worth, the months; and what to do with it.
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { WireComparison } from '../../../../src-shared/comparison/calls.ts';
import { useBackend, useDoing } from '../../../api/queries.tsx';
import { Amount, MonthName } from '../../../ui/format/values.tsx';
import { ProgressLine } from '../../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../../ui/panels/told.tsx';
import type { Kept } from './kept.ts';
import { askedOf, keep } from './kept.ts';
import { NotCompared } from './not-compared.tsx';

interface OutcomeProps {
  kept: Kept;
  compared: WireComparison;
  /** Which months, above the table of them. */
  span: ReactNode;
}

export function Outcome({ kept, compared, span }: OutcomeProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="reconcile-body stack" aria-label="What the comparison comes to" tabIndex={0}>
      <p className="spreadsheet-conclusion" role="status">
        {compared.conclusion}
      </p>
      <NotCompared compared={compared} />
      <Handing kept={kept} compared={compared} />
      {compared.causes.length > 0 ? <Causes compared={compared} /> : null}
      {span}
      <Months compared={compared} />
      <p className="dim small">
        Amounts are spreadsheet less book. A cause is named only where deriving the book under it gives the
        spreadsheet’s number exactly, or where the spreadsheet’s own rows do not add up.
      </p>
    </section>
  );
}

function Causes({ compared: { causes } }: { compared: WireComparison }) {
  return (
    <table className="plain" aria-label="Differences by cause">
      <thead>
        <tr>
          <th>Cause</th>
          <th className="num">Differences</th>
          <th className="num">Credits</th>
          <th className="num">In the last balance</th>
          <th>Credit type</th>
          <th className="num">Deferred revenue</th>
          <th className="num">In the last balance</th>
          <th>Currency</th>
          <th>What it means</th>
        </tr>
      </thead>
      <tbody>
        {causes.map((one) => (
          <tr key={`${one.cause}|${one.creditType}|${one.currency}`}>
            <td className="spreadsheet-cause">{one.cause}</td>
            <td className="num">{one.count}</td>
            <td className="num">
              <Amount value={one.credits} />
            </td>
            <td className="num">
              <Amount value={one.creditsLast} />
            </td>
            <td className="dim">{one.creditType}</td>
            <td className="num">
              <Amount value={one.money} />
            </td>
            <td className="num">
              <Amount value={one.moneyLast} />
            </td>
            <td className="dim">{one.currency}</td>
            <td className="dim">{one.meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Months({ compared }: { compared: WireComparison }) {
  const { months, ...all } = compared;
  return (
    <table className="plain spreadsheet-months" aria-label="Month by month">
      <thead>
        <tr>
          <th>Month</th>
          <CountHeads />
        </tr>
      </thead>
      <tbody>
        {months.map((one) => (
          <tr key={one.month}>
            <td>
              <MonthName value={one.month} />
            </td>
            <Counts {...one} />
          </tr>
        ))}
        <tr className="total">
          <td>Total</td>
          <Counts {...all} />
        </tr>
      </tbody>
    </table>
  );
}

type Tally = Pick<WireComparison, 'balances' | 'agree' | 'explained' | 'unexplained'>;

export function CountHeads() {
  return ['Balances', 'Agree', 'Known cause', 'Not explained'].map((head) => (
    <th key={head} className="num">
      {head}
    </th>
  ));
}

export function Counts({ balances, agree, explained, unexplained }: Tally) {
  return [balances, agree, explained, unexplained].map((value, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: four columns that do not move
    <td key={index} className="num">
      <Amount value={String(value)} />
    </td>
  ));
}

/** The report as a file, and the comparison on record. */
function Handing({ kept, compared }: { kept: Kept; compared: WireComparison }) {
  const { host } = useBackend();
  const saving = useDoing('comparison.save');
  const recording = useDoing('comparison.record');
  const [saved, setSaved] = useState<string | null>(null);
  const { file, recorded } = kept;
  if (!file) return null;
  const save = async (): Promise<void> => {
    const { months } = compared;
    const name = `compared-${months[0]?.month}-${months.at(-1)?.month}.xlsx`;
    const report = await host.saveAs(name, (out) => saving.run({ ...askedOf(kept, file), out }));
    if (report) setSaved(report.path || report.name);
  };
  const layout = compared.shape ?? layoutName(file.name);
  const record = async (): Promise<void> => {
    if (await recording.run({ ...askedOf(kept, file), saveAs: layout })) keep({ recorded: true });
  };
  return (
    <>
      <div className="row">
        <Button
          variant="filled"
          leftSection={<IconDownload size={14} />}
          loading={saving.busy}
          onClick={() => void save()}
        >
          Save the report…
        </Button>
        <Button disabled={recorded} loading={recording.busy} onClick={() => void record()}>
          Record for the parallel run
        </Button>
      </div>
      <ProgressLine {...saving} label="Writing the report" />
      <ErrorPanel error={saving.error} />
      <ErrorPanel error={recording.error} />
      {saved ? <Notice>The report is in {saved}.</Notice> : null}
      {recorded ? (
        <Notice>
          Recorded. How its columns and names are read is kept as the layout {layout}, so that next month’s
          file needs no questions.
        </Notice>
      ) : null}
    </>
  );
}

/** A name that a layout may have, from the file's. */
const layoutName = (file: string): string =>
  file
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
    .slice(0, 60) || 'Old spreadsheet';
