// Bytes that are not what was written: cut short at every byte, one bit turned, or something else altogether. The last good
// state has to serve, and the damaged bytes have to be kept aside by the next writer.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { crc32 } from 'node:zlib';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import type { Surroundings } from '../../lib/index.ts';
import { memoryFolder } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { some } from './extent.ts';
import { libraryOf, type Library } from './library.ts';

/** A state whose newest file gets damaged: what is read with it, and what without it. */
type Place = Readonly<{
  library: Library;
  here: Surroundings;
  file: string;
  bytes: Buffer;
  newest: string;
  lastGood: string;
  /** What a reader finds; `newer-version` where it says so. Throws for anything else. */
  read: () => Promise<string>;
  /** A further update; the number under which it was acknowledged. */
  update: () => Promise<number>;
}>;

/** Three features, of which the newest revision completes the first. */
async function batchPlace(t: TestContext, plugin: string): Promise<Place> {
  const { library, here, stateDir } = newProject(t, plugin);
  const read = async () => {
    const loaded = await library.loadBatchState('b1', here);
    if (!loaded.ok && 'skipped' in loaded && loaded.skipped.reason === 'newer-version') return NEWER;
    assert.ok(loaded.ok, JSON.stringify(loaded));
    const { features } = loaded.value.batch;
    return features.map(({ number, text, status }) => `${number} ${text} ${status}`).join();
  };
  assert.ok((await library.createBatchState({ batchId: 'b1', features: ['a', 'b', 'c'] }, here)).ok);
  const lastGood = await read();
  assert.ok((await library.markCompleted('b1', 1, {}, here)).ok);
  const file = path.join(stateDir, 'batches/b1/r0000000002.json');
  const update = async () => {
    const added = await library.addBatchFeatures('b1', [{ text: 'd' }], here);
    assert.ok(added.ok, JSON.stringify(added));
    return added.value.revision;
  };
  return { library, here, file, bytes: readFileSync(file), newest: await read(), lastGood, read, update };
}

/** Two checkpoints, of which the newest gets damaged. */
async function logPlace(t: TestContext, plugin: string): Promise<Place> {
  const { library, here, stateDir } = newProject(t, plugin);
  const save = (message: string) => {
    const outcome = library.saveCheckpoint({ agentName: 'a', message }, here);
    assert.ok(outcome.saved, JSON.stringify(outcome));
    return outcome.number;
  };
  const read = async () => {
    const log = library.openWorkspace(here)?.store.log('s1');
    return (log?.entries ?? []).flatMap(({ data }) => (data as { message?: string }).message ?? []).join();
  };
  save('one');
  const lastGood = await read();
  save('two');
  const file = path.join(stateDir, 'sessions/s1/e0000000003.json');
  const update = async () => save('three');
  return { library, here, file, bytes: readFileSync(file), newest: await read(), lastGood, read, update };
}

const NEWER = '(newer-version)';

function newProject(t: TestContext, plugin: string) {
  const root = memoryFolder(t);
  mkdirSync(path.join(root, '.git'));
  const env = { HOME: path.join(root, 'home'), CLAUDE_CODE_SESSION_ID: 's1' };
  const here: Surroundings = { env, cwd: () => root, now: Date.now };
  return { library: libraryOf(plugin), here, stateDir: path.join(root, '.git/autonomous-dev') };
}

const PLACES = { 'a batch’s newest revision': batchPlace, 'a log’s newest entry': logPlace };

for (const [what, open] of Object.entries(PLACES)) {
  test(`${what} cut short at any byte leaves the last good state`, async (t) => {
    const place = await open(t, PLUGIN);
    // Without its last line break it is whole all the same.
    const lengths = Array.from({ length: place.bytes.length - 1 }, (_, length) => length);
    const cuts = some(lengths, 120).map((length) => place.bytes.subarray(0, length));
    assert.deepEqual(await judgeReading(place, cuts, [place.lastGood]), []);
  });

  test(`${what} with any bit turned reads as it was, or leaves the last good state`, async (t) => {
    const place = await open(t, PLUGIN);
    const turned = some([...bitsOf(place.bytes)], 400);
    assert.deepEqual(await judgeReading(place, turned, [place.newest, place.lastGood]), []);
  });
}

test('a bit turned in a version can make it another one: then nothing is read, and nothing is written', async (t) => {
  const place = await batchPlace(t, PLUGIN);
  const newer = Buffer.from(place.bytes.toString().replace('"version":"2.', '"version":"3.'));
  writeFileSync(place.file, newer);
  assert.equal(await place.read(), NEWER);
  await assert.rejects(place.update(), /newer-version/);
  assert.deepEqual(readFileSync(place.file), newer);
});

const FOREIGN: Readonly<Record<string, (sound: Buffer) => Buffer>> = {
  'nothing at all': () => Buffer.alloc(0),
  'as many zeros': (sound) => Buffer.alloc(sound.length),
  'zeros in its second half': (sound) => sound.fill(0, sound.length >> 1),
  'a byte order mark before it': (sound) => Buffer.concat([Buffer.from('\ufeff'), sound]),
  'bytes that are no UTF-8': (sound) => withData(sound, Buffer.from([0x22, 0xc3, 0x28, 0x22])),
  'another program’s JSON': () => Buffer.from('{"features":[]}'),
  'itself twice': (sound) => Buffer.concat([sound, sound]),
  'a file for another number': (sound) =>
    Buffer.from(sound.toString().replace(/"number":\d+/, '"number":77')),
  'text without an end': (sound) => Buffer.concat([sound.subarray(0, -2), Buffer.alloc(1 << 20, 0x61)]),
};

for (const [what, open] of Object.entries(PLACES)) {
  test(`whatever stands in place of ${what}, it is kept aside, and the next update is acknowledged`, async (t) => {
    for (const [name, make] of Object.entries(FOREIGN)) {
      const place = await open(t, PLUGIN);
      const bytes = make(Buffer.from(place.bytes));
      writeFileSync(place.file, bytes);
      assert.equal(await place.read(), place.lastGood, name);
      const number = await place.update();
      assert.equal(number, what.startsWith('a batch') ? 3 : 4, name);
      assert.ok((await place.read()).startsWith(place.lastGood), name);
      assert.ok(keptAside(place, bytes), `${name}: its bytes are gone`);
    }
  });
}

test('data that names __proto__ changes no object but itself', async (t) => {
  const place = await batchPlace(t, PLUGIN);
  const data = dataOf(place.bytes).replace('{', '{"__proto__":{"polluted":true},');
  writeFileSync(place.file, withData(place.bytes, Buffer.from(data)));
  assert.equal(await place.read(), place.newest);
  await place.update();
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

test('data nested too deeply to be written back is refused, and what is there stays', async (t) => {
  const place = await batchPlace(t, PLUGIN);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const data = dataOf(place.bytes).replace('{', `{"deep":${deep},`);
  const bytes = withData(place.bytes, Buffer.from(data));
  writeFileSync(place.file, bytes);
  const answer = await place.library.addBatchFeatures('b1', [{ text: 'd' }], place.here);
  assert.equal(!answer.ok && 'skipped' in answer && answer.skipped.reason, 'unknown', JSON.stringify(answer));
  assert.deepEqual(readFileSync(place.file), bytes);
});

test('a reader that does not check what it reads is found out', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /if \(header\.checksum !== `/,
    to: 'if (false && header.checksum !== `',
  });
  for (const open of Object.values(PLACES)) {
    const place = await open(t, plugin);
    const turned = [...bitsOf(place.bytes)].filter((_, index) => index % 8 === 0);
    const problems = await judgeReading(place, turned, [place.newest, place.lastGood]);
    assert.match(problems.join('\n'), /reads /);
  }
});

/** Reads the state with each of these bytes in place of the newest file, and tells what it may not read. */
async function judgeReading(
  place: Place,
  damaged: readonly Buffer[],
  allowed: readonly string[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const bytes of damaged) {
    writeFileSync(place.file, bytes);
    const found = await place.read().catch((error: unknown) => `throws ${String(error)}`);
    if (allowed.includes(found) || (found === NEWER && namesNewerVersion(bytes))) continue;
    problems.push(`${bytes.toString('latin1').slice(0, 300)}: reads ${found.slice(0, 300)}`);
  }
  return problems.slice(0, 5);
}

/** No checksum covers the header: a bit of the version can turn it into another version that somebody may have written. */
function namesNewerVersion(bytes: Buffer): boolean {
  const version = /"version":"(\d+)\.\d+\.\d+"/.exec(bytes.toString('latin1'));
  return Number(version?.[1]) > 2;
}

function* bitsOf(bytes: Buffer): Generator<Buffer> {
  for (let index = 0; index < bytes.length; index += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const turned = Buffer.from(bytes);
      turned[index] = (turned[index] as number) ^ (1 << bit);
      yield turned;
    }
  }
}

const DATA_STARTS = ',\n"data":';

function dataOf(bytes: Buffer): string {
  return bytes.toString().split(DATA_STARTS)[1]?.slice(0, -2) ?? '';
}

/** The same file with other data and their checksum. */
function withData(bytes: Buffer, data: Buffer): Buffer {
  const head = bytes.toString().split(DATA_STARTS)[0] ?? '';
  const sum = crc32(data).toString(16).padStart(8, '0');
  const sound = head.replace(/crc32:[0-9a-f]+/, `crc32:${sum}`);
  return Buffer.concat([Buffer.from(sound + DATA_STARTS), data, Buffer.from('}\n')]);
}

/** Whether the bytes are still to be found: where they were, and for a document in a copy too. */
function keptAside({ file }: Place, bytes: Buffer): boolean {
  if (!readFileSync(file).equals(bytes)) return false;
  const folder = path.dirname(file);
  if (path.basename(file).startsWith('e')) return true;
  const copies = readdirSync(folder).filter((name) => name.startsWith('corrupt-'));
  return copies.length === 1 && readFileSync(path.join(folder, copies[0] ?? '')).equals(bytes);
}
