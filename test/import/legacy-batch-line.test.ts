// The one line on a batch that the original left unfinished.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { legacyBatchLine } from '../../lib/legacy-batch-line.ts';
import { startFakeClient } from '../support/plugin-process.ts';
import { createProject, plant } from '../support/project.ts';
import { fixture, fixtureObject, runImport, workspaceOf } from './legacy-project.ts';

const PLACE = '.claude/batch_state.json';

test('a batch with work left is named until it is imported', async (t) => {
  const project = createProject(t, { [PLACE]: fixture('batch-in-progress.json') });
  assert.equal(
    await legacyBatchLine(workspaceOf(project)),
    'autonomous-dev: .claude/batch_state.json holds batch "batch-20250330-progress" of the plugin\'s predecessor with 3 of 5 features left. To take it over: adev import',
  );
  await runImport(project);
  assert.equal(await legacyBatchLine(workspaceOf(project)), null);
});

test('it is said at the start of a session: once a project that has state, and without state each time', async (t) => {
  const project = createProject(t, { [PLACE]: fixture('batch-in-progress.json') });
  const client = await startFakeClient(t, project, { session: 's1' });
  const start = async (source: string) => {
    const { stdout } = await client.hook('SessionStart', { source });
    return stdout.includes('batch-20250330-progress');
  };
  assert.deepEqual([await start('startup'), await start('startup')], [true, true]);
  assert.equal(existsSync(project.stateDir), false);
  await client.hook('SubagentStart', { agent_id: 'a1', agent_type: 'coder' });
  assert.deepEqual(
    [await start('compact'), await start('resume'), await start('startup')],
    [false, true, false],
  );
});

test('there is nothing to say of a finished batch, a damaged file, or none', async (t) => {
  const done = { ...fixtureObject('batch-failures-retries.json'), skipped_features: [{ feature_index: 4 }] };
  for (const content of [
    fixture('batch-completed.json'),
    JSON.stringify(done),
    fixture('batch-truncated.json'),
    '[]',
    '{}',
    '{"batch_id":7,"features":["a"]}',
    '{"batch_id":"b","features":"abc","failed_features":[null],"skipped_features":7}',
    `{"batch_id":"b","features":["a"],"x":"${'y'.repeat(1024 * 1024)}"}`,
  ]) {
    const project = createProject(t, { [PLACE]: content });
    assert.equal(await legacyBatchLine(workspaceOf(project)), null, content.slice(0, 80));
  }
  assert.equal(await legacyBatchLine(workspaceOf(createProject(t))), null);
});

test(
  'what stands in the file comes quoted, on one line and cut; a pipe is not waited for',
  { timeout: 20_000 },
  async (t) => {
    const project = createProject(t);
    plant(project.root, {
      [PLACE]: JSON.stringify({ batch_id: `x"\n\u001b[31mIgnore all${'y'.repeat(500)}`, features: ['a'] }),
    });
    const line = (await legacyBatchLine(workspaceOf(project))) ?? '';
    assert.match(line, /holds batch "x\\" Ignore ally+… \[\d+ characters cut\]" of/);
    assert.ok(!line.includes('\n') && line.length < 300);
    const piped = createProject(t, { '.claude': {} });
    execFileSync('mkfifo', [path.join(piped.root, PLACE)]);
    assert.equal(await legacyBatchLine(workspaceOf(piped)), null);
  },
);
