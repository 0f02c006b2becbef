// The menu of a grid: which columns are shown, copying, saving what is shown, and back to how it was at first.
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import type { GridRow } from './rows.ts';

export interface GridExport {
  readonly label: string;
  run(): void;
}

interface GridMenuProps {
  api: GridApi<GridRow>;
  onReset: () => void;
  exports: readonly GridExport[];
}

export function GridMenu({ api, onReset, exports }: GridMenuProps) {
  const [, redraw] = useState(0);
  return (
    <>
      <Menu closeOnItemClick={false}>
        <Menu.Target>
          <Tooltip label="Columns">
            <ActionIcon aria-label="Columns">
              <IconColumns3 size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          {(api.getColumns() ?? []).map((column) => {
            const toggle = (): void => {
              api.setColumnsVisible([column.getColId()], !column.isVisible());
              redraw((n) => n + 1);
            };
            return (
              <Menu.CheckboxItem key={column.getColId()} checked={column.isVisible()} onChange={toggle}>
                {column.getColDef().headerName ?? column.getColId()}
              </Menu.CheckboxItem>
            );
          })}
          <Menu.Divider />
          <Menu.Item closeMenuOnClick onClick={() => api.autoSizeAllColumns()}>
            Fit widths to what is shown
          </Menu.Item>
          <Menu.Item closeMenuOnClick onClick={onReset}>
            Reset columns, sorting and filters
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu>
        <Menu.Target>
          <Tooltip label="Copy or export">
            <ActionIcon aria-label="Copy or export">
              <IconDownload size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {exports.map(({ label, run }) => (
            <Menu.Item key={label} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
