// CRC-32 as zlib computes it. Plain code for ordinary sizes: loading node:zlib costs more than the sum itself.

const TABLE = new Uint32Array(256);

const ZLIB_PAYS_FROM = 1 << 17;

/** The CRC-32 of the bytes; 10 KB take under a millisecond in a new process, a megabyte some 2. Finds damage, not forgery. */
export function crc32(bytes: Uint8Array): number {
  if (bytes.length >= ZLIB_PAYS_FROM) {
    const zlib = process.getBuiltinModule('node:zlib');
    if (typeof zlib.crc32 === 'function') return zlib.crc32(bytes);
  }
  if (TABLE[1] === 0) fillTable();
  let sum = 0xffffffff;
  // By index: an iterator takes three times as long in a process that has just begun.
  for (let at = 0; at < bytes.length; at += 1)
    sum = (TABLE[(sum ^ (bytes[at] as number)) & 0xff] as number) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

function fillTable(): void {
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    TABLE[index] = value >>> 0;
  }
}
