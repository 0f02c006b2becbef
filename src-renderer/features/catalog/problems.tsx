// What cannot stand among the pending changes, in words below the tabs: the same that stands beside each cell, for those who look
// for it or cannot see colours. Must not: say it otherwise than the cells do.
import type { CatalogSpec, PlacedFinding } from '../../../src-shared/contract/catalog.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { sentenceOf } from './pending.ts';

const MOST = 4;

export function Problems({
  findings,
  specs,
}: {
  findings: readonly PlacedFinding[];
  specs: readonly CatalogSpec[];
}) {
  const { dateSettings: dates } = usePreferences();
  if (findings.length === 0) return null;
  const specOf = ({ table }: PlacedFinding): CatalogSpec | undefined =>
    specs.find((one) => one.table === table);
  const place = (finding: PlacedFinding): string => {
    const { table, column } = finding;
    const spec = specOf(finding);
    const title = spec?.columns.find(({ key }) => key === column)?.title;
    return [spec?.title ?? table, title].filter((part) => part).join(', ');
  };
  return (
    <div className="told" role="status" aria-label="What cannot be applied">
      <ul>
        {findings.slice(0, MOST).map((finding) => (
          <li key={`${finding.table}|${finding.row}|${finding.column}|${finding.message}`}>
            <span className="dim">{place(finding)}:</span> {sentenceOf(finding, specOf(finding), dates)}
          </li>
        ))}
        {findings.length > MOST ? <li>… and {findings.length - MOST} more, each beside its cell</li> : null}
      </ul>
    </div>
  );
}
