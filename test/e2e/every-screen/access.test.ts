// Every place of the window, in both looks: nothing that keeps people out; and on the way, as in any journey, nothing in the
// console and nothing against the content policy. Must not: name a place; scenes.ts does.
import { expect } from 'vitest';
import { accessFindings } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { setOut } from '../journey.ts';
import { leave, SCENES, settled } from './scenes.ts';

journey(
  'every screen, tab and panel is fit for everybody, in the light and in the dark',
  async () => {
    const { page } = await setOut({ height: 720, locale: 'en-GB' });
    await page.getByRole('button', { name: /sample company/ }).click();
    await page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 60_000 });
    const found: string[] = [];
    for (const scene of SCENES) {
      await scene.show(page);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        const findings = await accessFindings(page);
        found.push(...findings.map((finding) => `${scene.name}, ${colorScheme}: ${finding}`));
      }
      await leave(scene, page);
    }
    expect(found, 'what axe finds').toEqual([]);
  },
  240_000,
);
