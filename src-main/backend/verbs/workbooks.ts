// What the command line can do: the revenue workbook and the template of setup tables. Must not: do anything itself beyond joining two services.
export { writeRevenue } from '../../services/files/revenue.ts';
export { writeTemplate } from '../../services/files/template.ts';
