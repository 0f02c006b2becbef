// Customers: who has how much, until when; one customer's page under #/customers/CODE.
import { useRoute } from '../../ui/route.ts';
import { Balances } from './balances.tsx';
import { CustomerPage } from './customer-page.tsx';

export default function CustomersScreen() {
  const { path } = useRoute();
  const customer = path[1];
  return customer ? <CustomerPage key={customer} customer={customer} /> : <Balances />;
}
