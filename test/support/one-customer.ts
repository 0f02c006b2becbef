// The least that is a company: one customer with 100 credits, and what usage needs.
import { BOOK, CALLS } from './setup-tables.ts';

export const TABLES = `${BOOK}${CALLS}
customers
code | name
anna | Anna

grants
ref | date       | customer | credits | price | credit_type
g1  | 2026-01-01 | anna     | 100     | 50    | credits
`;
