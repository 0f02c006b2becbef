// What the command line can do: the evidence of a month. Must not: do anything itself beyond joining two services.
export { giveEvidence } from '../../services/evidence/evidence-pack.ts';
