// A report that is written while the disk runs full or the process is killed is the old one, the new one, or none.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { publishFile } from '../../lib/store/publish-file.ts';
import { FAULT_PRELOAD } from '../support/broken-disk.ts';
import { scratchFolder } from '../support/project.ts';

const SOURCE = pathToFileURL(path.resolve(import.meta.dirname, '../../lib/store/publish-file.ts')).href;
const PROGRAM = `
  const { publishFile } = await import(${JSON.stringify(SOURCE)});
  try {
    process.stdout.write(publishFile(process.argv[1], 'report: ' + 'new '.repeat(1000), () => true));
  } catch (error) {
    process.stdout.write(error.code);
  }`;

/** Publishes over an old report with this fault; what it answered, how it ended, and what is there now. */
function publishWith(t: TestContext, fault: Readonly<Record<string, unknown>>) {
  const folder = scratchFolder(t);
  const file = path.join(folder, 'report.md');
  writeFileSync(file, 'report: old');
  const env = { PATH: process.env['PATH'], FAULT_PRELOAD: JSON.stringify({ below: folder, ...fault }) };
  const words = ['--require', FAULT_PRELOAD, '--import', import.meta.resolve('tsx'), '--input-type=module'];
  const ran = spawnSync(process.execPath, [...words, '--eval', PROGRAM, file], { env, encoding: 'utf8' });
  const isThere = readdirSync(folder).includes('report.md');
  return { said: ran.stdout, signal: ran.signal, text: isThere ? readFileSync(file, 'utf8') : null };
}

test('a short write is no report, and is told', (t) => {
  const { said, text } = publishWith(t, { calls: ['writeSync'], at: 1, short: 20 });
  assert.deepEqual({ said, text }, { said: 'disk-full', text: null });
});

test('a full disk leaves the old report', (t) => {
  const { said, text } = publishWith(t, { calls: ['writeSync'], at: 1, errno: 'ENOSPC' });
  assert.deepEqual({ said, text }, { said: 'disk-full', text: 'report: old' });
});

test('killed before, amid and after each step it is the old report or the new one', (t) => {
  const seen = new Set<string>();
  for (const call of ['openSync', 'writeSync', 'fsyncSync', 'renameSync']) {
    for (const when of [{}, { after: true }, ...(call === 'writeSync' ? [{ short: 20 }] : [])]) {
      const { signal, text } = publishWith(t, { calls: [call], at: 1, signal: 'SIGKILL', ...when });
      assert.equal(signal, 'SIGKILL', call);
      seen.add(text?.slice(0, 11) ?? 'none');
    }
  }
  assert.deepEqual([...seen].toSorted(), ['report: new', 'report: old']);
});

test('only what may go is replaced, and a folder that is not there is not made', (t) => {
  const folder = scratchFolder(t);
  const file = path.join(folder, 'report.md');
  assert.equal(
    publishFile(path.join(folder, 'none', 'report.md'), 'new', () => true),
    'no-folder',
  );
  assert.equal(
    publishFile(file, 'new', () => false),
    'published',
  );
  assert.equal(
    publishFile(file, 'newer', (text) => text !== 'new'),
    'taken',
  );
  assert.equal(readFileSync(file, 'utf8'), 'new');
  mkdirSync(path.join(folder, 'folder'));
  assert.equal(
    publishFile(path.join(folder, 'folder'), 'new', () => true),
    'taken',
  );
  assert.throws(() => publishFile(path.join(file, 'below'), 'new', () => true), { code: 'unsafe-path' });
  assert.deepEqual(readdirSync(folder).toSorted(), ['folder', 'report.md']);
});
