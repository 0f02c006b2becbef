// Whether a book lies where other machines reach it too: in a folder that a cloud service keeps the same on several computers, or on a
// network drive. The lock of the file does not reach them. Must not: keep anybody from working; it is said, and people decide.
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import process from 'node:process';
import type { Finding } from '../../../src-shared/findings/finding.ts';

/** What is known of the machine. */
export interface Surroundings {
  /** The file systems that are mounted: as Linux has them in /proc/self/mounts, or as the `mount` of macOS lists them; blank elsewhere. */
  readonly mounts: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a folder really is: behind links, and behind a letter that Windows gave a shared folder. */
  real(folder: string): string;
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

/** The folders at the top of the drive that Google Drive is on Windows, which holds nothing else. */
const OF_GOOGLE =
  /^(my drive|shared drives|meine ablage|geteilte ablagen|mon drive|drive partagés|mi unidad|unidades compartidas|il mio drive|drive condivisi|mijn drive|gedeelde drives)$/i;

/** File systems that are another machine's. */
const NETWORK =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|9p|ceph|glusterfs|lustre|davfs|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|.*drive.*|s3fs))$/;

/** What to know of the place of a book; nothing, where it is a disk of this computer. */
export function placeNotes(path: string, around: Surroundings = ofThisMachine()): Finding[] {
  const folder = folderOf(path);
  const folders = [folder, around.real(folder)];
  const service = first(folders, (one) => syncedBy(one, around.env));
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
  const drive = first(folders, (one) => networkDrive(one, around.mounts));
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

/** The first answer that there is. */
function first(all: readonly string[], ask: (one: string) => string | null): string | null {
  for (const one of all) {
    const answer = ask(one);
    if (answer !== null) return answer;
  }
  return null;
}

function ofThisMachine(): Surroundings {
  return { mounts: mountTable(), env: process.env, real };
}

function mountTable(): string {
  try {
    if (process.platform === 'linux') return readFileSync('/proc/self/mounts', 'utf8');
    // It asks no server, so one that is gone holds nobody up.
    if (process.platform === 'darwin')
      return execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2000 });
  } catch {
    // Then nothing is known of the mounts, and nothing is said.
  }
  return '';
}

function real(folder: string): string {
  try {
    // Windows: "\\nas\team" for the letter of a shared folder, which the other realpathSync leaves as it is.
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/** The folder of a path of any system: what is looked at may be of another one than this, as in tests. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function syncedBy(folder: string, env: Surroundings['env']): string | null {
  const parts = folder.split(/[/\\]/);
  if (/^[a-z]:$/i.test(parts[0] ?? '') && OF_GOOGLE.test(parts[1] ?? '')) return 'Google Drive';
  const named = first(parts, (part) => SYNCED.find(([name]) => name.test(part))?.[1] ?? null);
  // macOS has the folders of all services in one, each called "Service-account".
  const service = named ?? /\/Library\/CloudStorage\/([^/-]+)/.exec(folder)?.[1];
  if (service !== undefined) return service;
  const folders = [env.OneDrive, env.OneDriveCommercial, env.OneDriveConsumer];
  return folders.some((one) => one !== undefined && isBelow(folder, one, '\\')) ? 'OneDrive' : null;
}

function networkDrive(folder: string, mounts: string): string | null {
  // "\\nas\team\…", also written "\\?\UNC\nas\team\…"; "\\?\C:\…" is a disk of this computer.
  const shared = /^(?:[\\/]{2}\?\\UNC\\|[\\/]{2}(?![?.][\\/]))([^\\/]+)[\\/]+([^\\/]+)/i.exec(folder);
  if (shared) return `\\\\${shared[1]}\\${shared[2]}`;
  let [found, kind] = ['', ''];
  for (const [at, type] of mounts.split('\n').map(mountOf)) {
    // Of two mounted at one place the later one is seen.
    if (at.length >= found.length && isBelow(folder, at, '/')) [found, kind] = [at, type];
  }
  return NETWORK.test(kind) ? kind.replace(/^fuse\./, '') : null;
}

/** Where a file system is mounted, and its type, of a line of either table; blank for any other line. */
function mountOf(line: string): [at: string, type: string] {
  // macOS: "//ina@nas/team on /Volumes/my team (smbfs, nodev, nosuid, mounted by ina)"
  const [, folder, kind] = / on (\/.*) \((\w+)[^()]*\)$/.exec(line) ?? [];
  if (folder !== undefined && kind !== undefined) return [folder, kind];
  const [, at = '', type = ''] = line.split(' ');
  const text = at.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return [text, type];
}

/** Also of the folder itself. */
function isBelow(folder: string, upper: string, separator: string): boolean {
  if (upper === '') return false;
  const ended = (text: string): string => (text.endsWith(separator) ? text : text + separator);
  return ended(folder).startsWith(ended(upper));
}
