// The harness tries itself: a page that complains, breaks the policy or asks elsewhere is found out.
import { expect } from 'vitest';
import { accessFindings } from './accessible.ts';
import { journey } from './chromium.ts';
import { setOut } from './journey.ts';

journey('what a page complains of is heard', async () => {
  const { page, complaints } = await setOut();
  await page.evaluate(() => {
    console.warn('a warning of the test');
    console.error('an error of the test');
    setTimeout(() => {
      throw new Error('a fault of the test');
    });
  });
  await expect.poll(() => complaints.all.length).toBe(3);
  expect(complaints.expected(/of the test/)).toBe(3);
});

journey('what breaks the content policy does not run, and is heard', async () => {
  const { page, host, complaints } = await setOut();
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'https://evil.example/pixel.png';
    document.body.append(image);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.ran = true');
    document.body.append(button);
    button.click();
    await fetch('https://evil.example/').catch(() => {});
    await new Promise((later) => setTimeout(later, 200));
  });
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  const broken = complaints.all.filter((text) => text.startsWith('content policy')).join('\n');
  for (const what of ['script-src-elem inline', 'script-src-attr inline', 'img-src', 'connect-src'])
    expect(broken).toContain(what);
  expect(complaints.expected(/content policy|Content Security Policy|evil\.example/)).toBeGreaterThan(7);
  expect(host.refusedAtStart).toBeNull();
});

journey.for([false, true])(
  'what keeps people out is found, and what is hard to read in one look only, dark: %s',
  async (dark) => {
    const { page } = await setOut({ dark });
    await page.getByRole('main').waitFor();
    await page.evaluate(() => {
      const input = document.createElement('input');
      const said = document.createElement('p');
      said.textContent = 'as dark as the night';
      said.style.color = '#111';
      document.querySelector('main')?.append(input, said);
    });
    const found = (await accessFindings(page)).join('\n');
    expect(found).toMatch(dark ? /^in the dark: label: /m : /^in the light: label: /m);
    expect(found).toMatch(/^in the dark: color-contrast: /m);
    expect(found).not.toMatch(/^in the light: color-contrast: /m);
  },
);

journey('the link is used up by the page, and no other page gets in by it', async () => {
  const { page, host, complaints } = await setOut();
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/(#.*)?$/);
  const stranger = await page.context().browser()!.newContext();
  const other = await stranger.newPage();
  const answer = await other.goto(page.url());
  expect(answer?.status()).toBe(403);
  expect(await other.textContent('body')).toContain('Open the link');
  await stranger.close();
  // A page of another origin in the very browser that was let in: no cookie goes along.
  const near = await page.context().newPage();
  await near.goto('data:text/html,<title>evil</title>');
  const asked = await near.evaluate(
    async (url) => {
      const answers = await Promise.allSettled([
        fetch(`${url}call`, { method: 'POST', body: '{"method":"app.state"}', credentials: 'include' }),
        fetch(`${url}events?page=${crypto.randomUUID?.() ?? ''}`, { credentials: 'include' }),
      ]);
      return answers.map(({ status }) => status);
    },
    page.url().replace(/#.*/, ''),
  );
  expect(asked).toEqual(['rejected', 'rejected']);
  await near.close();
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(complaints.all).toEqual([]);
  expect(host.origin).toBe(new URL(page.url()).origin);
});
