// The least that is a company: one customer with 100 credits, a meter with a rate and one without.

export const TABLES = `
book
key         | value
name        | Corner Ltd
currency    | EUR
time_zone   | Europe/Berlin
first_month | 2026-01

credit_types
code
credits

meters
code
calls
faxes

rates
meter | credit_type | units | credits | from
calls | credits     | 1     | 1       | 2026-01-01

customers
code | name
anna | Anna

grants
ref | date       | customer | credits | price | credit_type
g1  | 2026-01-01 | anna     | 100     | 50    | credits
`;
