// What the command line can do: charges, journals and their templates. Must not: do anything itself beyond joining two services.
export type { JournalLevel } from '../../../src-shared/exports/journal-fields.ts';
export type { ChargesWritten } from '../../services/exports/charges.ts';
export { exportCharges } from '../../services/exports/charges.ts';
export type { JournalWritten } from '../../services/exports/journal.ts';
export { exportJournal } from '../../services/exports/journal.ts';
export type { NamedTemplate } from '../../services/exports/templates.ts';
export {
  deleteTemplate,
  listTemplates,
  saveTemplateFile,
  showTemplate,
} from '../../services/exports/templates.ts';
