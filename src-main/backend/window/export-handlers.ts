// Handlers of the calls about what goes to other programs.
import type { EXPORT_CALLS } from '../../../src-shared/exports/calls.ts';
import { parseJournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { chargesInto, lookAtCharges } from '../../services/exports/charges.ts';
import { journalInto, previewJournal } from '../../services/exports/journal.ts';
import { deleteTemplate, listTemplates, saveTemplate } from '../../services/exports/templates.ts';
import type { Handlers } from './handling.ts';

const FIRST_LINES = 12;

export const EXPORT_HANDLERS: Handlers<keyof typeof EXPORT_CALLS> = {
  'journal.templates': (_input, { desk }) => ({ templates: listTemplates(desk.session()) }),
  'journal.saveTemplate': ({ name, template }, { desk }) =>
    must(saveTemplate(desk.session(), name, template, 'window')),
  'journal.deleteTemplate': ({ name }, { desk }) => ({
    name: must(deleteTemplate(desk.session(), name)).name,
  }),
  'journal.look': async ({ layout, ...asked }, { desk }) => {
    const template = layout === null ? undefined : must(parseJournalTemplate(layout));
    const { problems, currencies, ...seen } = must(
      await previewJournal(desk.session(), asked, FIRST_LINES, template),
    );
    return { ...seen, problems: [...problems], currencies: [...currencies] };
  },
  'journal.save': async ({ file, ...asked }, { desk, progress }) =>
    must(await journalInto(desk.session(), { ...asked, progress }, desk.pathOf(file))),
  'charges.look': async ({ month }, { desk }) => {
    const { totals, ...seen } = must(await lookAtCharges(desk.session(), month));
    return { ...seen, totals: [...totals] };
  },
  'charges.save': async ({ file, format, ...asked }, { desk, progress }) =>
    must(await chargesInto(desk.session(), { ...asked, progress }, format, desk.pathOf(file))),
};
