// Files of what grids show: asks where to, has them written, and says so. Must not: know a grid.
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useCallback } from 'react';
import { asError } from '../../src-shared/findings/finding.ts';
import { useBackend } from '../api/queries.tsx';
import type { SaveTable } from '../ui/save-table.ts';
import { SavingTables } from '../ui/save-table.ts';

export function TableSaving({ children }: { children: ReactNode }) {
  const { client, host } = useBackend();
  const save = useCallback<SaveTable>(
    ({ name, title, columns, rows }, format) => {
      const work = async (): Promise<void> => {
        const table = {
          title,
          columns: columns.map((column) => ({ ...column })),
          rows: rows.map((cells) => [...cells]),
          format,
        };
        const saved = await host.saveAs(`${name}.${format}`, (file) =>
          client.call('table.save', { ...table, file }),
        );
        if (saved?.path) notifications.show({ message: `Saved: ${saved.path}` });
      };
      work().catch((error: unknown) => notifications.show({ color: 'red', message: asError(error).message }));
    },
    [client, host],
  );
  return <SavingTables value={save}>{children}</SavingTables>;
}
