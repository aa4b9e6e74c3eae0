import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ensureFolders, foldersExist } from '../../lib/store/folders.ts';
import { openStore, StateError } from '../../lib/store/store.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { memoryFolder, plant, snapshot } from '../support/project.ts';
import { append, codeOf, newPlace } from './store-place.ts';

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
