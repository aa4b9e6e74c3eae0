import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { filesEngine } from '../../lib/store/files-engine.ts';
import { ensureFolders, foldersExist } from '../../lib/store/folders.ts';
import { openStore, StateError, type Store } from '../../lib/store/store.ts';
import { removeFolder } from '../../lib/store/trash.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { memoryFolder, plant, snapshot } from '../support/project.ts';

type Place = Readonly<{ folder: string; store: Store }>;

function newPlace(t: TestContext): Place {
  const folder = memoryFolder(t);
  return { folder, store: openStore({ path: path.join(folder, 'state'), base: folder }) };
}

function append(store: Store, data: unknown): number {
  return store.append('s1', { version: '2.0.0', data }, () => 'first');
}

test('folders are for their owner only, and so are files', async (t) => {
  const { folder, store } = newPlace(t);
  append(store, 'a');
  await addToken(store, 'b1', 'a');
  store.markOpen('session.s1');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const { mode } = statSync(path.join(folder, name));
    assert.equal(mode & 0o077, 0, name);
  }
});

test('opening a store and asking whether it is there makes nothing', (t) => {
  const { folder, store } = newPlace(t);
  assert.equal(store.exists(), false);
  assert.deepEqual(store.openHints(), []);
  store.unmarkOpen('session.s1');
  assert.deepEqual(snapshot(folder), {});
  append(store, 'a');
  assert.equal(store.exists(), true);
});

/** The folders of ours that lie on the way to a session's log and to a document, from the base on. */
const ON_THE_WAY = [
  'mine',
  'mine/state',
  'mine/state/sessions',
  'mine/state/sessions/s1',
  'mine/state/batches/b1',
];

test('a link at any level of ours is refused when reading and when writing, and nothing is written behind it', async (t) => {
  for (const level of ON_THE_WAY) {
    for (const target of ['/', 'elsewhere', 'nowhere']) {
      const base = memoryFolder(t);
      plant(base, { elsewhere: {} });
      const store = openStore({ path: path.join(base, 'mine/state'), base });
      mkdirSync(path.dirname(path.join(base, level)), { recursive: true, mode: 0o700 });
      symlinkSync(path.resolve(base, target), path.join(base, level));
      const before = snapshot(base);
      const answers = level.includes('batches')
        ? [await addToken(store, 'b1', 'a'), codeOf(() => store.readNow(TOKENS, 'b1'))]
        : [codeOf(() => append(store, 'a')), codeOf(() => store.log('s1')), codeOf(() => store.hasLog('s1'))];
      assert.deepEqual(new Set(answers), new Set(['unsafe-path']), `${level} -> ${target}`);
      assert.deepEqual(snapshot(base), before);
    }
  }
});

test('with a state directory of the person’s choice links above it are theirs to make', (t) => {
  const base = memoryFolder(t);
  plant(base, { real: {} });
  symlinkSync(path.join(base, 'real'), path.join(base, 'link'));
  const store = openStore({ path: path.join(base, 'link', 'state'), base: '/' });
  assert.equal(append(store, 'a'), 2);
  assert.ok(existsSync(path.join(base, 'real/state/sessions/s1')));
});

test('a file in the place of a folder is refused, and says where', async (t) => {
  for (const level of ON_THE_WAY) {
    const base = memoryFolder(t);
    const store = openStore({ path: path.join(base, 'mine/state'), base });
    mkdirSync(path.dirname(path.join(base, level)), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(base, level), 'a file');
    const code = level.includes('batches')
      ? await addToken(store, 'b1', 'a')
      : codeOf(() => append(store, 'a'));
    assert.equal(code, 'unsafe-path', level);
    if (!level.includes('batches')) {
      assert.throws(
        () => append(store, 'a'),
        new RegExp(`${path.basename(level)} is not a folder: move it away`),
      );
    }
  }
});

const isRoot = process.geteuid?.() === 0;

test(
  'another user’s folder is refused, with its owner and what to do',
  { skip: !isRoot && 'only root can give a folder away' },
  (t) => {
    for (const level of ON_THE_WAY.slice(0, 4)) {
      const base = memoryFolder(t);
      const store = openStore({ path: path.join(base, 'mine/state'), base });
      append(store, 'a');
      chownSync(path.join(base, level), 65_534, 65_534);
      for (const run of [() => append(store, 'b'), () => store.log('s1')]) {
        assert.throws(run, (error) => {
          assert.ok(error instanceof StateError);
          assert.equal(error.code, 'unsafe-path');
          assert.match(error.message, /belongs to user 65534, not to user 0 \(root\): run as its owner, or/);
          assert.ok(error.message.endsWith(`hand it over with chown -R 0 ${path.join(base, level)}`));
          return true;
        });
      }
    }
  },
);

test('two makers of the same folder both find it', (t) => {
  const base = memoryFolder(t);
  const stateDir = { path: path.join(base, 'state'), base };
  const fault = { below: path.join(base, 'state'), calls: ['lstatSync'], at: 1, errno: 'ENOENT' };
  mkdirSync(stateDir.path);
  assert.equal(
    onBrokenDisk(fault, () => ensureFolders(stateDir, ['sessions'])).value,
    path.join(base, 'state', 'sessions'),
  );
  assert.ok(foldersExist(stateDir, ['sessions']));
});

test('a folder that is taken away while it is made is an error', (t) => {
  const base = memoryFolder(t);
  const stateDir = { path: path.join(base, 'state'), base };
  const fault = { below: stateDir.path, calls: ['lstatSync'], at: 1, sticky: true, errno: 'ENOENT' };
  assert.equal(
    codeOf(() => onBrokenDisk(fault, () => ensureFolders(stateDir, []))),
    'unknown',
  );
});

test(
  'a folder whose names cannot be read is an error, not an empty one',
  { skip: isRoot && 'root may read every folder' },
  (t) => {
    const { folder, store } = newPlace(t);
    append(store, 'a');
    chmodSync(path.join(folder, 'state/sessions/s1'), 0o300);
    assert.equal(
      codeOf(() => store.log('s1')),
      'unreadable',
    );
    chmodSync(path.join(folder, 'state/sessions/s1'), 0o700);
  },
);

test('what fails to be listed is an error, not an empty list', async (t) => {
  const { folder, store } = newPlace(t);
  append(store, 'a');
  await addToken(store, 'b1', 'a');
  const fault = { below: folder, calls: ['readdirSync'], at: 1, sticky: true, errno: 'EIO' };
  const lists: readonly (() => unknown)[] = [
    () => store.sessionFolders(),
    () => store.log('s1'),
    () => store.readNow(TOKENS, 'b1'),
  ];
  for (const list of lists)
    assert.equal(
      codeOf(() => onBrokenDisk(fault, list)),
      'unreadable',
    );
});

test('documents and sessions are listed by their folders, whatever else lies there', async (t) => {
  const { folder, store } = newPlace(t);
  append(store, 'a');
  for (const id of ['b1', 'b2']) await addToken(store, id, 'a');
  plant(path.join(folder, 'state/batches'), {
    'b3.json': '{}',
    '.trash-x': { 'r0000000001.json': '' },
    empty: {},
    UPPER: { 'r0000000001.json': '' },
    con: { 'r0000000001.json': '' },
  });
  symlinkSync(path.join(folder, 'state/batches/b1'), path.join(folder, 'state/batches/b4'));
  plant(path.join(folder, 'state/sessions'), { '.trash-x': {}, UPPER: {} });
  assert.deepEqual((await store.list(TOKENS)).toSorted(), ['b1', 'b2']);
  assert.deepEqual(store.sessionFolders(), ['s1']);
});

test('no id leads out of its folder', async (t) => {
  const { folder, store } = newPlace(t);
  const hostile = [
    '..',
    '../..',
    '.',
    '',
    '/etc',
    'a/b',
    'a\\b',
    'con',
    'A',
    'b1\0',
    'ä',
    'x'.repeat(65),
    '.x',
  ];
  for (const id of hostile) {
    assert.equal(await addToken(store, id, 'a'), 'unsafe-path', JSON.stringify(id));
    assert.equal(
      store.append(id, { version: '2.0.0', data: id }, () => 'first'),
      2,
    );
  }
  assert.equal(store.sessionFolders().length, hostile.length);
  for (const id of hostile) assert.equal(store.log(id)?.entries[1]?.data, id);
  assert.deepEqual(readdirSync(folder), ['state']);
});

test('a removed document’s folder is moved aside before it is deleted, and what a killed removal left goes with the next', async (t) => {
  const base = memoryFolder(t);
  const folders = { batch: { folder: 'batches', manyIds: true } };
  const engine = filesEngine({ path: path.join(base, 'state'), base }, folders, Date.now);
  const store = openStore({ path: path.join(base, 'state'), base });
  for (const id of ['b1', 'b2']) await addToken(store, id, 'a');
  const batches = path.join(base, 'state/batches');
  renameSync(path.join(batches, 'b1'), path.join(batches, '.trash-left'));
  const fault = { below: batches, calls: ['rmSync'], at: 1, errno: 'EIO' };
  onBrokenDisk(fault, () => engine.remove({ kind: 'batch', id: 'b2' }));
  assert.equal(readdirSync(batches).filter((name) => name.startsWith('.trash-')).length, 2);
  assert.deepEqual(engine.list('batch'), []);
  await addToken(store, 'b3', 'a');
  engine.remove({ kind: 'batch', id: 'b3' });
  assert.deepEqual(readdirSync(batches), []);
});

test('a folder that somebody else removed first is no error', (t) => {
  removeFolder(path.join(memoryFolder(t), 'gone'));
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error instanceof StateError ? error.code : `threw ${String(error)}`;
  }
}
