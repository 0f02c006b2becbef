// The evidence pack: what an auditor needs to check a closed month without Drawdown, as one zip, with a sample that a seed chooses.
import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { Amount, MonthName } from '../../ui/format/values.tsx';
import { MonthSelect } from '../../ui/month-select.tsx';
import { Fact } from '../../ui/panels/fact.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';

const SAMPLE = '25';

/** A whole number within bounds, or null. */
function wholeNumber(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return /^\d{1,9}$/.test(text.trim()) && value >= least && value <= most ? value : null;
}

export function Evidence() {
  const { closedMonths } = useBook();
  const last = closedMonths.at(-1);
  if (last === undefined)
    return (
      <Empty title="No month is closed yet">
        Evidence is given of closed months, whose postings are sealed.{' '}
        <a href={to(['months'])}>Go to Months</a>
      </Empty>
    );
  return <Export months={closedMonths} last={last} />;
}

/** Into a zip of the person's choice. */
function useExport() {
  const { host } = useBackend();
  const { run, busy, error, progress, cancel } = useDoing('audit.evidence');
  const [given, setGiven] = useState<{ pack: Answer<'audit.evidence'>; name: string } | null>(null);
  const give = async (asked: { month: string; sample: number; seed: number | null }): Promise<void> => {
    setGiven(null);
    const saved = await host.saveAs(`evidence-${asked.month}.zip`, (file) => run({ ...asked, file }));
    if (saved) setGiven({ pack: saved.answer, name: saved.path || saved.name });
  };
  return { busy, error, progress, cancel, given, give };
}

function Export({ months, last }: { months: readonly string[]; last: string }) {
  const [month, setMonth] = useState(last);
  const [sample, setSample] = useState(SAMPLE);
  const [seed, setSeed] = useState('');
  const giving = useExport();
  const size = wholeNumber(sample, 1, 1000);
  const chosen = seed.trim() === '' ? null : wholeNumber(seed, 0, 999_999_999);
  const right = size !== null && (seed.trim() === '' || chosen !== null);
  return (
    <div className="audit-proof stack">
      <p>
        The evidence pack holds what an auditor needs to check a closed month without Drawdown: facts with
        their hashes, rules in words, postings under the seal, imports, issued documents, a sample of lots
        recomputed by live formulas, and a page that tells how to check it all.
      </p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (right && !giving.busy) void giving.give({ month, sample: size, seed: chosen });
        }}
      >
        <div className="row evidence-asked">
          <MonthSelect label="Month" month={month} months={months} onChange={setMonth} />
          <TextInput
            label="Lots in the sample"
            w={130}
            inputMode="numeric"
            value={sample}
            error={size === null ? '1 to 1000' : undefined}
            onChange={({ currentTarget }) => setSample(currentTarget.value)}
          />
          <TextInput
            label="Seed"
            w={200}
            inputMode="numeric"
            placeholder="Chosen by the seal"
            value={seed}
            error={seed.trim() !== '' && chosen === null ? 'A whole number, at most 9 digits' : undefined}
            onChange={({ currentTarget }) => setSeed(currentTarget.value)}
          />
        </div>
        <div>
          <Button
            type="submit"
            variant="filled"
            leftSection={<IconDownload size={14} />}
            disabled={!right}
            loading={giving.busy}
          >
            Export the evidence pack…
          </Button>
        </div>
      </form>
      <ProgressLine {...giving} label="Writing the evidence pack" />
      <ErrorPanel error={giving.error} />
      {giving.given ? <Given {...giving.given} /> : null}
    </div>
  );
}

function Given({ pack, name }: { pack: Answer<'audit.evidence'>; name: string }) {
  const { month, files, postings, facts, documents, sample, population, seed, manifestSha256 } = pack;
  return (
    <section aria-label="The evidence pack" className="stack" role="status">
      <h2>
        The evidence of <MonthName value={month} /> is in {name}
      </h2>
      <p>
        Its README.html tells how to check it. Give the auditor the SHA-256 of its manifest by another way.
      </p>
      <dl className="facts">
        <dt>SHA-256 of manifest.csv</dt>
        <dd className="mono evidence-hash">{manifestSha256}</dd>
        {Object.entries({
          Files: files,
          'Postings under the seal': postings,
          Facts: facts,
          'Documents issued': documents,
        }).map(([what, count]) => (
          <Fact key={what} what={what}>
            <Amount value={String(count)} />
          </Fact>
        ))}
        <dt>Sample</dt>
        <dd>
          {sample} of {population} lots, chosen by seed {seed}
        </dd>
      </dl>
    </section>
  );
}
