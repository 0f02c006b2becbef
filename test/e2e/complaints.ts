// What a page must never do, gathered while a journey goes on: errors and warnings in the console, faults, violations of the
// content policy, requests that fail or go anywhere but to the host. Must not: forgive anything by itself.
import type { Page } from 'playwright-core';

export interface Complaints {
  readonly all: readonly string[];
  /** The journey means it: what was complained of so far and fits is taken off. Returns how many. */
  expected(pattern: RegExp): number;
}

/** Listens from before the page's first script. @param origin the only server it may ask. */
export async function listenForComplaints(page: Page, origin: string): Promise<Complaints> {
  let all: string[] = [];
  const complain = (text: string): void => void all.push(text);
  page.on('console', (message) => {
    const type = message.type();
    if (type !== 'error' && type !== 'warning') return;
    const { url, lineNumber } = message.location();
    complain(`console ${type}: ${message.text()} (${url.replace(/^.*\//, '')}:${lineNumber})`);
  });
  page.on('pageerror', (error) => complain(`fault: ${error.stack ?? error.message}`));
  page.on('crash', () => complain('the page crashed'));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol))
      complain(`asked elsewhere: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // Event streams end with the page, downloads leave it.
    if (/\/(events\?|download\/)/.test(request.url())) return;
    complain(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`status ${response.status()}: ${response.url()}`);
  });
  await page.exposeFunction('tellPolicyViolation', (text: string) => complain(`content policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellPolicyViolation } = window as unknown as { tellPolicyViolation(text: string): void };
      tellPolicyViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return {
    get all() {
      return all;
    },
    expected(pattern) {
      const kept = all.filter((text) => !pattern.test(text));
      const taken = all.length - kept.length;
      all = kept;
      return taken;
    },
  };
}
