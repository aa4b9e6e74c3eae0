// Files for the original: it loads them, goes on from them, and what it did comes back.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  claimNextFeature,
  createBatchState,
  markCompleted,
  markFailed,
  markSkipped,
  recordGitOperation,
} from '../../lib/batch-state-manager.ts';
import type { Batch } from '../../lib/domain/batch.ts';
import { dropLeases } from '../../lib/domain/end-of-owner.ts';
import { readContent } from '../../lib/domain/legacy/content.ts';
import type { Given } from '../../lib/domain/legacy/reading.ts';
import { takeInReturned } from '../../lib/domain/legacy/take-in.ts';
import { writeBatchState } from '../../lib/domain/legacy/write-batch-state.ts';
import { adev, jsonOf } from '../cli/in-process.ts';
import { games, play, RULES } from '../domain/batch-play.ts';
import { createProject, plant, SESSION, type TestProject } from '../support/project.ts';
import {
  batchOf,
  fixture,
  fixtureObject,
  fixturePath,
  importOne,
  plantLegacy,
  runImport,
  sessionOf,
  stateOf,
  statusesOf,
  userOf,
} from './legacy-project.ts';
import {
  BATCH_FIELDS,
  dump,
  loadBatch,
  loadSession,
  nextPending,
  progress,
  type OriginalBatch,
} from './original-loader.ts';

const GIVEN: Given = {
  fileTime: '2026-01-01T00:00:00.000Z',
  localMs: (time) => Date.parse(`${time}Z`),
  worktree: '/project',
  host: 'here',
  maxAttempts: 3,
};

async function exportTo(project: TestProject, name = '../out'): Promise<string> {
  const run = await adev(project, ['export', '--format', 'python', '--out', name]);
  assert.equal(run.exit, 0, run.stderr);
  return path.resolve(project.root, name);
}

const text = (...steps: string[]) => readFileSync(path.join(...steps), 'utf8');
const MAIN = '.claude/batch_state.json';

/** A batch in which everything has happened that can. */
async function workedOn(project: TestProject): Promise<string> {
  const here = project.surroundings;
  const created = await createBatchState(
    {
      batchId: 'b1',
      title: 'All of it',
      features: ['Größe prüfen 📦', 'two', 'three', 'four', 'five', 'six'],
      dependencies: [{ number: 6, on: [1, 5] }],
    },
    here,
  );
  assert.ok(created.ok);
  const outcomes = [
    await claimNextFeature('b1', {}, here),
    await markCompleted('b1', 1, { evidence: { commit: 'abc', note: 'fine' } }, here),
    await recordGitOperation('b1', 1, 'commit', { success: true, sha: 'abc' }, here),
    await markFailed('b1', 2, { error: 'SyntaxError: x' }, here),
    await markSkipped('b1', 3, { reason: 'not now', category: 'quality_gate' }, here),
    await claimNextFeature('b1', {}, here),
  ];
  for (const outcome of outcomes) assert.ok(outcome.ok, JSON.stringify(outcome));
  return 'b1';
}

describe('a batch that was worked on here', () => {
  test('is loaded by the original, which goes on with the first feature that is left', async (t) => {
    const project = createProject(t);
    await workedOn(project);
    const state = loadBatch(text(await exportTo(project), MAIN));
    assert.deepEqual(Object.keys(state).toSorted(), Object.keys(BATCH_FIELDS).toSorted());
    assert.deepEqual(state.completed_features, [0]);
    assert.deepEqual(
      state.failed_features.map(({ feature_index, error_message }) => [feature_index, error_message]),
      [[1, 'SyntaxError: x']],
    );
    assert.deepEqual(
      state.skipped_features.map(({ feature_index }) => feature_index),
      [2],
    );
    assert.deepEqual(state['feature_dependencies'], { '5': [0, 4] });
    assert.deepEqual(
      (state['git_operations'] as Record<string, { commit: { sha: string } }>)['0']?.commit.sha,
      'abc',
    );
    assert.equal(state.status, 'in_progress');
    assert.equal(nextPending(state), 3);
  });

  test('comes back with what the original has done, and all else as it was', async (t) => {
    const project = createProject(t);
    const id = await workedOn(project);
    const before = await batchOf(project, id);
    const out = await exportTo(project);
    const loaded = loadBatch(text(out, MAIN));
    const at = '2026-12-01T00:00:00.000Z';
    const after = progress(progress(loaded, 3, 'completed', at), 4, 'failed', at);
    writeFileSync(path.join(out, MAIN), dump(after));
    assert.deepEqual((await runImport(project, '../out/.claude')).files, []);
    const row = await importOne(project, `../out/${MAIN}`);
    assert.deepEqual([row.kind, row.id, row.status], ['batch', id, 'imported']);
    const batch = await batchOf(project, id);
    assert.deepEqual(statusesOf(batch), ['completed', 'failed', 'skipped', 'completed', 'failed', 'pending']);
    assert.equal(batch.features[4]?.error?.message, 'the original failed it');
    assert.deepEqual(batch.features[0], before.features[0]);
    assert.deepEqual(
      [batch.title, batch.origin, batch.features[5]?.depends_on],
      [before.title, before.origin, [1, 5]],
    );
    assert.ok(batch.next_token > before.next_token);
    assert.equal((await importOne(project, `../out/${MAIN}`)).status, 'already');
  });

  test('that was not changed there is not changed here either', async (t) => {
    const project = createProject(t);
    const id = await workedOn(project);
    const before = await batchOf(project, id);
    await exportTo(project);
    assert.equal((await importOne(project, `../out/${MAIN}`)).status, 'already');
    assert.deepEqual(await batchOf(project, id), before);
    assert.ok((await markCompleted(id, 5, {}, project.surroundings)).ok);
    assert.equal((await importOne(project, `../out/${MAIN}`)).status, 'already');
  });

  test('that has changed here and there is left as it is here', async (t) => {
    const project = createProject(t);
    const id = await workedOn(project);
    const out = await exportTo(project);
    assert.ok((await markCompleted(id, 5, {}, project.surroundings)).ok);
    const before = await batchOf(project, id);
    writeFileSync(
      path.join(out, MAIN),
      dump(progress(loadBatch(text(out, MAIN)), 3, 'completed', '2026-12-01T00:00:00Z')),
    );
    assert.equal((await importOne(project, `../out/${MAIN}`)).status, 'skipped');
    assert.deepEqual(await batchOf(project, id), before);
  });
});

test('every sample batch that can be read is written so that the original loads it, and keeps what it held', async (t) => {
  const names = readdirSync(fixturePath('.')).filter((name) =>
    /^batch-(?!bad|truncated|cluster|count)/.test(name),
  );
  assert.equal(names.length, 7);
  for (const name of names) {
    const project = createProject(t);
    await importOne(project, fixturePath(name));
    const state = loadBatch(text(await exportTo(project), MAIN));
    const original = fixtureObject(name) as OriginalBatch;
    const same = [
      'batch_id',
      'features_file',
      'total_features',
      'features',
      'completed_features',
      'context_token_estimate',
      'auto_clear_events',
    ];
    for (const field of same) assert.deepEqual(state[field], original[field], `${name}: ${field}`);
    for (const field of [
      'issue_numbers',
      'source_type',
      'git_operations',
      'skipped_features',
      'workflow_mode',
      'checkpoint_count',
      'last_checkpoint_at',
    ]) {
      if (original[field] !== undefined && original[field] !== null && field !== 'last_checkpoint_at') {
        assert.deepEqual(state[field], original[field], `${name}: ${field}`);
      }
    }
    const { files } = await runImport(createProject(t), path.join(project.folder, 'out'));
    assert.deepEqual(
      files.map(({ status }) => status),
      ['imported'],
    );
  }
});

test('whatever has happened to a batch, the original loads it, and what it does comes back', () => {
  fc.assert(
    fc.property(
      games,
      fc.array(fc.tuple(fc.nat(20), fc.constantFrom('completed', 'failed'))),
      (game, steps) => {
        const batch: Batch | undefined = play(RULES, game).at(-1)?.after;
        fc.pre(batch !== undefined);
        const state = loadBatch(dump(writeBatchState(batch)));
        const left = batch.features.findIndex(
          ({ status }) => status === 'pending' || status === 'in_progress',
        );
        assert.equal(nextPending(state), left < 0 ? null : left);

        const free = dropLeases(batch, batch.updated_at).batch;
        const open = new Map<number, 'completed' | 'failed'>();
        let after = state;
        for (const [at, outcome] of steps) {
          const feature = free.features[at];
          if (feature?.status !== 'pending' || open.has(at)) continue;
          open.set(at, outcome);
          after = progress(after, at, outcome, '2027-01-01T00:00:00.000Z');
        }
        const { content } = readContent('batch_state.json', dump(after), GIVEN);
        assert.ok(content.ok && content.value.as === 'returned');
        for (const present of [null, batch]) {
          const taken = takeInReturned(present, content.value.returned);
          assert.ok(taken.ok);
          if (open.size === 0 && present !== null) assert.equal(taken.value, present);
          const base: Batch = open.size === 0 && present !== null ? batch : free;
          for (const [at, feature] of taken.value.features.entries()) {
            const outcome = open.get(at);
            if (outcome === undefined) assert.deepEqual(feature, base.features[at]);
            else {
              assert.equal(feature.status, outcome);
              assert.deepEqual(
                [feature.text, feature.depends_on],
                [free.features[at]?.text, free.features[at]?.depends_on],
              );
            }
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('several batches lie where the original looks for each, and a folder with all of it comes back as the same state', async (t) => {
  const project = createProject(t);
  plantLegacy(project);
  await runImport(project);
  await workedOn(project);
  const save = ['checkpoint', 'save', '--strict', '--agent', 'tester', '--message', 'done it'];
  assert.equal((await adev(project, [...save, '--kind', 'completed'])).exit, 0);
  const out = await exportTo(project);
  assert.equal(loadBatch(text(out, MAIN))['batch_id'], 'b1');
  for (const id of ['batch-20250330-progress', 'batch-ralph-1']) {
    assert.equal(loadBatch(text(out, '.worktrees', id, MAIN))['batch_id'], id);
  }
  const names = readdirSync(path.join(out, 'docs/sessions'));
  const sessions = names.map((name) => loadSession(name, text(out, 'docs/sessions', name)));
  assert.ok(names.includes('20250330-212140-pipeline.json'));
  const full = sessions.find(({ session_id }) => session_id === '20250330-212140');
  const { agents } = fixtureObject('session-full.json') as {
    agents: { agent: string; started_at: string }[];
  };
  assert.deepEqual(
    full?.agents.map(({ agent, status, started_at, message }) => [agent, status, started_at, message]),
    agents.map(({ agent, started_at }) => [agent, 'completed', started_at, `${agent}: fertig ✅`]),
  );
  const own = sessions.find((session) => session['claude_session_id'] === SESSION);
  assert.deepEqual(
    own?.agents.map(({ agent, message }) => [agent, message]),
    [['tester', 'done it']],
  );
  assert.deepEqual(JSON.parse(text(out, '.autonomous-dev/user_state.json')), {
    first_run_complete: true,
    preferences: { auto_git_enabled: true },
    version: '1.0',
  });

  const other = createProject(t);
  const { files } = await runImport(other, out);
  assert.ok(
    files.every(({ status }) => status === 'imported'),
    JSON.stringify(files),
  );
  const [here, there] = (await Promise.all([stateOf(project), stateOf(other)])) as {
    sessions: unknown;
    batches: Batch[];
  }[];
  assert.deepEqual(there?.sessions, here?.sessions);
  assert.deepEqual(
    there?.batches.map((batch) => ({ ...batch, next_token: 0 })),
    here?.batches.map((batch) => ({ ...dropLeases(batch, batch.updated_at).batch, next_token: 0 })),
  );
  assert.deepEqual(userOf(other)?.preferences, { auto_git_enabled: true });
  assert.ok((await runImport(other, out)).files.every(({ status }) => status === 'already'));
});

test('agents that the original adds to a session, and those that it ends, come back', async (t) => {
  const project = createProject(t);
  await importOne(project, fixturePath('session-explicit-no-claude-id.json'));
  const out = await exportTo(project);
  const file = path.join(out, 'docs/sessions/20250331-015039-pipeline.json');
  const session = loadSession(path.basename(file), text(file));
  const [first, running] = session.agents;
  assert.deepEqual([running?.agent, running?.status], ['planner', 'started']);
  const ended = { ...running, status: 'completed', completed_at: '2025-03-31T02:00:00', message: 'planned' };
  const more = {
    agent: 'reviewer',
    status: 'failed',
    started_at: '2025-03-31T02:01:00',
    failed_at: '2025-03-31T02:02:00',
    message: 'no',
  };
  writeFileSync(file, dump({ ...session, agents: [first, ended, more] }));
  const row = await importOne(project, file);
  assert.deepEqual([row.id, row.status], ['legacy-20250331-015039', 'imported']);
  assert.deepEqual(
    sessionOf(project, 'legacy-20250331-015039').runs.map(({ agent, finished }) => [
      agent,
      finished?.status,
      finished?.message,
    ]),
    [
      ['researcher', 'completed', 'done'],
      ['planner', 'completed', 'planned'],
      ['reviewer', 'failed', 'no'],
    ],
  );
  assert.equal((await importOne(project, file)).status, 'already');
});

test('a paused batch stays paused there, and a cancelled one is not gone on with', async (t) => {
  const project = createProject(t);
  const states: Record<string, OriginalBatch> = {};
  for (const command of ['pause', 'cancel']) {
    await adev(project, ['batch', 'create', '--id', command, '--feature', 'a']);
    await adev(project, ['batch', command, command]);
  }
  const out = await exportTo(project);
  for (const place of [
    MAIN,
    ...readdirSync(path.join(out, '.worktrees')).map((id) => `.worktrees/${id}/${MAIN}`),
  ]) {
    const state = loadBatch(text(out, place));
    states[String(state['batch_id'])] = state;
  }
  assert.equal(states['pause']?.status, 'paused');
  assert.equal(states['cancel']?.status, 'completed');
  assert.equal(nextPending(states['cancel'] ?? loadBatch('{}')), null);
});

test('nothing that is there is replaced, and nothing is written before all places are known to be free', async (t) => {
  const project = createProject(t, { [MAIN]: fixture('batch-issues.json') });
  await createBatchState({ features: ['a'] }, project.surroundings);
  const run = await adev(project, ['export', '--format', 'python', '--out', '.', '--json']);
  assert.equal(run.exit, 3);
  assert.equal((jsonOf(run) as { refused: { code: string } }).refused.code, 'file-exists');
  assert.equal(text(project.root, MAIN), fixture('batch-issues.json'));
  assert.ok(!readdirSync(project.root).includes('docs'));

  await adev(project, ['prefs', 'set', 'own', '1']);
  plant(project.folder, { 'out/.autonomous-dev/user_state.json': 'the last of the files' });
  const last = await adev(project, ['export', '--format', 'python', '--out', '../out']);
  assert.equal(last.exit, 3);
  assert.deepEqual(readdirSync(path.join(project.folder, 'out')), ['.autonomous-dev']);
});
