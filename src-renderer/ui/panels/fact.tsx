// One line of a list of facts (`<dl className="facts">`): what it is, and what is said of it.
import type { ReactNode } from 'react';

export function Fact({ what, children }: { what: ReactNode; children: ReactNode }) {
  return (
    <div style={{ display: 'contents' }}>
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  );
}
