// Several files handed out as one document: a plain zip of them, nothing packed, and its files again. One file stands by itself.
// Must not: read a zip that it did not make.
import { MemorySink, ZipWriter } from '../../excel/writing/zip-write.ts';

export interface OutFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @param name of the zip, without its ending. */
export function bundled(name: string, files: readonly OutFile[]): { file: string; bytes: Uint8Array } {
  const [first] = files;
  if (first && files.length === 1) return { file: first.name, bytes: first.bytes };
  const sink = new MemorySink();
  const zip = new ZipWriter(sink);
  for (const { name: file, bytes } of files) zip.store(file, bytes);
  zip.finish();
  return { file: `${name}.zip`, bytes: sink.bytes() };
}

const LOCAL = 0x04034b50;

/** The files of a document, as they were bundled. */
export function unbundled({ file, bytes }: { file: string; bytes: Buffer }): OutFile[] {
  if (!file.endsWith('.zip')) return [{ name: file, bytes }];
  const files: OutFile[] = [];
  for (let at = 0; bytes.readUInt32LE(at) === LOCAL; ) {
    const [size, nameLength] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const start = at + 30 + nameLength;
    files.push({
      name: bytes.toString('utf8', at + 30, start),
      bytes: bytes.subarray(start, start + size),
    });
    at = start + size;
  }
  return files;
}
