// The proof: everything is derived again from the facts and compared with what the book holds. Its result in words.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { useDoing } from '../../api/queries.tsx';
import { Amount } from '../../ui/format/values.tsx';
import { Fact } from '../../ui/panels/fact.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { ErrorPanel, FindingList } from '../../ui/panels/told.tsx';

export function Proof() {
  const proving = useDoing('audit.verify');
  const [proof, setProof] = useState<Answer<'audit.verify'> | null>(null);
  const run = async (): Promise<void> => {
    setProof(null);
    setProof(await proving.run({}));
  };
  return (
    <div className="audit-proof stack">
      <p>
        The proof starts from nothing: it checks the file, the chain of facts and every imported row, derives
        all postings again from the facts, and compares them and the seals of closed months with what the book
        holds. It changes nothing.
      </p>
      <div>
        <Button variant="filled" onClick={() => void run()} loading={proving.busy}>
          Run the proof
        </Button>
      </div>
      <ProgressLine {...proving} label="Proving" />
      <ErrorPanel error={proving.error} />
      {proof ? <Result proof={proof} /> : null}
    </div>
  );
}

function Result({ proof }: { proof: Answer<'audit.verify'> }) {
  const { findings, facts, usage, postings, seals } = proof;
  const proven = findings.length === 0;
  return (
    <section aria-label="Result of the proof" className="stack" role="status">
      <h2>
        <Status tone={proven ? 'good' : 'bad'}>
          {proven ? 'The book is proven' : 'The book is not as it was recorded'}
        </Status>
      </h2>
      {proven ? (
        <p>
          Every posting follows from the facts, every seal fits its month, and no fact or row was changed
          outside the program.
        </p>
      ) : (
        <div className="told" role="alert">
          <FindingList findings={findings} />
        </div>
      )}
      <dl className="facts">
        {Object.entries({ Facts: facts, 'Usage rows': usage, Postings: postings, Seals: seals }).map(
          ([what, count]) => (
            <Fact key={what} what={`${what} checked`}>
              <Amount value={String(count)} />
            </Fact>
          ),
        )}
      </dl>
    </section>
  );
}
