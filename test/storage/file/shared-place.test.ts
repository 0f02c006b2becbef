// Where other machines reach a book too: cloud folders and network drives are known by their names and by the table of mounts.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newBook } from '../../../src-main/backend/books.ts';
import { placeNotes, type Surroundings } from '../../../src-main/storage/file/shared-place.ts';
import { temporaryFolder } from '../book-files.ts';

const MOUNTS = [
  '/dev/sda1 / ext4 rw 0 0',
  'server:/books /mnt/nfs nfs4 rw 0 0',
  '//nas/team /mnt/my\\040team cifs rw 0 0',
  '/dev/sdb1 /mnt/nfs/local ext4 rw 0 0',
  'me@far: /home/ina/far fuse.sshfs rw 0 0',
  'tmpfs /dev/shm tmpfs rw 0 0',
].join('\n');

/** What `mount` says on a Mac with a disk of its own, two shares, an image, a stick and the web. */
const MAC_MOUNTS = [
  '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
  'devfs on /dev (devfs, local, nobrowse)',
  '/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)',
  'map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)',
  '//ina@nas._smb._tcp.local/my%20team on /Volumes/my team (smbfs, nodev, nosuid, mounted by ina)',
  'server:/books on /Volumes/books (nfs, nodev, nosuid, mounted by ina)',
  '//ina@old/share on /Volumes/old (1) (afpfs, nodev, nosuid, mounted by ina)',
  'https://dav.acme.com/ on /Volumes/dav.acme.com (webdav, nodev, noexec, nosuid, mounted by ina)',
  '/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev, nosuid, noowners, noatime, fskit)',
  '/dev/disk5s1 on /Volumes/books/image (apfs, local, nodev, nosuid, journaled, noowners, mounted by ina)',
].join('\n');

const as = (folder: string): string => folder;
const told = (path: string, around: Partial<Surroundings>): string[] =>
  placeNotes(path, { mounts: '', env: {}, real: as, ...around }).map(
    ({ code, message }) => `${code}: ${message}`,
  );
const notes = (path: string, env = {}): string[] => told(path, { mounts: MOUNTS, env });

describe('a book in a folder that is synchronized', () => {
  test.each([
    ['/home/ina/Dropbox/acme.ddb', 'Dropbox'],
    ['C:\\Users\\ina\\Dropbox (Acme)\\books\\acme.ddb', 'Dropbox'],
    ['C:\\Users\\ina\\OneDrive - Acme GmbH\\acme.ddb', 'OneDrive'],
    ['/Users/ina/Library/CloudStorage/OneDrive-Acme/acme.ddb', 'OneDrive'],
    ['/Users/ina/Library/Mobile Documents/com~apple~CloudDocs/acme.ddb', 'iCloud Drive'],
    ['C:\\Users\\ina\\iCloudDrive\\acme.ddb', 'iCloud Drive'],
    ['/Users/ina/Library/CloudStorage/GoogleDrive-ina@acme.com/My Drive/acme.ddb', 'Google Drive'],
    ['/Users/ina/Library/CloudStorage/Dropbox-Acme/acme.ddb', 'Dropbox'],
    ['/Users/ina/Library/CloudStorage/ShareFile-ina@acme.com/books/acme.ddb', 'ShareFile'],
    ['G:\\My Drive\\acme.ddb', 'Google Drive'],
    ['H:\\Geteilte Ablagen\\Finanzen\\acme.ddb', 'Google Drive'],
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

test('a folder that leads into one by a link', () => {
  const real = (folder: string): string => folder.replace('/Users/ina/Books', '/Users/ina/Dropbox/Books');
  expect(told('/Users/ina/Books/acme.ddb', { real })).toEqual([expect.stringContaining('Dropbox copies')]);
  expect(told('/Users/ina/Other/acme.ddb', { real })).toEqual([]);
});

describe('a book on a network drive', () => {
  test.each([
    ['/mnt/nfs/acme.ddb', 'nfs4'],
    ['/mnt/my team/acme.ddb', 'cifs'],
    ['/home/ina/far/away/acme.ddb', 'sshfs'],
    ['\\\\nas\\team\\acme.ddb', '\\\\nas\\team'],
    ['\\\\?\\UNC\\nas\\team\\books\\acme.ddb', '\\\\nas\\team'],
  ])('%s is told: %s', (path, kind) => {
    expect(notes(path)).toEqual([expect.stringContaining(`on a network drive (${kind})`)]);
  });

  test.each([
    ['/Volumes/my team/books/acme.ddb', 'smbfs'],
    ['/Volumes/books/acme.ddb', 'nfs'],
    ['/Volumes/old (1)/acme.ddb', 'afpfs'],
    ['/Volumes/dav.acme.com/acme.ddb', 'webdav'],
  ])('%s of a Mac is told: %s', (path, kind) => {
    expect(told(path, { mounts: MAC_MOUNTS })).toEqual([
      expect.stringContaining(`on a network drive (${kind})`),
    ]);
  });

  test('by the letter that Windows gave it', () => {
    const real = (folder: string): string => folder.replace(/^Z:/, '\\\\nas\\team');
    expect(told('Z:\\books\\acme.ddb', { real })).toEqual([
      expect.stringContaining('on a network drive (\\\\nas\\team)'),
    ]);
    expect(told('D:\\books\\acme.ddb', { real })).toEqual([]);
  });
});

test.each([
  '/home/ina/acme.ddb',
  '/mnt/nfs/local/acme.ddb',
  '/home/ina/Dropbox.ddb',
  'C:\\Users\\ina\\acme.ddb',
  '/dev/shm/x.ddb',
  '\\\\?\\C:\\acme.ddb',
  '\\\\.\\pipe\\acme.ddb',
])('nothing is told of %s', (path) => expect(notes(path)).toEqual([]));

test.each([
  '/Users/ina/Documents/acme.ddb',
  '/Volumes/STICK/acme.ddb',
  '/Volumes/books/image/acme.ddb',
  '/Volumes/my teams/acme.ddb',
])('nothing is told of %s of a Mac', (path) => expect(told(path, { mounts: MAC_MOUNTS })).toEqual([]));

test('shared_place is said of a new book, which is made all the same', () => {
  const folder = join(temporaryFolder(), 'Dropbox');
  mkdirSync(folder);
  const made = newBook(join(folder, 'acme.ddb'), { user: 'mara', now: () => 0 });
  expect(made).toMatchObject({ ok: true, notes: [{ code: 'shared_place' }] });
});
