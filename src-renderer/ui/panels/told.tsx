// What the program has to say in place: refusals with what to do, warnings, empty screens with the next step.
import type { ReactNode } from 'react';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { asSentence, placeInWords } from '../../../src-shared/findings/finding.ts';

/** Anything thrown that carries a message, and findings where it is a refusal. */
interface Told {
  readonly message: string;
  readonly findings?: readonly Finding[];
}

const MOST = 20;

/** Why something was not done: each reason with what would be right. Nothing was changed unless it says so. Null: nothing to say. */
export function ErrorPanel({ error, action }: { error: Told | null | undefined; action?: ReactNode }) {
  if (!error) return null;
  const findings = error.findings ?? [];
  // What a person stopped is no mistake.
  const stopped = findings.length > 0 && findings.every(({ code }) => code === 'cancelled');
  return (
    <div className="told" role="alert" data-tone={stopped ? 'plain' : undefined}>
      {findings.length === 0 ? <p>{error.message}</p> : <FindingList findings={findings} />}
      {action}
    </div>
  );
}

export function FindingList({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 1 && findings[0]) return <FindingLine finding={findings[0]} />;
  return (
    <ul>
      {findings.slice(0, MOST).map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings have no ids and do not move
        <li key={index}>
          <FindingLine finding={finding} />
        </li>
      ))}
      {findings.length > MOST ? <li>… and {findings.length - MOST} more</li> : null}
    </ul>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const { message, hint, place } = finding;
  // In a table of many rows it is the place that one looks for; what a screen shows anyway needs none.
  const where = place?.row === undefined && place?.line === undefined ? '' : placeInWords(place);
  return (
    <div>
      {where ? <b>{where}: </b> : null}
      {asSentence(message)}
      {hint ? <div className="dim">{asSentence(hint)}</div> : null}
    </div>
  );
}

export function Notice({ tone = 'plain', children }: { tone?: 'plain' | 'warn'; children: ReactNode }) {
  return (
    <div className="told" data-tone={tone} role="status">
      {children}
    </div>
  );
}

/** What goes here, and the next step. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children ? <div className="dim">{children}</div> : null}
      {action}
    </div>
  );
}
