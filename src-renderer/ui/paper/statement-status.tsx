// Is a statement final or a draft, and was the month issued before with other content?
import { Status } from '../panels/status.tsx';

export function StatementStatus({ status, reissue }: { status: 'draft' | 'final'; reissue: number }) {
  const word = status === 'draft' ? 'Draft: the month is open' : 'Final';
  return (
    <Status tone={status === 'draft' ? 'warn' : 'good'}>
      {reissue > 0 ? `${word}, re-issue ${reissue}` : word}
    </Status>
  );
}
