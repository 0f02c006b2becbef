// What the command line can do: the sample company. Must not: do anything itself beyond joining two services.
export type { SampleMade } from '../../services/sample/sample-company.ts';
export { makeSampleCompany } from '../../services/sample/sample-company.ts';
