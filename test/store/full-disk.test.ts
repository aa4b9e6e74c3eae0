import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import * as v from 'valibot';
import { saveCheckpoint } from '../../lib/save-checkpoint.ts';
import { parserOf } from '../../lib/domain/parse.ts';
import { ok } from '../../lib/domain/result.ts';
import { openStore, StateError, type Kind } from '../../lib/store/store.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { mountingUnavailable, smallDisk } from '../support/broken-disk-mounts.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProjectWithStateIn, memoryFolder, snapshot, type TestProject } from '../support/project.ts';

const skip = mountingUnavailable() ?? false;

const checkpoint = (project: TestProject, message = 'm') =>
  saveCheckpoint({ agentName: 'tester', message }, project.surroundings);

const logOf = ({ stateDir }: TestProject) => openStore({ path: stateDir, base: '/' }).log('session-1');

test(
  'saving until the disk is full loses nothing that was saved, and goes on when there is room',
  { skip },
  async (t) => {
    const { folder } = smallDisk(t, 'size=256k');
    const project = createProjectWithStateIn(t, path.join(folder, 'state'));
    writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(32_768));
    const { said, status, stderr } = await runProgram(
      { do: 'checkpoint-until-full', characters: 5000 },
      { env: project.env, cwd: project.root },
    );
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    const outcomes = said as { saved: boolean; number?: number; reason?: string; detail?: string }[];
    const last = outcomes.at(-1);
    assert.equal(last?.reason, 'disk-full');
    assert.match(last?.detail ?? '', /ENOSPC; free some space, then save again$/);
    const saved = outcomes.slice(0, -1).map(({ number }) => number);
    assert.ok(saved.length > 5);
    const log = logOf(project);
    assert.deepEqual(log?.damaged, []);
    assert.deepEqual(
      log.entries.map(({ number }) => number),
      [1, ...saved],
    );
    assert.deepEqual(tempsIn(project.log), []);

    rmSync(path.join(folder, 'ballast'));
    assert.deepEqual(checkpoint(project), { saved: true, number: saved.length + 2, sessionId: 'session-1' });
  },
);

test('a first save on a full disk is skipped, and leaves nothing that hinders the next', { skip }, (t) => {
  const { folder } = smallDisk(t, 'size=64k');
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  fill(folder);
  const outcome = checkpoint(project);
  assert.equal(outcome.saved ? 'saved' : outcome.reason, 'disk-full');
  assert.deepEqual(tempsIn(folder), []);
  rmSync(path.join(folder, 'ballast'));
  assert.deepEqual(checkpoint(project), { saved: true, number: 2, sessionId: 'session-1' });
});

test('a disk without room for another name is a full disk', { skip }, (t) => {
  for (const names of [2, 3, 4, 5, 6]) {
    const { folder } = smallDisk(t, `size=256k,nr_inodes=${names}`);
    const project = createProjectWithStateIn(t, path.join(folder, 'state'));
    let outcome = checkpoint(project);
    for (let number = 2; outcome.saved; number += 1) {
      assert.equal(outcome.number, number);
      outcome = checkpoint(project);
    }
    assert.equal(outcome.reason, 'disk-full', outcome.detail);
  }
});

test('a revision that does not fit leaves the document as it was', { skip }, async (t) => {
  const { folder } = smallDisk(t, 'size=256k');
  const store = openStore({ path: path.join(folder, 'state'), base: folder });
  assert.equal(await addToken(store, 'b1', 'a'), 'saved');
  const before = snapshot(folder);
  assert.equal(await addToken(store, 'b1', 'x'.repeat(300_000)), 'disk-full');
  assert.deepEqual(snapshot(folder), before);
  assert.equal(await addToken(store, 'b1', 'b'), 'saved');
});

test('a view that does not fit is not published by half, and its document is saved', { skip }, async (t) => {
  const { folder } = smallDisk(t, 'size=256k');
  const store = openStore({ path: path.join(folder, 'state'), base: folder });
  const large = 'x'.repeat(60_000);
  const kind: Kind<{ text: string }> = {
    name: 'batch',
    version: '2.0.0',
    parse: parserOf(v.looseObject({ text: v.string() })),
    migrations: [],
    view: (data) => data,
  };
  const write = (text: string) => store.update(kind, 'b1', () => ok({ data: { text }, answer: null }));
  const view = path.join(folder, 'state', 'batches', 'b1.json');
  const seen: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    const outcome = await write(large + step).then(
      () => 'saved',
      (error: unknown) => (error instanceof StateError ? error.code : String(error)),
    );
    const text = snapshot(path.dirname(view))['b1.json'];
    if (text !== undefined) assert.equal(typeof JSON.parse(text), 'object');
    seen.push(`${outcome}, ${text === undefined ? 'no view' : 'a view'}`);
  }
  assert.equal(seen[0], 'saved, a view');
  assert.ok(seen.includes('saved, no view'), seen.join('; '));
  assert.match(seen.at(-1) ?? '', /^disk-full/);
});

test('a read-only disk is said to be one, and is read from all the same', { skip }, async (t) => {
  const disk = smallDisk(t, 'size=256k');
  const project = createProjectWithStateIn(t, path.join(disk.folder, 'state'));
  const store = openStore({ path: project.stateDir, base: '/' });
  disk.setReadOnly(true);
  assert.equal(reasonOf(checkpoint(project)), 'read-only');
  disk.setReadOnly(false);
  assert.ok(checkpoint(project).saved);
  assert.equal(await addToken(store, 'b1', 'a'), 'saved');

  disk.setReadOnly(true);
  const outcome = checkpoint(project);
  assert.equal(reasonOf(outcome), 'read-only');
  assert.match(outcome.saved ? '' : outcome.detail, /EROFS; make the folder writable for this user$/);
  assert.equal(await addToken(store, 'b1', 'b'), 'read-only');
  assert.equal(logOf(project)?.entries.length, 2);
  assert.equal((await store.read(TOKENS, 'b1')).ok, true);
  disk.setReadOnly(false);
  assert.deepEqual(checkpoint(project), { saved: true, number: 3, sessionId: 'session-1' });
});

test('a used-up quota is a full disk', (t) => {
  const folder = memoryFolder(t);
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  checkpoint(project);
  for (const call of ['openSync', 'writeSync', 'fsyncSync', 'linkSync']) {
    const fault = { below: project.log, calls: [call], at: 1, sticky: true, errno: 'EDQUOT' };
    const { value } = onBrokenDisk(fault, () => checkpoint(project));
    assert.equal(reasonOf(value), 'disk-full', call);
    assert.match(value.saved ? '' : value.detail, /EDQUOT; free some space/);
  }
  assert.equal(logOf(project)?.entries.length, 2);
  assert.deepEqual(tempsIn(project.log), []);
});

test('writes that take only a part are made up for', (t) => {
  const folder = memoryFolder(t);
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  for (const short of [1, 7, 100]) {
    const fault = { below: folder, calls: ['writeSync'], at: 1, sticky: true, short };
    const { value, calls } = onBrokenDisk(fault, () => checkpoint(project, `in parts of ${short}`));
    assert.ok(value.saved);
    assert.ok(calls.length > 2);
  }
  assert.deepEqual(logOf(project)?.damaged, []);
  assert.equal(logOf(project)?.entries.length, 4);
});

test('a write that takes a part and then finds the disk full publishes nothing', (t) => {
  const folder = memoryFolder(t);
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  checkpoint(project);
  const before = snapshot(folder);
  const fault = { below: folder, calls: ['writeSync'], at: 1, sticky: true, short: 20, errno: 'ENOSPC' };
  assert.equal(reasonOf(onBrokenDisk(fault, () => checkpoint(project)).value), 'disk-full');
  assert.deepEqual(snapshot(folder), before);
});

test('a file that turns out shorter than what was written is not published', (t) => {
  const folder = memoryFolder(t);
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  checkpoint(project);
  const before = snapshot(folder);
  // The disk says that it took everything, and took nothing.
  const fault = { below: folder, calls: ['writeSync'], at: 1, sticky: true, lies: true };
  assert.equal(reasonOf(onBrokenDisk(fault, () => checkpoint(project)).value), 'disk-full');
  assert.deepEqual(snapshot(folder), before);
});

function reasonOf(outcome: ReturnType<typeof checkpoint>): string {
  return outcome.saved ? 'saved' : outcome.reason;
}

function fill(folder: string): void {
  const ballast = path.join(folder, 'ballast');
  for (;;) {
    try {
      writeFileSync(ballast, Buffer.alloc(4096), { flag: 'a' });
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
      return;
    }
  }
}

function tempsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.tmp-'));
}
