// The line in which one looks for a text in a grid: Enter goes on, Shift+Enter back, Esc closes. Must not: look for anything itself.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

interface FindFormProps {
  label: string;
  text: string;
  /** What came of it: "3 of 17". */
  said: string;
  onText: (text: string) => void;
  onStep: (forward: boolean) => void;
  onClose: () => void;
}

export function FindForm({ label, text, said, onText, onStep, onClose }: FindFormProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <search className="sheet-find">
      <TextInput
        ref={input}
        autoFocus
        placeholder={label}
        aria-label={label}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(!event.shiftKey);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className="dim small" role="status">
        {said}
      </span>
      <ActionIcon aria-label="Previous match" onClick={() => onStep(false)}>
        <IconArrowUp size={14} />
      </ActionIcon>
      <ActionIcon aria-label="Next match" onClick={() => onStep(true)}>
        <IconArrowDown size={14} />
      </ActionIcon>
      <ActionIcon aria-label="Close find" onClick={onClose}>
        <IconX size={14} />
      </ActionIcon>
    </search>
  );
}
