// What a new book needs, in the order in which it is needed, and how far it is: until usage has come.
import type { Overview } from '../../../src-shared/contract/overview.ts';
import { Section } from '../../ui/page.tsx';
import type { Tone } from '../../ui/panels/status.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { to } from '../../ui/route.ts';

type Told = Overview['told'];

interface Step {
  readonly title: string;
  readonly what: string;
  readonly href: string;
  /** How many were told. */
  readonly count: (told: Told) => number;
}

const catalog = (tab: string): string => to(['catalog'], { tab });

const STEPS: readonly Step[] = [
  {
    title: 'Credit types',
    what: 'what credits are counted in',
    href: catalog('credit_types'),
    count: ({ creditTypes }) => creditTypes,
  },
  { title: 'Meters', what: 'what customers use', href: catalog('meters'), count: ({ meters }) => meters },
  {
    title: 'Rates',
    what: 'how many credits a unit of a meter costs, from when',
    href: catalog('rates'),
    count: ({ rates }) => rates,
  },
  {
    title: 'Plans and packs',
    what: 'what is granted each period or bought, at which price, until when',
    href: catalog('plans'),
    count: ({ plans }) => plans,
  },
  {
    title: 'Customers',
    what: 'who they are',
    href: catalog('customers'),
    count: ({ customers }) => customers,
  },
  {
    title: 'Subscriptions and grants',
    what: 'who is on which plan; what is still owed from before',
    href: catalog('subscriptions'),
    count: ({ grants }) => grants,
  },
  {
    title: 'Usage',
    what: 'drop a file anywhere on the window, or import it',
    href: to(['import']),
    count: () => 0,
  },
];

export function FirstSteps({ told }: { told: Told }) {
  const next = STEPS.findIndex(({ count }) => count(told) === 0);
  const stateOf = (step: Step, index: number): [Tone, string] => {
    const count = step.count(told);
    if (count > 0) return ['good', `${count} told`];
    return index === next ? ['warn', 'next'] : ['dim', 'to come'];
  };
  return (
    <Section title="First steps">
      <p className="dim" style={{ marginBottom: 4 }}>
        All of it comes at once <a href={to(['overview'], { panel: 'setup' })}>from setup tables</a> in a
        workbook or in CSV files, or <a href={to(['migrate'])}>from the spreadsheet</a> that kept the credits
        until now, or step by step:
      </p>
      <table className="plain">
        <tbody>
          {STEPS.map((step, index) => {
            const [tone, word] = stateOf(step, index);
            return (
              <tr key={step.title}>
                <td>
                  <Status tone={tone}>{word}</Status>
                </td>
                <td>
                  <a href={step.href}>{step.title}</a>
                </td>
                <td className="dim">{step.what}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
