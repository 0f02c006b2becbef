// What postings add up to by wallet, month, kind and lot, so that balances, revenue and a first screen need not read millions of
// them. Kept by every write of postings, and proven by `verify` to be their sum. 0, '' and -1 stand for no lot, currency, charge.
export const sql = /* sql */ `
CREATE TABLE month_sum (
  wallet INTEGER NOT NULL,
  month INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  charge_kind INTEGER NOT NULL,
  lot INTEGER NOT NULL,
  currency TEXT NOT NULL,
  credits INTEGER NOT NULL,
  overage INTEGER NOT NULL,
  basis_up INTEGER NOT NULL,
  basis_down INTEGER NOT NULL,
  usage_up INTEGER NOT NULL,
  usage_down INTEGER NOT NULL,
  breakage_up INTEGER NOT NULL,
  breakage_down INTEGER NOT NULL,
  overage_up INTEGER NOT NULL,
  overage_down INTEGER NOT NULL,
  receivable_up INTEGER NOT NULL,
  receivable_down INTEGER NOT NULL,
  unbilled_up INTEGER NOT NULL,
  unbilled_down INTEGER NOT NULL,
  PRIMARY KEY (wallet, month, kind, charge_kind, lot, currency)
) STRICT, WITHOUT ROWID;

INSERT INTO month_sum
SELECT wallet, month, kind, ifnull(charge_kind, -1), ifnull(lot, 0), ifnull(currency, ''), sum(credits), sum(overage),
       sum(max(basis, 0)), sum(max(-basis, 0)), sum(max(usage, 0)), sum(max(-usage, 0)),
       sum(max(breakage, 0)), sum(max(-breakage, 0)), sum(max(overage_revenue, 0)), sum(max(-overage_revenue, 0)),
       sum(max(receivable, 0)), sum(max(-receivable, 0)), sum(max(unbilled, 0)), sum(max(-unbilled, 0))
FROM posting GROUP BY 1, 2, 3, 4, 5, 6;

-- What lots did not cover and what is billed (overage, deficit, charge): few rows, asked for by every first screen.
CREATE INDEX posting_few ON posting (kind) WHERE kind = 9 OR kind = 10 OR kind = 11;
`;
