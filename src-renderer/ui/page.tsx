// The frame of a screen: a small heading with what belongs beside it, then the body. `flush` bodies hold a grid from edge to edge.
import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** Stands before the title: where one came from. */
  crumbs?: ReactNode;
  /** Beside the title: a status, a month. */
  beside?: ReactNode;
  /** At the right: what one can do here. */
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}

export function Page({ title, crumbs, beside, actions, flush = false, children }: PageProps) {
  return (
    <div className="page">
      <header className="page-header">
        {crumbs ? <span className="crumbs">{crumbs}</span> : null}
        <h1>{title}</h1>
        {beside}
        <span className="spacer" />
        {actions}
      </header>
      {flush ? (
        <div className="page-body flush">{children}</div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="page-body" aria-label={title} tabIndex={0}>
          {children}
        </section>
      )}
    </div>
  );
}

export function Section({
  title,
  beside,
  children,
}: {
  title: string;
  beside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="section" aria-label={title}>
      <div className="row" style={{ marginBottom: 8 }}>
        <h2>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}
