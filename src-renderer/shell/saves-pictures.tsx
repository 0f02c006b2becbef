// Charts below this can be saved as pictures: where a person says in the desktop window, as a download in the browser.
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useCallback } from 'react';
import { useBackend } from '../api/queries.tsx';
import { PictureSaver } from '../ui/charts/picture.tsx';

export function SavesPictures({ children }: { children: ReactNode }) {
  const { client, host } = useBackend();
  const save = useCallback(
    async (name: string, picture: Blob): Promise<void> => {
      const png = await inBase64(picture);
      const target = await host.saveAs(name);
      if (!target) return;
      await client.call('picture.save', { png, file: target.file });
      target.deliver();
      notifications.show({ message: `${target.name} is saved${target.path ? `: ${target.path}` : ''}` });
    },
    [client, host],
  );
  return <PictureSaver value={save}>{children}</PictureSaver>;
}

function inBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^.*?,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The picture could not be read'));
    reader.readAsDataURL(blob);
  });
}
