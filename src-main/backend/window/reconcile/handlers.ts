// Handlers of the calls about reconciling. Must not: hold a rule; they join the page's words to the services'.

import { must } from '../../../../src-shared/findings/finding.ts';
import type { RECONCILE_CALLS } from '../../../../src-shared/reconcile/calls.ts';
import {
  matchByHand,
  noteItem,
  runMatching,
  signOff,
  takeApart,
  takeOut,
} from '../../../services/reconcile/deeds.ts';
import { outsideProfiles } from '../../../services/reconcile/outside/profiles.ts';
import { lookedAt, namesInFile, takeInFromWindow } from '../../../services/reconcile/outside/window.ts';
import { showReconciliation } from '../../../services/reconcile/reconcile-file.ts';
import { writeReconciliation } from '../../../services/reconcile/workbook-file.ts';
import type { Handlers } from '../handling.ts';

export const RECONCILE_HANDLERS: Handlers<keyof typeof RECONCILE_CALLS> = {
  'reconcile.profiles': (_input, { desk }) => ({
    profiles: outsideProfiles(desk.session()).map(({ name, profile }) => ({ name, leg: profile.leg })),
  }),
  'reconcile.read': async ({ leg, month, find }, { desk }) =>
    must(await showReconciliation(desk.session(), leg, month, null, find)),
  'reconcile.look': async ({ leg, file }, { desk }) =>
    must(await lookedAt(desk.session(), leg, desk.pathOf(file))),
  'reconcile.names': async ({ file, ...asked }, { desk }) =>
    must(await namesInFile(desk.session(), asked, desk.pathOf(file))),
  'reconcile.takeIn': async ({ file, ...asked }, { desk, progress }) => {
    progress('Reading the file', 0, 0);
    return must(await takeInFromWindow(desk.session(), asked, desk.pathOf(file)));
  },
  'reconcile.takeOut': ({ number, reason }, { desk }) => must(takeOut(desk.session(), number, reason)),
  'reconcile.match': async (asked, { desk, progress }) => {
    progress('Matching', 0, 0);
    const { run, sets } = must(await runMatching(desk.session(), asked));
    return { run, sets };
  },
  'reconcile.matchByHand': async (asked, { desk }) => ({
    set: must(await matchByHand(desk.session(), asked)),
  }),
  'reconcile.takeApart': async (asked, { desk }) => ({ set: must(await takeApart(desk.session(), asked)) }),
  'reconcile.note': async ({ attach, ...asked }, { desk }) => {
    const files = attach.map(({ file, name }) => ({ path: desk.pathOf(file), name }));
    must(await noteItem(desk.session(), { ...asked, attach: files }));
    return {};
  },
  'reconcile.sign': async (asked, { desk }) => must(await signOff(desk.session(), asked)),
  'reconcile.save': async ({ leg, month, file }, { desk, progress }) => {
    progress('Writing the workbook', 0, 0);
    return must(await writeReconciliation(desk.session(), leg, month, desk.pathOf(file)));
  },
};
