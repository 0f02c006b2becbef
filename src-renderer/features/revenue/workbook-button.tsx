// Writes the revenue workbook of the month on the screen, of its quarter, or of its year so far.
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { useFormat } from '../../ui/format/values.tsx';

type Span = 'month' | 'quarter' | 'year_to_date';

const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** What is doing goes to whoever shows progress and mistakes. */
export function useRevenueWorkbook(month: string) {
  const { host } = useBackend();
  const saving = useDoing('revenue.save');
  const save = async (span: Span): Promise<void> => {
    const of = { month, quarter: quarterOf(month), year_to_date: `${month}-year-to-date` }[span];
    await host.saveAs(`revenue-${of}.xlsx`, (file) => saving.run({ month, span, file }));
  };
  return { ...saving, save };
}

interface WorkbookButtonProps {
  month: string;
  workbook: ReturnType<typeof useRevenueWorkbook>;
}

export function WorkbookButton({ month, workbook }: WorkbookButtonProps) {
  const format = useFormat();
  const item = (span: Span, label: string) => (
    <Menu.Item key={span} onClick={() => void workbook.save(span)}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          rightSection={<IconChevronDown size={14} />}
          aria-label="Revenue workbook"
          loading={workbook.busy}
        >
          Workbook
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {item('month', `Of ${format(month, 'month')}`)}
        {item('quarter', `Of its quarter, ${quarterOf(month)}`)}
        {item('year_to_date', `From January to ${format(month, 'month')}`)}
      </Menu.Dropdown>
    </Menu>
  );
}
