// Handlers of the Overview's calls.
import type { OVERVIEW_CALLS } from '../../../src-shared/contract/overview.ts';
import { readOverview } from '../../services/overview.ts';
import type { Handlers } from './handling.ts';
import { must } from './handling.ts';

export const OVERVIEW_HANDLERS: Handlers<keyof typeof OVERVIEW_CALLS> = {
  'overview.read': async (_input, { desk }) => must(await readOverview(desk.session())),
};
