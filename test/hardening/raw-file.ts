// A state file whose data are any text: what JSON.stringify would never write.
import { crc32 } from '../../lib/store/crc32.ts';

/** Its bytes, with a checksum that is right. */
export function fileOf({ kind, number }: Readonly<{ kind: string; number: number }>, data: string): string {
  const checksum = `crc32:${crc32(Buffer.from(data)).toString(16).padStart(8, '0')}`;
  const head = {
    kind,
    version: '2.0.0',
    number,
    written_at: '2026-11-01T10:00:00.000Z',
    nonce: 'n',
    checksum,
  };
  return `${JSON.stringify(head).slice(0, -1)},\n"data":${data}}\n`;
}
