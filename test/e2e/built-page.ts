// Before all journeys: the page is built from the sources as they are, once. Must not: run in other projects of the tests.
import { buildPage, pageIsStale } from '../../src-main/hosts/start/build-page.ts';

export function setup(): void {
  if (!pageIsStale()) return;
  const failed = buildPage();
  if (failed !== null) throw new Error(`The page cannot be built:\n${failed}`);
}
