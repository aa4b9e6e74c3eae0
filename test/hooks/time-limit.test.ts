// A client that never ends a hook's input: the hook gives up by itself, before the client would end it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import registered from '../../hooks/hooks.json' with { type: 'json' };
import { hookFile } from '../../scripts/demo/plugin.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

/** How the hook ended, whose input is a pipe with an event in it and no end. */
async function endOf({ root, env, folder }: TestProject, event: string) {
  const pipe = path.join(folder, event);
  execFileSync('mkfifo', [pipe]);
  const feed = `exec 3<>"$0"; printf '{"session_id":"s1"' >&3; exec "$@" <&3`;
  const startedAt = performance.now();
  const child = spawn('sh', ['-c', feed, pipe, process.execPath, hookFile(event)], { cwd: root, env });
  const [[status], stdout] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
  return { status: status as number | null, stdout, elapsedMs: performance.now() - startedAt };
}

test('every hook ends within the time that it asks of the client, with nothing said or written', async (t) => {
  const project = createProject(t);
  const ends = await Promise.all(
    Object.entries(registered.hooks).map(async ([event, [group]]) => {
      const limitMs = (group?.hooks[0]?.timeout ?? 0) * 1000;
      const { status, stdout, elapsedMs } = await endOf(project, event);
      assert.deepEqual([status, stdout], [0, ''], event);
      assert.ok(elapsedMs < limitMs, `${event}: ${elapsedMs} of ${limitMs} ms`);
      return [event, elapsedMs] as const;
    }),
  );
  // The client leaves only 1.5 s to the hooks of its end.
  const [first] = ends.toSorted(([, one], [, other]) => one - other);
  assert.equal(first?.[0], 'SessionEnd');
  assert.equal(
    Object.keys(snapshot(project.root)).some((name) => name.includes('autonomous-dev')),
    false,
  );
});

test('the time for its work is what waiting for the input has left', async () => {
  const program = path.join(import.meta.dirname, 'endless-hook.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program]);
  await once(child.stdout, 'readable');
  setTimeout(() => child.stdin.end('{"session_id":"s1"}'), 1500);
  const [, elapsedMs] = (await text(child.stdout)).split('\n').map(Number);
  assert.ok(elapsedMs !== undefined && elapsedMs >= 1900 && elapsedMs < 2900, String(elapsedMs));
});
