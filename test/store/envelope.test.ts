import assert from 'node:assert/strict';
import test from 'node:test';
import * as zlib from 'node:zlib';
import { array, assert as assertProperty, jsonValue, nat, property, tuple, uint8Array } from 'fast-check';
import { parseJson } from '../../lib/domain/json.ts';
import { crc32 } from '../../lib/store/crc32.ts';
import { decodeEnvelope, encodeEnvelope, MAX_FILE_BYTES, type Header } from '../../lib/store/envelope.ts';
import { StateError } from '../../lib/store/errors.ts';

const HEADER: Header = {
  kind: 'batch',
  version: '2.0.0',
  number: 42,
  written_at: '2026-11-22T10:00:00.000Z',
  nonce: 'n42',
  recent: ['n42', 'n41'],
  kept: [40, 7],
};
const DATA = { title: 'Grüße \u{1f600}', features: [{ number: 1, text: 'a "quoted" one' }], next_token: 3 };
const SOUND = encodeEnvelope(HEADER, DATA);

test('a state file is one JSON object in two lines, with the checksum of the data’s bytes', () => {
  const text = encodeEnvelope({ ...HEADER, kept: [] }, { a: 1 }).toString();
  assert.equal(
    text,
    '{"kind":"batch","version":"2.0.0","number":42,"written_at":"2026-11-22T10:00:00.000Z","nonce":"n42",' +
      '"recent":["n42","n41"],"kept":[],"checksum":"crc32:561bacaf",\n"data":{"a":1}}\n',
  );
  assert.equal(zlib.crc32('{"a":1}').toString(16), '561bacaf');
  assert.deepEqual(JSON.parse(text), { ...HEADER, kept: [], checksum: 'crc32:561bacaf', data: { a: 1 } });
});

test('the checksum is zlib’s CRC-32, with leading zeros', () => {
  assertProperty(property(uint8Array(), (bytes) => assert.equal(crc32(bytes), zlib.crc32(bytes))));
  for (const size of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1]) {
    const bytes = Buffer.alloc(size, 'state');
    assert.equal(crc32(bytes), zlib.crc32(bytes));
  }
  // Some small number has a CRC-32 with three leading zeros.
  const short = Array.from({ length: 5000 }, (_, data) => data).find(
    (data) => zlib.crc32(`${data}`) < 1 << 20,
  );
  assert.match(encodeEnvelope(HEADER, short).toString(), /"checksum":"crc32:000[0-9a-f]{5}",/);
});

test('any data comes back as it was written', () => {
  assertProperty(
    property(jsonValue(), (data) => {
      const decoded = decodeEnvelope(encodeEnvelope(HEADER, data), 'batch', 42);
      assert.ok(decoded.ok);
      assert.deepEqual(decoded.data, parseJson(JSON.stringify(data)));
      const { checksum: _, ...header } = decoded.header as Header & { checksum: string };
      assert.deepEqual(header, HEADER);
    }),
  );
});

test('a file cut short at any byte is not sound, but for its last line break', () => {
  for (let length = 0; length < SOUND.length - 1; length += 1) {
    assert.ok(!decodeEnvelope(SOUND.subarray(0, length), 'batch', 42).ok, `sound after ${length} bytes`);
  }
  assert.ok(decodeEnvelope(SOUND.subarray(0, -1), 'batch', 42).ok);
});

test('with any one bit flipped a file is not sound, or holds the same data', () => {
  const dataStarts = SOUND.indexOf('\n');
  for (let bit = 0; bit < SOUND.length * 8; bit += 1) {
    const bytes = Buffer.from(SOUND);
    const at = bit >> 3;
    bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7));
    const decoded = decodeEnvelope(bytes, 'batch', 42);
    if (at >= dataStarts) assert.ok(!decoded.ok, `bit ${bit}, in the data, went unnoticed`);
    if (decoded.ok) assert.deepEqual(decoded.data, DATA);
  }
});

test('whatever is cut out of a file or written into it, what decodes is what was written', () => {
  const edits = array(tuple(nat({ max: SOUND.length }), nat({ max: 40 }), uint8Array({ maxLength: 40 })), {
    minLength: 1,
    maxLength: 4,
  });
  assertProperty(
    property(edits, (given) => {
      let bytes = SOUND;
      for (const [at, length, written] of given) {
        bytes = Buffer.concat([bytes.subarray(0, at), written, bytes.subarray(at + length)]);
      }
      const decoded = decodeEnvelope(bytes, 'batch', 42);
      if (decoded.ok) assert.deepEqual(decoded.data, DATA);
    }),
    { numRuns: 3000 },
  );
});

test('zeros in place of any block of a file, as after a power cut, are noticed', () => {
  for (let start = 0; start < SOUND.length - 1; start += 7) {
    const bytes = Buffer.from(SOUND).fill(0, start, Math.min(start + 64, SOUND.length));
    const decoded = decodeEnvelope(bytes, 'batch', 42);
    assert.ok(!decoded.ok, `zeros from ${start} on went unnoticed`);
  }
});

const TEXT = SOUND.toString();
const FOREIGN: Readonly<Record<string, Buffer>> = {
  'nothing at all': Buffer.alloc(0),
  'one byte': Buffer.from('{'),
  'zeros only': Buffer.alloc(4096),
  'a byte order mark before it': Buffer.from(`\ufeff${TEXT}`),
  'the same in UTF-16': Buffer.from(TEXT, 'utf16le'),
  'Windows line breaks': Buffer.from(TEXT.replaceAll('\n', '\r\n')),
  'a second copy behind it': Buffer.concat([SOUND, SOUND]),
  'a space behind it': Buffer.concat([SOUND, Buffer.from(' ')]),
  'the same, formatted by an editor': Buffer.from(JSON.stringify(JSON.parse(TEXT), null, 2)),
  'a plain JSON file': Buffer.from('{"version":"1.0.0","features":[]}'),
  'a header that is a list': withHeader('[]'),
  'a header that is null': withHeader('null'),
  'bytes that are no UTF-8, with the right checksum': withBody(Buffer.from([0x22, 0xc3, 0x28, 0x22])),
  'data that is no JSON, with the right checksum': withBody(Buffer.from('{"a":')),
  'no data, with the right checksum': withBody(Buffer.alloc(0)),
  'two data values, with the right checksum': withBody(Buffer.from('{},"data":{}')),
};

for (const [name, bytes] of Object.entries(FOREIGN)) {
  test(`not a sound file: ${name}`, () => {
    const decoded = decodeEnvelope(bytes, 'batch', 42);
    assert.ok(!decoded.ok);
    assert.notEqual(decoded.why, '');
  });
}

test('a file of another kind or number is not sound where it lies', () => {
  assert.deepEqual(decodeEnvelope(SOUND, 'project', 42), { ok: false, why: 'belongs elsewhere' });
  assert.deepEqual(decodeEnvelope(SOUND, 'batch', 43), { ok: false, why: 'belongs elsewhere' });
});

test('a header with a field missing or of a wrong type is not usable', () => {
  const header = { ...HEADER, checksum: 'crc32:561bacaf' };
  const wrong: readonly Record<string, unknown>[] = [
    { kind: undefined },
    { version: 2 },
    { version: '' },
    { version: 'next' },
    { version: '2.0' },
    { version: '2.0.0-beta' },
    { version: '0.0.0' },
    { version: '02.0.0' },
    { number: '42' },
    { number: 42.5 },
    { number: 1e300 },
    { written_at: null },
    { nonce: ['n42'] },
    { checksum: undefined },
    { checksum: '561bacaf' },
    { checksum: 'CRC32:561BACAF' },
    { recent: 'n42' },
    { recent: [1] },
    { kept: { 0: 1 } },
    { kept: ['1'] },
  ];
  for (const fields of wrong) {
    const bytes = withHeader(JSON.stringify({ ...header, ...fields }), '{"a":1}');
    assert.ok(!decodeEnvelope(bytes, 'batch', 42).ok, JSON.stringify(fields));
  }
  assert.ok(decodeEnvelope(withHeader(JSON.stringify(header), '{"a":1}'), 'batch', 42).ok);
});

test('a __proto__ key, plain or escaped, changes no prototype', () => {
  const underscore = String.raw`\u005f`;
  for (const key of [
    '__proto__',
    `${underscore}_proto__`,
    String.raw`__\u0070roto__`,
    `__proto_${underscore}`,
  ]) {
    const decoded = decodeEnvelope(withBody(Buffer.from(`{"a":{"${key}":{"evil":1},"b":2}}`)), 'batch', 42);
    assert.ok(decoded.ok, key);
    const { a } = decoded.data as { a: Record<string, unknown> };
    const copy: Record<string, unknown> = Object.assign({}, a);
    for (const value of [a, copy, { ...a }]) {
      assert.equal(value['evil'], undefined, key);
      assert.equal(Object.getPrototypeOf(value), Object.prototype, key);
      assert.deepEqual(Object.keys(value), ['b']);
    }
  }
});

test('data nested 200,000 levels deep is read, and refused when written', () => {
  const depth = 200_000;
  const decoded = decodeEnvelope(withBody(Buffer.from('['.repeat(depth) + ']'.repeat(depth))), 'batch', 42);
  assert.ok(decoded.ok);
  assert.throws(() => encodeEnvelope(HEADER, decoded.data), RangeError);
});

test('data that is too deep to be read with a __proto__ key in it is damage, not an error', () => {
  const depth = 200_000;
  const body = Buffer.from(`${'['.repeat(depth)}{"__proto__":1}${']'.repeat(depth)}`);
  assert.deepEqual(decodeEnvelope(withBody(body), 'batch', 42), { ok: false, why: 'not JSON' });
});

test('a file larger than 32 MB is refused before it is written', () => {
  assert.throws(
    () => encodeEnvelope(HEADER, 'x'.repeat(MAX_FILE_BYTES)),
    (error) => error instanceof StateError && /limit is 33554432/.test(error.message),
  );
});

function withBody(body: Buffer): Buffer {
  const checksum = `crc32:${zlib.crc32(body).toString(16).padStart(8, '0')}`;
  const head = JSON.stringify({ ...HEADER, checksum }).slice(0, -1);
  return Buffer.concat([Buffer.from(`${head},\n"data":`), body, Buffer.from('}\n')]);
}

function withHeader(header: string, body = '{}'): Buffer {
  return Buffer.from(`${header.slice(0, -1)},\n"data":${body}}\n`);
}
