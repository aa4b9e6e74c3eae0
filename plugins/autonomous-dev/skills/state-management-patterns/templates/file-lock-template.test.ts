// What the template promises of its locks, and what becomes of a holder that is killed or suspended. Copy it along;
// SPDX-License-Identifier: MIT-0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { acquireFileLock, withFileLock } from './file-lock-template.ts';

/** The shortest that the package takes. */
const STALE = { staleMs: 2000 };

function newFile(t: TestContext): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'lock-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'state.json');
}

/** A program that takes the lock, says `held`, and goes on as told. */
function startHolder(t: TestContext, file: string, then: string) {
  const program = `
    const { acquireFileLock } = await import(${JSON.stringify(join(import.meta.dirname, 'file-lock-template.ts'))});
    const { writeFileSync } = await import('node:fs');
    const { setTimeout: delay } = await import('node:timers/promises');
    const file = process.argv[1];
    const lock = await acquireFileLock(file, { staleMs: 2000 });
    console.log('held');
    ${then}`;
  const words = [...process.execArgv, '--input-type=module', '--eval', program, file];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<string>((resolve) =>
    child.on('close', (status) => resolve(`${status}${stderr}`)),
  );
  return { child, ended, says: async () => String((await lines.next()).value) };
}

describe('a file lock', { concurrency: true }, () => {
  it('lets one in at a time', async (t) => {
    const file = newFile(t);
    fs.writeFileSync(file, '0');
    const addOne = async () => {
      const count = Number(fs.readFileSync(file, 'utf8'));
      await delay(5);
      fs.writeFileSync(file, String(count + 1));
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(file, addOne, { waitMs: 30_000 })));
    assert.equal(fs.readFileSync(file, 'utf8'), '8');
    assert.deepEqual(fs.readdirSync(join(file, '..')), ['state.json']);
  });

  it('is given back when what ran under it throws', async (t) => {
    const file = newFile(t);
    const failing = withFileLock(file, () => {
      throw new Error('work failed');
    });
    await assert.rejects(failing, /work failed/);
    await withFileLock(file, () => undefined, { waitMs: 0 });
  });

  it('says at once what no waiting can mend', async (t) => {
    const file = newFile(t);
    fs.writeFileSync(`${file}.lock`, '');
    const old = new Date(0);
    fs.utimesSync(`${file}.lock`, old, old);
    await assert.rejects(acquireFileLock(file, { waitMs: 2000 }), { code: 'ENOTDIR' });
    const missing = join(file, '..', 'missing', 'state.json');
    await assert.rejects(acquireFileLock(missing, { waitMs: 2000 }), { code: 'ENOENT' });
  });

  it('passes on after its holder was killed', async (t) => {
    const file = newFile(t);
    const holder = startHolder(t, file, 'await delay(600_000);');
    assert.equal(await holder.says(), 'held');
    holder.child.kill('SIGKILL');
    const lock = await acquireFileLock(file, { ...STALE, waitMs: 30_000 });
    lock.assertHeld();
    await lock.release();
  });

  it('tells a holder that was suspended that it is too late, and that one leaves the lock alone', async (t) => {
    const file = newFile(t);
    const sleeper = startHolder(
      t,
      file,
      `process.kill(process.pid, 'SIGSTOP');
      try {
        lock.assertHeld();
        writeFileSync(file, 'of the sleeper');
      } catch {
        console.log('lost');
      }
      await lock.release();
      // Long enough for the package to find out as well, which must not end the process.
      await delay(2000);`,
    );
    assert.equal(await sleeper.says(), 'held');
    const lock = await acquireFileLock(file, { ...STALE, waitMs: 30_000 });
    fs.writeFileSync(file, 'of the other');
    sleeper.child.kill('SIGCONT');
    assert.equal(await sleeper.says(), 'lost');
    lock.assertHeld();
    assert.equal(await sleeper.ended, '0');
    lock.assertHeld();
    await lock.release();
    assert.equal(fs.readFileSync(file, 'utf8'), 'of the other');
  });
});
