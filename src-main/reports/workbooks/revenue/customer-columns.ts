// Whose a row of the revenue workbook is, on sheets with a line for each customer. Must not: hold other columns.
import { header, text } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import type { TableColumn } from '../table.ts';

/** Whose a row is. */
export function customerColumns<T extends { customer: string }>({
  customerNames,
}: Pick<RevenueData, 'customerNames'>): TableColumn<T>[] {
  return [
    { key: 'customer', head: header('Customer'), cell: ({ customer }) => text(customer) },
    { key: 'name', head: header('Name'), cell: ({ customer }) => text(customerNames.get(customer) ?? null) },
  ];
}
