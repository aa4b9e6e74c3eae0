// Features whose texts look like credentials: said, and stored as they are.
import assert from 'node:assert/strict';
import test from 'node:test';
import { lookAlikes, shapes } from '../domain/credential-corpus.ts';
import { createProject } from '../support/project.ts';
import { adev, jsonOf, type Run } from './in-process.ts';

const [one, two] = shapes.filter(({ secret }) => !secret.includes('\n'));
assert.ok(one && two);

const warningsOf = (run: Run) => (jsonOf(run) as { warnings?: string[] }).warnings;

test('batch create names the features and the kind, never the credential', async (t) => {
  const project = createProject(t);
  const features = ['--feature', 'plain', '--feature', `use ${one.secret} for it`, '--feature', two.secret];
  const run = await adev(project, ['batch', 'create', '--id', 'b1', ...features]);
  assert.equal(run.exit, 0);
  const lines = run.stderr.trimEnd().split('\n');
  assert.equal(lines.length, 2);
  assert.ok(lines[0]?.startsWith(`adev: Feature 2 looks as if it held a credential (${one.kind}).`));
  assert.ok(lines[1]?.startsWith(`adev: Feature 3 looks as if it held a credential (${two.kind}).`));
  assert.ok(!`${run.stdout}${run.stderr}`.includes(one.secret));
  const shown = await adev(project, ['batch', 'show', 'b1', '--json']);
  assert.ok(shown.stdout.includes(one.secret) && shown.stdout.includes(two.secret));
});

test('in JSON they are warnings, which are missing where there is none', async (t) => {
  const project = createProject(t);
  const plain = await adev(project, ['batch', 'create', '--id', 'b1', '--feature', 'plain', '--json']);
  assert.deepEqual(jsonOf(plain), { batch_id: 'b1', features: 1 });
  const made = await adev(project, ['batch', 'create', '--id', 'b2', '--feature', one.secret, '--json']);
  const warnings = warningsOf(made) ?? [];
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^Feature 1 looks as if it held a credential/);
});

test('the title counts, too', async (t) => {
  const project = createProject(t);
  const title = `--title=for ${one.secret}`;
  const run = await adev(project, ['batch', 'create', '--id', 'b1', '--feature', 'plain', title, '--json']);
  assert.match((warningsOf(run) ?? []).join(), /^The title looks as if it held a credential/);
});

test('batch add names only what it adds', async (t) => {
  const project = createProject(t);
  await adev(project, ['batch', 'create', '--id', 'b1', '--feature', one.secret]);
  const added = ['--feature', 'plain', '--feature', two.secret];
  const run = await adev(project, ['batch', 'add', 'b1', ...added, '--json']);
  const warnings = warningsOf(run) ?? [];
  assert.deepEqual(
    warnings.map((warning) => warning.slice(0, 9)),
    ['Feature 3'],
  );
  assert.equal(
    warningsOf(await adev(project, ['batch', 'add', 'b1', '--feature', 'x', '--json'])),
    undefined,
  );
});

test('of very many the first ten are named', async (t) => {
  const project = createProject(t);
  const features = Array.from({ length: 14 }, () => ['--feature', one.secret]).flat();
  const run = await adev(project, ['batch', 'create', '--id', 'b1', ...features, '--json']);
  const warnings = warningsOf(run) ?? [];
  assert.deepEqual([warnings.length, warnings.at(-1)], [11, 'So do 4 more features.']);
});

test('what only looks like a credential is no reason to warn', async (t) => {
  const project = createProject(t);
  const features = lookAlikes.slice(0, 60).flatMap((text) => [`--feature=${text} `]);
  const run = await adev(project, ['batch', 'create', '--id', 'b1', ...features, '--json']);
  assert.equal(run.exit, 0, run.stderr);
  assert.deepEqual([run.stderr, warningsOf(run)], ['', undefined]);
});
