// Handlers of the calls about what is on record, and the proof.
import type { AUDIT_CALLS } from '../../../src-shared/contract/audit.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { factPage, sealLines } from '../../services/audit/record.ts';
import { giveEvidence } from '../../services/evidence/evidence-pack.ts';
import { proveBook } from '../../services/proof/verify.ts';
import type { Handlers } from './handling.ts';

export const AUDIT_HANDLERS: Handlers<keyof typeof AUDIT_CALLS> = {
  'audit.facts': (query, { desk }) => factPage(desk.session(), query),
  'audit.seals': (_input, { desk }) => ({ seals: sealLines(desk.session()) }),
  'audit.evidence': async ({ file, ...asked }, { desk, progress }) =>
    must(await giveEvidence(desk.session(), { ...asked, out: desk.pathOf(file), progress })),
  'audit.verify': async (_input, { desk, progress }) => must(await proveBook(desk.session(), progress)),
};
