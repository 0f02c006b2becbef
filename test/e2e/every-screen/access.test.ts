// Every place of the window, in both looks: nothing that keeps people out; and on the way, as in any journey, nothing in the
// console and nothing against the content policy. Must not: name a place; scenes.ts does.
import { expect } from 'vitest';
import { accessFindings } from '../accessible.ts';
import { journey } from '../chromium.ts';
import { atSample } from '../journey.ts';
import { leave, SCENES, settled } from './scenes.ts';

journey(
  'every screen, tab and panel is fit for everybody, in the light and in the dark',
  async () => {
    const { page } = await atSample({ locale: 'en-GB' });
    const found: string[] = [];
    for (const scene of SCENES) {
      await scene.show(page);
      await settled(page);
      const findings = await accessFindings(page);
      found.push(...findings.map((finding) => `${scene.name}, ${finding}`));
      await leave(scene, page);
    }
    expect(found, 'what axe finds').toEqual([]);
  },
  240_000,
);
