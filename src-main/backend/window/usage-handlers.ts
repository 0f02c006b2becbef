// Handlers of the calls about usage and importing it. Must not: hold a rule; they join the page's words to the services'.
import type { Layout, ReviewGiven, USAGE_CALLS } from '../../../src-shared/contract/usage.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { saveUsage } from '../../services/files/narrowed-file.ts';
import { batchRejects, writeBatchRejects } from '../../services/files/rejects.ts';
import { usageTotals } from '../../services/screens/usage-totals.ts';
import type { Session } from '../../services/session.ts';
import { latest } from '../../services/session.ts';
import { batchesNow } from '../../services/usage/batches.ts';
import { controlInWords } from '../../services/usage/control-totals.ts';
import { excludeEvent } from '../../services/usage/exceptions.ts';
import {
  deleteProfile,
  listProfiles,
  readLayout,
  renameProfile,
  saveProfile,
} from '../../services/usage/layout/profiles.ts';
import { shapeOf } from '../../services/usage/layout/shape.ts';
import { usageFind, usagePage } from '../../services/usage/pages.ts';
import { reviewImport } from '../../services/usage/review.ts';
import { createMissing, voidEvents } from '../../services/usage/void.ts';
import { commitImport } from '../after-backup/review.ts';
import { undoBatch } from '../after-backup/usage.ts';
import type { CallContext, Handlers } from './handling.ts';

export const USAGE_HANDLERS: Handlers<keyof typeof USAGE_CALLS> = {
  'usage.page': (asked, { desk }) => looked(desk.session(), () => usagePage(desk.session(), asked)),
  'usage.totals': (filter, { desk }) =>
    looked(desk.session(), () => ({ rows: usageTotals(desk.session(), filter) })),
  'usage.codes': (_input, { desk }) => ({
    customers: codesOf(desk.session(), 'customer'),
    meters: codesOf(desk.session(), 'meter'),
  }),
  'usage.find': (asked, { desk }) => looked(desk.session(), () => usageFind(desk.session(), asked)),
  'usage.save': async ({ file, format, ...filter }, { desk, progress }) => ({
    rows: must(await saveUsage(desk.session(), filter, format, desk.pathOf(file), progress)),
  }),
  'usage.void': ({ events, date, reason }, { desk }) =>
    must(voidEvents(desk.session(), events, date, reason)),
  'usage.exclude': ({ event, reason }, { desk }) => ({
    customer: must(excludeEvent(desk.session(), event, reason)).customer,
  }),
  'batch.list': (_input, { desk }) => ({
    batches: must(batchesNow(desk.session())).map(
      ({ batch, file, profile, accepted, duplicates, late, exceptions, rejected, undone, control }) => ({
        batch,
        file,
        profile,
        accepted,
        duplicates,
        late,
        exceptions,
        rejected,
        undone,
        control: controlInWords(control),
      }),
    ),
  }),
  'batch.undo': async ({ batch, reason }, { desk, progress }) => ({
    batch: must(await undoBatch(desk.session(), batch, reason, progress)).batch,
  }),
  'batch.rejects': ({ batch, limit }, { desk }) => {
    const { file, header, rejected, rows } = must(batchRejects(desk.session(), batch));
    const first = [];
    for (const { line, code, column, message, cells } of rows) {
      if (first.length === limit) break;
      first.push({ line, code, column, message, cells: [...cells] });
    }
    return { file, header: [...header], rejected, rows: first };
  },
  'batch.saveRejects': ({ batch, file }, { desk }) => ({
    rejected: must(writeBatchRejects(desk.session(), batch, desk.pathOf(file))).rejected,
  }),
  'profile.list': (_input, { desk }) => ({
    profiles: listProfiles(desk.session()).map(({ name, profile }) => ({ name, layout: profile })),
  }),
  'profile.save': ({ name, layout }, { desk }) => {
    const { unchanged, replaced } = must(saveProfile(desk.session(), name, layout, 'Import screen'));
    return { unchanged, replaced };
  },
  'profile.rename': ({ name, to }, { desk }) => ({
    name: must(renameProfile(desk.session(), name, to)).name,
  }),
  'profile.delete': ({ name }, { desk }) => {
    must(deleteProfile(desk.session(), name));
    return {};
  },
  'import.shape': async ({ file, ...wishes }, { desk }) => {
    const shape = must(await shapeOf(desk.session(), desk.pathOf(file), wishes));
    const { proposal } = shape;
    return {
      ...shape,
      proposal: {
        ...proposal,
        header: [...proposal.header],
        columns: proposal.columns.map((column) => ({ ...column, samples: [...column.samples] })),
        questions: [...proposal.questions],
        warnings: [...proposal.warnings],
      },
    };
  },
  'import.review': async (given, context) =>
    must(await reviewImport(context.desk.session(), reviewOf(given, context))),
  'import.commit': async ({ token, profile, remember, told, toldReason, ...given }, context) => {
    const session = context.desk.session();
    const commit = { token, profile: remember ?? profile, told, reason: toldReason };
    const review = must(await commitImport(session, reviewOf(given, context), commit));
    const saved = remember === null ? null : saveProfile(session, remember, given.layout, 'Import screen');
    return { review, notRemembered: saved && !saved.ok ? (saved.findings[0] ?? null) : null };
  },
  'import.create': (missing, { desk }) => must(createMissing(desk.session(), missing)),
};

/** A query outside a transaction of its own: a book that is not set up refuses by throwing. */
function looked<T>(session: Session, look: () => T): T {
  session.book();
  return look();
}

function codesOf(session: Session, kind: 'customer' | 'meter'): { code: string; name: string }[] {
  return [...latest(session, kind).values()].map(({ code, name }) => ({ code, name: name || code }));
}

function reviewOf(
  { file, layout, mends = [], leftOut = [] }: ReviewGiven & { layout: Layout },
  { desk, progress }: CallContext,
): Parameters<typeof reviewImport>[1] {
  return {
    path: desk.pathOf(file),
    layout: must(readLayout(layout)),
    byHand: {
      mends: new Map(
        mends.map(({ line, cells }) => [line, new Map(cells.map(({ place, text }) => [place, text]))]),
      ),
      excluded: new Map(leftOut.map(({ line, reason }) => [line, reason])),
    },
    progress,
  };
}
