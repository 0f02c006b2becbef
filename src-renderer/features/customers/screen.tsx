// Customers: who has how much, until when; one customer's page under #/customers/CODE.
import { Balances } from './balances.tsx';

export default function CustomersScreen() {
  return <Balances />;
}
