// A month of the old spreadsheet as a reconciliation of its own: its balances are taken in, what differs gets its reason, two people sign.
import { Button } from '@mantine/core';
import { useDoing } from '../../../api/queries.tsx';
import { MonthName } from '../../../ui/format/values.tsx';
import { ProgressLine } from '../../../ui/panels/progress.tsx';
import { Empty, ErrorPanel } from '../../../ui/panels/told.tsx';
import { OneLeg } from '../one-leg.tsx';
import type { Kept } from './kept.ts';
import { NotCompared } from './not-compared.tsx';

interface SigningProps {
  readonly kept: Kept;
  readonly month: string;
  readonly closed: boolean;
}

export function Signing({ kept, month, closed }: SigningProps) {
  return (
    <OneLeg
      key={month}
      leg="spreadsheet"
      month={month}
      closed={closed}
      takeIn={
        <>
          {kept.compared ? <NotCompared compared={kept.compared} /> : null}
          <TakeBalances kept={kept} month={month} />
        </>
      }
    />
  );
}

function TakeBalances({ kept: { file, customers }, month }: Omit<SigningProps, 'closed'>) {
  const taking = useDoing('reconcile.takeIn');
  if (!file)
    return (
      <Empty title="Nothing to sign yet">
        Choose the spreadsheet first. Its balances of a month are then set beside the book’s here, for a
        preparer and a reviewer to sign.
      </Empty>
    );
  const take = (): void => {
    const at = { leg: 'spreadsheet', month } as const;
    void taking.run({ ...at, file: file.ref, fileName: file.name, names: { ...customers } });
  };
  return (
    <>
      <ProgressLine {...taking} label="Taking the balances in" />
      <ErrorPanel error={taking.error} />
      <Empty
        title="Nothing to sign yet"
        action={
          <Button variant="filled" loading={taking.busy} onClick={take}>
            Take the balances in
          </Button>
        }
      >
        The balances of <MonthName value={month} /> in {file.name} are kept beside the book’s. Each that
        differs says its cause and waits for a reason; then a preparer and a reviewer sign.
      </Empty>
    </>
  );
}
