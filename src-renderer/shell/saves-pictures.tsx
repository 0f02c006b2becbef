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
      const saved = await host.saveAs(name, (file) => client.call('picture.save', { png, file }));
      if (!saved) return;
      notifications.show({ message: `${saved.name} is saved${saved.path ? `: ${saved.path}` : ''}` });
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
