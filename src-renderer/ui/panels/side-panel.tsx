// A panel at the right that keeps the table in sight. Esc closes it and gives the focus back. One at a time: the shell places it.
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

/** The element of the shell where side panels appear. */
export const SIDE_PLACE = 'side-place';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  width?: number;
  children: ReactNode;
}

export function SidePanel({ title, onClose, width, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      // Who has gone on to something else meanwhile stays there.
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const place = document.getElementById(SIDE_PLACE);
  if (!place) return null;
  return createPortal(
    <aside
      ref={panel}
      className="side"
      aria-label={title}
      tabIndex={-1}
      style={width ? { width } : undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2>{title}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label="Close panel" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <div>{children}</div>
    </aside>,
    place,
  );
}
