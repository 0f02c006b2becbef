// One bar of parts side by side, each as wide as it is large, with captions where they fit. Floats here are pixels only.

export interface BarPart {
  readonly key: string;
  /** Exact; drawn in proportion. */
  readonly size: string;
  readonly title: string;
  readonly caption: string;
  readonly below: string;
  readonly href: string;
}

export function StackedBar({ label, parts }: { label: string; parts: readonly BarPart[] }) {
  const total = parts.reduce((sum, { size }) => sum + Math.max(0, Number(size)), 0);
  return (
    <ul className="stacked-bar" aria-label={label}>
      {parts.map(({ key, size, title, caption, below, href }, index) => {
        const share = total === 0 ? 0 : Math.max(0, Number(size)) / total;
        return (
          <li key={key} style={{ flexGrow: Math.max(share, 0.01) }}>
            <a
              href={href}
              title={`${title}, ${below}`}
              aria-label={`${caption}, ${title}, ${below}`}
              data-odd={index % 2 === 1}
            >
              {share > 0.12 ? caption : ''}
            </a>
            <span className="dim small">{share > 0.12 ? below : ''}</span>
          </li>
        );
      })}
    </ul>
  );
}
