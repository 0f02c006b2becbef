// Explain this number: how an amount came about, in sentences, each with links to what it names. Opened from any row.
// Must not: ask for the explanation (the screen does) or put it in words of its own.
import type { ReactNode } from 'react';
import { to } from '../route.ts';
import { SidePanel } from './side-panel.tsx';
import { ErrorPanel } from './told.tsx';

interface Step {
  readonly about: 'origin' | 'time' | 'rate' | 'need' | 'lot' | 'revenue' | 'overage' | 'state';
  readonly text: string;
  readonly links: readonly { readonly kind: 'lot' | 'customer' | 'event' | 'charge'; readonly id: string }[];
}

interface ExplainPanelProps {
  title: string;
  steps: readonly Step[] | undefined;
  error: { readonly message: string } | null;
  /** Whose wallets the lots and charges belong to. */
  customer: string;
  onClose: () => void;
  /** Below the explanation: what one can do. */
  children?: ReactNode;
}

const ABOUT: Readonly<Record<Step['about'], string>> = {
  origin: 'Where it came from',
  time: 'When',
  rate: 'Rate',
  need: 'Credits needed',
  lot: 'Paid from',
  revenue: 'Revenue',
  overage: 'Not covered',
  state: 'State',
};

export function ExplainPanel({ title, steps, error, customer, onClose, children }: ExplainPanelProps) {
  return (
    <SidePanel title={title} onClose={onClose}>
      <div className="stack">
        {error ? <ErrorPanel error={error} /> : null}
        <dl className="glossary" aria-label="How this came about">
          {steps?.map(({ about, text, links }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no ids and do not move
            <div key={index}>
              {about === steps[index - 1]?.about ? null : <dt>{ABOUT[about]}</dt>}
              <dd style={{ color: 'var(--dd-ink)' }}>
                {text}
                {links.map(({ kind, id }) => (
                  <span key={`${kind}:${id}`} className="small">
                    {' '}
                    <a href={addressOf(kind, id, customer)}>
                      {kind} {id}
                    </a>
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        {children}
      </div>
    </SidePanel>
  );
}

function addressOf(kind: Step['links'][number]['kind'], id: string, customer: string): string {
  if (kind === 'customer') return to(['customers', id]);
  if (kind === 'lot') return to(['customers', customer], { tab: 'lots', lot: id });
  if (kind === 'charge') return to(['customers', customer], { tab: 'charges', charge: id });
  return to(['usage'], { text: id });
}
