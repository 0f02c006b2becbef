// The first lines of a file as it has them. Must not: format a value.

interface FirstLinesProps {
  columns: readonly string[];
  rows: readonly (readonly (string | null)[])[];
  /** Of the whole file. */
  lines: number;
}

export function FirstLines({ columns, rows, lines }: FirstLinesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="first-lines" aria-label="First lines of the file" tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file have no ids and do not move
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={columns[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {lines > rows.length ? (
        <p className="dim">… and {(lines - rows.length).toLocaleString()} lines more</p>
      ) : null}
    </section>
  );
}
