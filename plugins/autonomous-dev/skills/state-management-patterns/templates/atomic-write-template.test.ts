// Every fault that the template promises to survive. Copy it along with broken-disk.ts; SPDX-License-Identifier: MIT-0
import { callsOf, onBrokenDisk } from './broken-disk.ts';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { writeAtomically } from './atomic-write-template.ts';

const OLD = 'old '.repeat(1000);
const NEW = 'new '.repeat(2000);

function newFolder(t: TestContext): string {
  const folder = fs.mkdtempSync(join(fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'atomic-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function newFile(t: TestContext, text: string | null): string {
  const file = join(newFolder(t), 'state.json');
  if (text !== null) fs.writeFileSync(file, text);
  return file;
}

const textOf = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null);

for (const [name, before] of [
  ['the first write', null],
  ['a later write', OLD],
] as const) {
  test(`killed at any call of ${name}, the file is the old one or the new one`, (t) => {
    const sample = newFile(t, before);
    const calls = callsOf(join(sample, '..'), () => writeAtomically(sample, NEW));
    assert.ok(calls.length > 10);
    for (const [index, call] of calls.entries()) {
      for (const fault of ['dies-before', 'dies-amid', 'dies-after'] as const) {
        const file = newFile(t, before);
        const { end } = onBrokenDisk(join(file, '..'), index + 1, fault, () => writeAtomically(file, NEW));
        const when = `${fault} call ${index + 1}, ${call}`;
        assert.equal(end, 'dead', when);
        assert.ok([before, NEW].includes(textOf(file)), when);
        writeAtomically(file, OLD);
        assert.equal(textOf(file), OLD, when);
      }
    }
  });

  test(`whatever call of ${name} fails, the file is whole, and the new one if that was said`, (t) => {
    const sample = newFile(t, before);
    const calls = callsOf(join(sample, '..'), () => writeAtomically(sample, NEW));
    for (const [index, call] of calls.entries()) {
      for (const fault of ['EIO', 'ENOSPC', 'EROFS', 'takes-half'] as const) {
        const file = newFile(t, before);
        const { end } = onBrokenDisk(join(file, '..'), index + 1, fault, () => writeAtomically(file, NEW));
        const when = `${fault} at call ${index + 1}, ${call}: ${end}`;
        assert.ok([before, NEW].includes(textOf(file)), when);
        if (end === 'lives') assert.equal(textOf(file), NEW, when);
      }
    }
  });
}

test('the bytes are durable before they get the name, and the name before it returns', (t) => {
  const file = newFile(t, OLD);
  const calls = callsOf(join(file, '..'), () => writeAtomically(file, NEW));
  const order = calls.filter((call) => /^(?:write|fsync|rename)Sync$/.test(call));
  assert.deepEqual(order, ['writeSync', 'fsyncSync', 'renameSync', 'renameSync', 'fsyncSync']);
});

test('a link in the place of the file or its folder is refused, and what it leads to is left alone', (t) => {
  const outside = newFile(t, OLD);
  const file = newFile(t, null);
  fs.symlinkSync(outside, file);
  assert.throws(() => writeAtomically(file, NEW), /is a link/);
  const folder = join(newFolder(t), 'linked');
  fs.symlinkSync(join(outside, '..'), folder);
  assert.throws(() => writeAtomically(join(folder, 'state.json'), NEW), /link to one/);
  assert.equal(textOf(outside), OLD);
});

test('whoever may not replace the file leaves the old one and nothing else', (t) => {
  const file = newFile(t, OLD);
  const lost = () => {
    throw new Error('lock lost');
  };
  assert.throws(() => writeAtomically(file, NEW, lost), /lock lost/);
  assert.deepEqual([textOf(file), fs.readdirSync(join(file, '..'))], [OLD, ['state.json']]);
});

test('the permissions of the file stay, and a new one is for its owner alone', (t) => {
  const file = newFile(t, null);
  const modeOf = () => fs.statSync(file).mode & 0o777;
  writeAtomically(file, OLD);
  assert.equal(modeOf(), 0o600);
  fs.chmodSync(file, 0o640);
  writeAtomically(file, NEW);
  assert.equal(modeOf(), 0o640);
});

test('what killed writers leave behind is swept when it is old', (t) => {
  const file = newFile(t, OLD);
  const folder = join(file, '..');
  for (let at = 1; at <= 12; at += 1)
    onBrokenDisk(folder, at, 'dies-after', () => writeAtomically(file, NEW));
  const strays = fs.readdirSync(folder).filter((name) => name !== 'state.json');
  assert.ok(strays.length > 0);
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
  for (const name of strays) fs.utimesSync(join(folder, name), yesterday, yesterday);
  writeAtomically(file, NEW);
  assert.deepEqual(fs.readdirSync(folder), ['state.json']);
});

test('a reader never sees a torn file, not even when the writer is killed', async (t) => {
  const file = newFile(t, OLD);
  const writing = `
    const { writeAtomically } = await import(${JSON.stringify(join(import.meta.dirname, 'atomic-write-template.ts'))});
    for (let n = 0; ; n += 1) {
      writeAtomically(process.argv[1], ['old ', 'new '][n % 2].repeat(1000 + 1000 * (n % 2)));
      process.stdout.write('.');
    }`;
  const words = [...process.execArgv, '--input-type=module', '--eval', writing, file];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const dots: string[] = [];
  const written = () => dots.join('').length;
  child.stdout.on('data', (chunk) => dots.push(String(chunk)));
  while (written() < 50 && child.exitCode === null) {
    assert.ok([OLD, NEW].includes(textOf(file) ?? ''));
    await delay(1);
  }
  child.kill('SIGKILL');
  await ended;
  assert.ok(written() >= 50);
  assert.ok([OLD, NEW].includes(textOf(file) ?? ''));
});
