// Two versions of the plugin at work on one state: the one that is built, and a later one of the same major version.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { type Plugin, type PluginRun, THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, SESSION, type TestProject } from '../support/project.ts';
import { folderOf, newest, pluginOfVersion } from './stage.ts';

const BATCH_COLOUR = { of: 'batch' };
const FEATURE_COLOUR = { of: 'feature' };

function ok(run: PluginRun): PluginRun {
  assert.equal(run.status, 0, run.stdout + run.stderr);
  return run;
}

function claimAndComplete(plugin: Plugin, project: TestProject): number {
  const { json } = ok(plugin.adev(project, 'batch', 'next', 'b1', '--claim', '--json'));
  const { feature, lease } = json as { feature: { number: number }; lease: { token: number } };
  ok(plugin.adev(project, 'batch', 'complete', 'b1', String(feature.number), '--token', String(lease.token)));
  return feature.number;
}

function batchIn(project: TestProject, id = 'b1') {
  const { header, data } = newest(folderOf(project, 'batch', id), 'batch');
  return { version: header.version, data, features: data['features'] as Record<string, unknown>[] };
}

test('an older and a newer plugin work one batch off in turn, and neither loses what the other adds', (t) => {
  const project = createProject(t);
  const later = pluginOfVersion(t, '2.1.0');
  const features = ['--feature', 'one', '--feature', 'two', '--feature', 'three', '--feature', 'four'];
  ok(later.adev(project, 'batch', 'create', '--id', 'b1', ...features));
  assert.equal(batchIn(project).version, '2.1.0');

  const order = [THIS_PLUGIN, later, THIS_PLUGIN, later].map((plugin) => claimAndComplete(plugin, project));
  assert.deepEqual(order, [1, 2, 3, 4]);
  ok(THIS_PLUGIN.adev(project, 'batch', 'add', 'b1', '--feature', 'five'));
  const { version, data, features: stored } = batchIn(project);
  assert.equal(version, '2.1.0');
  assert.deepEqual(data['colour'], BATCH_COLOUR);
  assert.deepEqual(
    stored.map(({ colour }) => colour),
    [FEATURE_COLOUR, FEATURE_COLOUR, FEATURE_COLOUR, FEATURE_COLOUR, undefined],
  );
  for (const plugin of [THIS_PLUGIN, later]) {
    const { json } = ok(plugin.adev(project, 'batch', 'show', 'b1', '--json'));
    assert.equal((json as { counts: { completed: number } }).counts.completed, 4);
  }
});

test('a batch of the older plugin becomes one of the newer when that changes it, and stays one', (t) => {
  const project = createProject(t);
  const later = pluginOfVersion(t, '2.7.0');
  ok(THIS_PLUGIN.adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two'));
  assert.equal(batchIn(project).version, '2.0.0');
  claimAndComplete(later, project);
  assert.equal(batchIn(project).version, '2.7.0');
  claimAndComplete(THIS_PLUGIN, project);
  assert.equal(batchIn(project).version, '2.7.0');
});

test("eight writers of both versions at once lose none of each other's features", async (t) => {
  const project = createProject(t);
  const later = pluginOfVersion(t, '2.1.0');
  ok(THIS_PLUGIN.adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'first'));
  const added = Array.from({ length: 8 }, (_, at) => `feature ${at}`);
  const ends = await Promise.all(
    added.map((text, at) =>
      (at % 2 === 0 ? THIS_PLUGIN : later).start(project, 'batch', 'add', 'b1', '--feature', text),
    ),
  );
  assert.deepEqual(new Set(ends), new Set([0]));
  const { version, features } = batchIn(project);
  assert.equal(version, '2.1.0');
  assert.deepEqual(features.map(({ text }) => String(text)).toSorted(), [...added, 'first'].toSorted());
  const coloured = features.filter(({ colour }) => colour !== undefined);
  assert.deepEqual(coloured.length, 4);
});

test('one session is recorded by the hooks and commands of both', (t) => {
  const project = createProject(t);
  const later = pluginOfVersion(t, '2.1.0');
  ok(later.hook(project, 'SessionStart', { source: 'startup' }));
  ok(later.hook(project, 'SubagentStart', { agent_id: 'a1', agent_type: 'planner' }));
  assert.deepEqual(newest(folderOf(project, 'session'), 'session').data['colour'], { of: 'event' });
  ok(
    THIS_PLUGIN.hook(project, 'SubagentStop', {
      agent_id: 'a1',
      agent_type: 'planner',
      last_assistant_message: 'm',
    }),
  );
  ok(THIS_PLUGIN.adev(project, 'checkpoint', 'save', '--agent', 'main', '--message', 'note', '--strict'));
  assert.equal(newest(folderOf(project, 'session'), 'session').header.version, '2.0.0');
  for (const plugin of [THIS_PLUGIN, later]) {
    const { agents, checkpoint_count } = ok(plugin.adev(project, 'status', '--json')).json as {
      agents: { agent: string; status: string }[];
      checkpoint_count: number;
    };
    assert.deepEqual([agents.map(({ agent }) => agent), checkpoint_count], [['planner'], 2]);
    const { findings } = plugin.adev(project, 'doctor', '--json').json as { findings: { code: string }[] };
    assert.ok(!findings.some(({ code }) => code === 'newer-version' || code === 'unreadable'));
  }
});

test('preferences of both are kept', (t) => {
  const project = createProject(t);
  const later = pluginOfVersion(t, '2.1.0');
  ok(later.adev(project, 'prefs', 'set', 'editor', 'vim'));
  ok(THIS_PLUGIN.adev(project, 'prefs', 'set', 'hints', 'off'));
  ok(later.adev(project, 'off'));
  ok(THIS_PLUGIN.adev(project, 'on'));
  const user = newest(folderOf(project, 'user'), 'user');
  assert.equal(user.header.version, '2.1.0');
  assert.deepEqual(user.data['colour'], { of: 'user' });
  assert.deepEqual(user.data['preferences'], { editor: 'vim', hints: 'off' });
  assert.equal(newest(folderOf(project, 'project'), 'project').header.version, '2.1.0');
});

test('export and import carry unknown fields and versions from one project to another', (t) => {
  const from = createProject(t);
  const later = pluginOfVersion(t, '2.1.0');
  ok(THIS_PLUGIN.adev(from, 'batch', 'create', '--id', 'b2', '--feature', 'three'));
  ok(later.adev(from, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two'));
  ok(later.adev(from, 'checkpoint', 'save', '--agent', 'main', '--message', 'note', '--strict'));
  ok(later.adev(from, 'prefs', 'set', 'editor', 'vim'));
  const bundle = ok(THIS_PLUGIN.adev(from, 'export')).stdout;

  const to = createProject(t);
  const file = path.join(to.root, 'bundle.json');
  writeFileSync(file, bundle);
  ok(THIS_PLUGIN.adev(to, 'import', file));
  const { version, data, features } = batchIn(to);
  assert.deepEqual([version, data['colour']], ['2.1.0', BATCH_COLOUR]);
  assert.ok(features.every(({ colour }) => JSON.stringify(colour) === JSON.stringify(FEATURE_COLOUR)));
  assert.equal(batchIn(to, 'b2').version, '2.0.0');
  const entry = newest(folderOf(to, 'session', SESSION), 'session');
  assert.deepEqual(
    [entry.header.version, entry.data],
    ['2.1.0', newest(folderOf(from, 'session'), 'session').data],
  );
  const user = newest(folderOf(to, 'user'), 'user');
  assert.deepEqual([user.header.version, user.data['colour']], ['2.1.0', { of: 'user' }]);

  const again = ok(THIS_PLUGIN.adev(to, 'import', file, '--json')).json as { files: { status: string }[] };
  assert.deepEqual(
    again.files.map(({ status }) => status),
    ['already'],
  );
});

test('what went to the original and came back still holds the fields of the newer plugin', (t) => {
  const project = createProject(t);
  const later = pluginOfVersion(t, '2.1.0');
  ok(later.adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'one'));
  const out = path.join(project.root, 'python');
  ok(THIS_PLUGIN.adev(project, 'export', '--format', 'python', '--out', out));
  ok(THIS_PLUGIN.adev(project, 'import', path.join(out, '.claude', 'batch_state.json')));
  const { version, data, features } = batchIn(project);
  const expected = ['2.1.0', BATCH_COLOUR, FEATURE_COLOUR];
  assert.deepEqual([version, data['colour'], features[0]?.['colour']], expected);

  const elsewhere = createProject(t);
  ok(THIS_PLUGIN.adev(elsewhere, 'import', path.join(out, '.claude', 'batch_state.json')));
  const there = batchIn(elsewhere);
  assert.deepEqual([there.version, there.data['colour'], there.features[0]?.['colour']], expected);
});
