import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readError, systemCode } from './errors.ts';

/**
 * All bytes of a regular file, or null when there is none. Follows no link, waits for no FIFO, takes at most
 * `limit` bytes, and only from a file of the same user unless of `anyone`: what somebody else could put among our
 * files, through a folder that is open to all or exchanged just now, is none of them. Throws `unreadable` when the bytes
 * cannot be had: that is neither absence nor damage.
 * (readFileSync with an encoding aborts the process when close fails, so it is not used on state.)
 */
export function readWhole(path: string, limit: number, of: 'us' | 'anyone' = 'us'): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return null;
    // A link (ELOOP), a socket or a device without a driver (ENXIO) stands where a file of ours was.
    if (code === 'ELOOP' || code === 'ENXIO') throw new NotAFile(path);
    throw readError(error, path);
  }
  try {
    return readDescriptor(descriptor, { path, limit, of });
  } catch (error) {
    if (error instanceof NotAFile) throw error;
    throw readError(error, path);
  } finally {
    closeQuietly(descriptor);
  }
}

/** Something that is not a regular file of ours stands at the path: damage, not a failing disk. */
export class NotAFile extends Error {
  constructor(path: string, what = 'not a regular file') {
    super(`${path} is ${what}`);
    this.name = 'NotAFile';
  }
}

type Wanted = Readonly<{ path: string; limit: number; of: 'us' | 'anyone' }>;

function readDescriptor(descriptor: number, { path, limit, of }: Wanted): Buffer {
  const found = fstatSync(descriptor);
  if (!found.isFile()) throw new NotAFile(path);
  if (of === 'us' && found.uid !== (process.geteuid?.() ?? found.uid)) {
    throw new NotAFile(path, `a file of user ${found.uid}`);
  }
  if (found.size > limit) throw new NotAFile(path, `larger than ${limit} bytes`);
  const bytes = Buffer.allocUnsafe(found.size);
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // The bytes are complete; a failing close of a file that was only read says nothing about them.
  }
}
