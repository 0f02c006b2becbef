// What the command line can do: reports. Must not: do anything itself beyond joining two services.
export type { ReportFormat, ReportGiven } from '../../services/files/report-output.ts';
export { REPORT_FORMATS, reportFile, reportText } from '../../services/files/report-output.ts';
export type { Scope } from '../../services/report.ts';
