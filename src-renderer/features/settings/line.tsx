// One setting: what it is, its value, what can be said of it.
import type { ReactNode } from 'react';

export function Line({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="setting">
      <span className="setting-label">{label}</span>
      <span>{children}</span>
      <span className="dim">{note}</span>
    </div>
  );
}
