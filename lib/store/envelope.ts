// The format of every state file: one JSON object in two lines, so that the checksum is over exact bytes.
// A decoded file is sound, damaged (bytes that are not what was written) or of a newer major version.
import { isUtf8 } from 'node:buffer';
import { parseJson, parseObject } from '../domain/json.ts';
import { crc32 } from './crc32.ts';
import { StateError } from './errors.ts';

export type Header = Readonly<{
  kind: string;
  version: string;
  number: number;
  written_at: string;
  nonce: string;
  /** Documents: nonces of the last commits, newest first. */
  recent?: readonly string[];
  /** Documents: numbers of older revisions worth keeping, newest first. */
  kept?: readonly number[];
  /** Documents: this is the last revision of a removed document. */
  tombstone?: boolean;
}>;

export type Decoded =
  | Readonly<{ ok: true; header: Header; data: unknown; bytes: number }>
  | Readonly<{ ok: false; why: string }>;

/** No state file is larger: 32 MB. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;

const DATA_STARTS = ',\n"data":';

/** The bytes of a state file. Throws `unknown` when there would be too many, and what JSON.stringify throws. */
export function encodeEnvelope(header: Header, data: unknown): Buffer {
  const dataText = JSON.stringify(data);
  const body = Buffer.from(dataText);
  const checksum = `crc32:${crc32(body).toString(16).padStart(8, '0')}`;
  const head = JSON.stringify({ ...header, checksum }).slice(0, -1);
  const bytes = Buffer.concat([Buffer.from(head + DATA_STARTS), body, Buffer.from('}\n')]);
  if (bytes.length <= MAX_FILE_BYTES) return bytes;
  throw new StateError(
    'unknown',
    `${bytes.length} bytes are too many for one file, the limit is ${MAX_FILE_BYTES}`,
  );
}

/** Reads a state file back, and says why when its bytes are not what a writer wrote for this kind and number. */
export function decodeEnvelope(bytes: Buffer, kind: string, number: number): Decoded {
  const split = bytes.indexOf(DATA_STARTS);
  if (split < 0) return { ok: false, why: bytes.length === 0 ? 'empty' : 'not a state file' };
  let end = bytes.length;
  if (bytes[end - 1] === 0x0a) end -= 1;
  if (bytes[end - 1] !== 0x7d) return { ok: false, why: 'cut short' };
  const body = bytes.subarray(split + DATA_STARTS.length, end - 1);
  if (!isUtf8(bytes)) return { ok: false, why: 'not UTF-8' };

  const header = parseHeader(`${bytes.toString('utf8', 0, split)}}`);
  if (header === null) return { ok: false, why: 'unusable header' };
  if (header.checksum !== `crc32:${crc32(body).toString(16).padStart(8, '0')}`) {
    return { ok: false, why: 'wrong checksum' };
  }
  if (header.kind !== kind || header.number !== number) return { ok: false, why: 'belongs elsewhere' };
  try {
    return { ok: true, header, data: parseJson(body.toString('utf8')), bytes: bytes.length };
  } catch {
    return { ok: false, why: 'not JSON' };
  }
}

function parseHeader(text: string): (Header & { checksum: string }) | null {
  const header = parseObject(text);
  if (header === null) return null;
  const texts = [
    header['kind'],
    header['version'],
    header['written_at'],
    header['nonce'],
    header['checksum'],
  ];
  if (!texts.every((field) => typeof field === 'string')) return null;
  // No checksum covers the header. What no program ever wrote is damage, and must not pass for a newer version.
  if (!/^[1-9]\d{0,8}\.\d{1,9}\.\d{1,9}$/.test(String(header['version']))) return null;
  if (!Number.isSafeInteger(header['number'])) return null;
  if (!isListOf('string', header['recent']) || !isListOf('number', header['kept'])) return null;
  return header as Header & { checksum: string };
}

function isListOf(type: 'string' | 'number', value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((item) => typeof item === type));
}
