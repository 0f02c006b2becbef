// Where other machines reach a book too: cloud folders and network drives are known by their names and by the table of mounts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newBook } from '../../../src-main/backend/books.ts';
import { placeNotes } from '../../../src-main/storage/file/shared-place.ts';
import { temporaryFolder } from '../book-files.ts';

const MOUNTS = [
  '/dev/sda1 / ext4 rw 0 0',
  'server:/books /mnt/nfs nfs4 rw 0 0',
  '//nas/team /mnt/my\\040team cifs rw 0 0',
  '/dev/sdb1 /mnt/nfs/local ext4 rw 0 0',
  'me@far: /home/ina/far fuse.sshfs rw 0 0',
  'tmpfs /dev/shm tmpfs rw 0 0',
].join('\n');

const notes = (path: string, env = {}): string[] =>
  placeNotes(path, { mounts: MOUNTS, env }).map(({ code, message }) => `${code}: ${message}`);

describe('a book in a folder that is synchronized', () => {
  test.each([
    ['/home/ina/Dropbox/acme.ddb', 'Dropbox'],
    ['C:\\Users\\ina\\Dropbox (Acme)\\books\\acme.ddb', 'Dropbox'],
    ['C:\\Users\\ina\\OneDrive - Acme GmbH\\acme.ddb', 'OneDrive'],
    ['/Users/ina/Library/CloudStorage/OneDrive-Acme/acme.ddb', 'OneDrive'],
    ['/Users/ina/Library/Mobile Documents/com~apple~CloudDocs/acme.ddb', 'iCloud Drive'],
    ['C:\\Users\\ina\\iCloudDrive\\acme.ddb', 'iCloud Drive'],
    ['/Users/ina/Library/CloudStorage/GoogleDrive-ina@acme.com/My Drive/acme.ddb', 'Google Drive'],
    ['G:\\My Drive\\acme.ddb', 'Google Drive'],
    ['/home/ina/Nextcloud/finance/acme.ddb', 'Nextcloud'],
  ])('%s is told: %s', (path, service) => {
    expect(notes(path)).toEqual([expect.stringContaining(`shared_place: ${service} copies this folder`)]);
  });

  test('by the place that Windows names', () => {
    const env = { OneDriveCommercial: 'D:\\Work' };
    expect(notes('D:\\Work\\acme.ddb', env)).toHaveLength(1);
    expect(notes('D:\\Workshop\\acme.ddb', env)).toEqual([]);
  });
});

describe('a book on a network drive', () => {
  test.each([
    ['/mnt/nfs/acme.ddb', 'nfs4'],
    ['/mnt/my team/acme.ddb', 'cifs'],
    ['/home/ina/far/away/acme.ddb', 'sshfs'],
    ['\\\\nas\\team\\acme.ddb', 'a shared folder'],
  ])('%s is told: %s', (path, kind) => {
    expect(notes(path)).toEqual([expect.stringContaining(`on a network drive (${kind})`)]);
  });
});

test.each([
  '/home/ina/acme.ddb',
  '/mnt/nfs/local/acme.ddb',
  '/home/ina/Dropbox.ddb',
  'C:\\Users\\ina\\acme.ddb',
  '/dev/shm/x.ddb',
  '\\\\?\\C:\\acme.ddb',
])('nothing is told of %s', (path) => expect(notes(path)).toEqual([]));

test('shared_place is said of a new book, which is made all the same', () => {
  const folder = join(temporaryFolder(), 'Dropbox');
  mkdirSync(folder);
  const made = newBook(join(folder, 'acme.ddb'), { user: 'mara', now: () => 0 });
  expect(made).toMatchObject({ ok: true, notes: [{ code: 'shared_place' }] });
});
