// Whether a book lies where other machines reach it too: in a folder that a cloud service keeps the same on several computers, or on a
// network drive. The lock of the file does not reach them. Must not: keep anybody from working; it is said, and people decide.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Finding } from '../../../src-shared/findings/finding.ts';

/** What is known of the machine. */
export interface Surroundings {
  /** The table of mounted file systems as Linux has it; blank elsewhere. */
  readonly mounts: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Folders of cloud services, by the names they give them. */
const SYNCED: readonly [RegExp, string][] = [
  [/^dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^onedrive([ -].+)?$/i, 'OneDrive'],
  [/^(mobile documents|icloud ?drive)$/i, 'iCloud Drive'],
  [/^(google ?drive|googledrive-.+)$/i, 'Google Drive'],
  [/^(box sync|box-box)$/i, 'Box'],
  [/^nextcloud\d*$/i, 'Nextcloud'],
  [/^owncloud$/i, 'ownCloud'],
  [/^pcloud ?drive$/i, 'pCloud'],
  [/^megasync$|^mega$/i, 'MEGA'],
  [/^synologydrive$/i, 'Synology Drive'],
];

/** File systems that are another machine's. */
const NETWORK =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|9p|ceph|glusterfs|lustre|davfs|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|.*drive.*|s3fs))$/;

/** What to know of the place of a book; nothing, where it is a disk of this computer. */
export function placeNotes(path: string, around: Surroundings = ofThisMachine()): Finding[] {
  const service = syncedBy(path, around);
  if (service !== null) {
    return [
      {
        code: 'shared_place',
        place: { file: path },
        message: `${service} copies this folder between computers: of changes made on two of them at once, it keeps one`,
        hint: `Keep the book on a disk of this computer, and its backups where ${service} takes them along`,
      },
    ];
  }
  const drive = networkDrive(path, around);
  if (drive === null) return [];
  return [
    {
      code: 'shared_place',
      place: { file: path },
      message: `The book lies on a network drive (${drive}), where locks do not always hold and a lost connection interrupts work`,
      hint: 'Keep the book on a disk of this computer, and its backups on the network drive',
    },
  ];
}

function ofThisMachine(): Surroundings {
  return { mounts: mountTable(), env: process.env };
}

function mountTable(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/self/mounts', 'utf8') : '';
  } catch {
    return '';
  }
}

function syncedBy(path: string, { env }: Surroundings): string | null {
  const parts = path.split(/[/\\]/).slice(0, -1);
  // Windows: the drive of Google Drive holds nothing else.
  if (/^[a-z]:$/i.test(parts[0] ?? '') && /^my drive$/i.test(parts[1] ?? '')) return 'Google Drive';
  for (const part of parts) {
    const service = SYNCED.find(([name]) => name.test(part))?.[1];
    if (service) return service;
  }
  const folders = [env.OneDrive, env.OneDriveCommercial, env.OneDriveConsumer];
  return folders.some((folder) => folder !== undefined && folder !== '' && isBelow(path, folder, '\\'))
    ? 'OneDrive'
    : null;
}

function networkDrive(path: string, { mounts }: Surroundings): string | null {
  if (/^(\\\\|\/\/)[^\\/?.]/.test(path)) return 'a shared folder';
  let [found, kind] = ['', ''];
  for (const line of mounts.split('\n')) {
    const [, at = '', type = ''] = line.split(' ');
    const folder = at.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    // Of two mounted at one place the later one is seen.
    if (folder.length >= found.length && isBelow(path, folder, '/')) [found, kind] = [folder, type];
  }
  return NETWORK.test(kind) ? kind.replace(/^fuse\./, '') : null;
}

function isBelow(path: string, folder: string, separator: string): boolean {
  return folder !== '' && path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}
