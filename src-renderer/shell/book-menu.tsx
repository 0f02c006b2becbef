// The book as a document: its name, and what one does with it as a whole.
import { Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useBook } from '../api/book.tsx';
import { useDoing } from '../api/queries.tsx';
import { useSaveCopy } from '../api/save-copy.ts';
import { chooseHere, go, to } from '../ui/route.ts';

export function BookMenu() {
  const book = useBook();
  const closing = useDoing('book.close');
  const copying = useSaveCopy();
  const close = async (): Promise<void> => {
    await closing.run({});
    go(to(['overview']));
  };
  const saveCopy = async (): Promise<void> => {
    const said = await copying.save();
    if (said !== null) notifications.show({ message: said });
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className="row" style={{ gap: 4 }} aria-label={`Book ${book.name}`}>
          <span className="book">{book.name}</span>
          <IconChevronDown size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void close()}>Open another book, or make a new one …</Menu.Item>
        <Menu.Item onClick={() => void saveCopy()}>Save a copy …</Menu.Item>
        <Menu.Item onClick={() => chooseHere({ panel: 'setup' })}>Load setup tables …</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void close()}>Close the book</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
