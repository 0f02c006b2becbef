// The evidence pack out of the window: asked for by keyboard, delivered as a zip that holds the seal which Seals shows.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { partsOf } from '../../support/workbook-parts.ts';
import { expectAccessible } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample, toAddress } from '../journey.ts';

journey('the evidence of a month is exported', async () => {
  const { page, download } = await atSample({ locale: 'en-GB' });
  await toAddress(page, '#/audit?tab=evidence');
  const asked = page.getByRole('button', { name: 'Export the evidence pack…' });
  await asked.waitFor();
  await expectAccessible(page);
  const [sample, seed] = [page.getByLabel('Lots in the sample'), page.getByLabel('Seed')];
  await sample.fill('0');
  await seed.fill('many');
  expect(await asked.isDisabled()).toBe(true);
  await expectAccessible(page);
  await sample.fill('7');
  await seed.fill('4711');
  const { name, bytes } = await download(() => seed.press('Enter'));
  expect(name).toMatch(/^evidence-\d{4}-\d\d\.zip$/);
  const told = page.getByRole('status', { name: 'The evidence pack' });
  await told.waitFor();
  await expectAccessible(page);
  const parts = partsOf(bytes);
  const manifest = createHash('sha256').update(parts.get('manifest.csv')!).digest('hex');
  expect(await told.textContent()).toContain(manifest);
  expect(await told.textContent()).toMatch(/7 of \d+ lots, chosen by seed 4711/);
  expect(parts.get('lots.csv')!.match(/,yes\n/g)).toHaveLength(7);
  await page.getByRole('tab', { name: 'Seals' }).click();
  const seal = /^seal,([0-9a-f]{64})$/m.exec(parts.get('about.csv')!)![1]!;
  await page.getByRole('gridcell', { name: seal }).first().waitFor();
});
