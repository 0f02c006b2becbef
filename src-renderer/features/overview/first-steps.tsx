// What a new book needs, in the order in which it is needed, before there is anything to show.
import { Section } from '../../ui/page.tsx';
import { to } from '../../ui/route.ts';

const STEPS = [
  ['Credit types and meters', 'what credits are counted in, and what customers use', 'catalog'],
  ['Rates', 'how many credits a unit of a meter costs, from when', 'catalog'],
  ['Plans and packs', 'what is granted each period or bought, at which price, until when', 'catalog'],
  ['Customers, subscriptions and grants', 'who is on which plan; opening balances from before', 'catalog'],
  ['Usage', 'drop a file anywhere on the window, or import it', 'import'],
] as const;

export function FirstSteps() {
  return (
    <Section title="First steps">
      <p className="dim">
        All of it comes at once <a href={to(['overview'], { panel: 'setup' })}>from setup tables</a> in a
        workbook or in CSV files, or step by step:
      </p>
      <table className="plain">
        <tbody>
          {STEPS.map(([title, what, screen], index) => (
            <tr key={title}>
              <td className="dim" style={{ width: 16 }}>
                {index + 1}
              </td>
              <td>
                <a href={to([screen])}>{title}</a>
              </td>
              <td className="dim">{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
