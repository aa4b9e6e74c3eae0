import assert from 'node:assert/strict';
import { readdirSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { filesEngine } from '../../lib/store/files-engine.ts';
import { openStore } from '../../lib/store/store.ts';
import { removeFolder } from '../../lib/store/trash.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { memoryFolder, plant } from '../support/project.ts';
import { append, codeOf, newPlace } from './store-place.ts';

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
