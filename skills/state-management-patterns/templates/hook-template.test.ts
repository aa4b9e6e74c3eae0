// A hook that is given every kind of trouble answers with one line of JSON or nothing, and exits 0. Copy it along;
// SPDX-License-Identifier: MIT-0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

const TEMPLATE = pathToFileURL(join(import.meta.dirname, 'hook-template.ts')).href;
const EVENT = JSON.stringify({ hook_event_name: 'Stop', session_id: 's1' });

type Ran = Readonly<{ status: number | null; stdout: string; stderr: string }>;

/** Runs a hook with this handler. `stdin` null is never closed; `deaf` closes the pipes that it would answer into. */
async function runHook(handler: string, stdin: string | null = EVENT, deaf = false): Promise<Ran> {
  const program = `const { runHook } = await import('${TEMPLATE}');\nrunHook(${handler}, 1500);`;
  const words = [...process.execArgv, '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, words, { timeout: 60_000 });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdin.on('error', () => undefined);
  for (const pipe of deaf ? [child.stdout, child.stderr] : []) pipe.destroy();
  child.stdout.on('data', (chunk) => out.push(String(chunk)));
  child.stderr.on('data', (chunk) => err.push(String(chunk)));
  if (stdin === null) child.stdin.write(EVENT);
  else child.stdin.end(stdin);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout: out.join(''), stderr: err.join('') };
}

async function assertSays(expected: Ran, ran: Promise<Ran>): Promise<void> {
  assert.deepEqual(await ran, expected);
}

const silent = (stderr = '') => ({ status: 0, stdout: '', stderr });

describe('a hook', { concurrency: 2 }, () => {
  it('answers with one line of JSON', () =>
    assertSays(
      { ...silent(), stdout: '{"systemMessage":"Stop of s1,\\nin two lines"}\n' },
      runHook("(e) => ({ systemMessage: e.hook_event_name + ' of ' + e.session_id + ',\\nin two lines' })"),
    ));

  it('says nothing when there is nothing to say', () => assertSays(silent(), runHook('async () => null')));

  it('answers sixteen megabytes whole', async () => {
    // Whoever touches process.stdout makes a pipe of it that takes only what it has room for. Of one megabyte that may
    // be all, when the writer is held up just where the reader catches up.
    const handler = "() => (process.stdout.isTTY, { reason: 'x'.repeat(16_000_000) })";
    const { status, stdout } = await runHook(handler);
    assert.deepEqual([status, JSON.parse(stdout)], [0, { reason: 'x'.repeat(16_000_000) }]);
  });

  it('does nothing about what is no event', async () => {
    for (const stdin of ['', 'null', '[]', '{"hook_event_name":', '{"hook_event_name":"Stop"}']) {
      await assertSays(silent(), runHook("() => ({ systemMessage: 'called' })", stdin));
    }
  });

  it('is not heard when its handler throws, at once or later, or answers what is no JSON', async () => {
    const failing = {
      "() => { throw new Error('broken') }": 'hook: broken\n',
      "async () => { throw 'text' }": 'hook: text\n',
      "() => { setTimeout(() => { throw new Error('late') }); return new Promise(() => {}) }": 'hook: late\n',
      "() => { void Promise.reject(new Error('lost')); return new Promise(() => {}) }": 'hook: lost\n',
    };
    for (const [handler, said] of Object.entries(failing)) await assertSays(silent(said), runHook(handler));
    const { status, stdout } = await runHook('() => { const a = {}; return { a: a.a = a } }');
    assert.deepEqual([status, stdout], [0, '']);
  });

  it('keeps what packages print out of its answer', () =>
    assertSays(
      { status: 0, stdout: '{"ok":true}\n', stderr: 'chatter\n' },
      runHook("() => { console.log('chatter'); return { ok: true } }"),
    ));

  it('ends in time when its handler does not, or stdin is never closed', async () => {
    const late = 'hook: no answer within 1500 ms\n';
    await Promise.all([
      assertSays(silent(late), runHook('() => new Promise(() => {})')),
      assertSays(silent(late), runHook('() => null', null)),
    ]);
  });

  it('exits 0 when nobody listens', async () => {
    const { status } = await runHook("() => ({ reason: 'x'.repeat(1_000_000) })", EVENT, true);
    assert.equal(status, 0);
  });
});
