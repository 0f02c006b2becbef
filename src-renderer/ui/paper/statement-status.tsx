// Is a statement a draft, final, or issued, and as which revision?
import { Status } from '../panels/status.tsx';

interface StatementStatusProps {
  status: 'draft' | 'final';
  /** Of one statement: under which number it is issued; left out for a month. */
  number?: string | null;
  revision?: number;
}

export function StatementStatus({ status, number, revision = 0 }: StatementStatusProps) {
  if (status === 'draft') return <Status tone="warn">Draft: the month is open</Status>;
  if (number === undefined) return <Status tone="good">Final</Status>;
  if (number === null) return <Status tone="warn">Final, not issued yet</Status>;
  return <Status tone="good">{revision > 0 ? `Issued, revision ${revision}` : 'Issued'}</Status>;
}
