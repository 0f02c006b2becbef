// axe over the page as it stands, in the page itself: the content policy lets no script in, but the debugger is no script. In the look
// the page has it looks for everything; in the other one for what colours can do. Must not: leave anything else out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVERYTHING: RunOptions['runOnly'] = [
  'wcag2a',
  'wcag2aa',
  'wcag21a',
  'wcag21aa',
  'wcag22aa',
  'best-practice',
];
const COLOURS: RunOptions['runOnly'] = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Findings that keep people out, in the light or in the dark, one a line. */
export async function accessFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const [here, there] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  await still(page);
  const found = await findingsIn(page, here, EVERYTHING);
  await takeOn(page, there);
  found.push(...(await findingsIn(page, there, COLOURS)));
  await takeOn(page, here);
  return found;
}

async function takeOn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await still(page);
}

/** Until no colour is on its way, and nothing is fading. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.all(moving.map(({ finished }) => finished.catch(() => null)));
  });
}

async function findingsIn(page: Page, look: string, runOnly: RunOptions['runOnly']): Promise<string[]> {
  const results = await page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({ runOnly: only, resultTypes: ['violations'] });
  }, runOnly);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => {
        const why = failureSummary?.split('\n').slice(1).join(' ').trim();
        return `in the ${look}: ${id}: ${help} – ${target.join(' ')} (${why})`;
      }),
    );
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessFindings(page), 'what axe finds').toEqual([]);
}
