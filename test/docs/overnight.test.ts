// The README's loop for a supervisor works a batch off with a Claude that fails, dies and leaves things half done.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { createProject, type TestProject } from '../support/project.ts';

const README = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
const LOOP = /```sh\n(#!\/usr\/bin\/env bash\n# Works a batch off[\s\S]*?)```/.exec(README)?.[1] ?? '';

// What one run does is the n-th word of the plan: do a feature, meet a limit before the first answer, or be killed
// with a feature in its hands.
const CLAUDE = `#!/usr/bin/env bash
run=$(($(cat "$PLAN.run" 2>/dev/null || echo 0) + 1)); echo "$run" >"$PLAN.run"
export CLAUDE_CODE_SESSION_ID="night-$run" CLAUDE_PID=$$
plan=($(cat "$PLAN"))
case \${plan[$((run - 1))]:-work} in
  limit) exit 1 ;;
  killed) adev batch next b1 --claim >/dev/null; kill -9 $$ ;;
  work) line=$(adev batch next b1 --claim | sed -n 's/^When done: *//p'); echo "$line" >>"$PLAN.done"; eval "$line" ;;
esac
`;

function createNight(t: TestContext, plan: string): TestProject & Readonly<{ plan: string }> {
  const project = createProject(t, { 'features.md': '- one\n- two\n- three\n' });
  const bin = path.join(project.folder, 'bin');
  mkdirSync(bin);
  const program = (name: string, text: string) => writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  program('claude', CLAUDE);
  program('sleep', `#!/bin/sh\necho "$1" >>"$PLAN.slept"\n`);
  program('work-batch.sh', LOOP);
  writeFileSync(path.join(project.folder, 'plan'), plan);
  const { CLAUDE_CODE_SESSION_ID: _, ...rest } = project.env;
  const env = {
    ...rest,
    PLAN: path.join(project.folder, 'plan'),
    PATH: `${bin}:${PLUGIN}/bin:${path.dirname(process.execPath)}:/usr/bin:/bin`,
  };
  return { ...project, env, plan: path.join(project.folder, 'plan') };
}

function run({ root, env }: TestProject, command: string): ReturnType<typeof spawnSync> & { stdout: string } {
  return spawnSync('bash', ['-c', command], { cwd: root, env, encoding: 'utf8', timeout: 60_000 });
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}

test('the loop stays within twenty lines', () => {
  const lines = LOOP.trim().split('\n');
  assert.ok(lines.length > 5 && lines.length <= 20, `${lines.length} lines`);
});

test('it does every feature once, sits limits out longer each time, and flags what a killed Claude left', (t) => {
  const night = createNight(t, 'work limit limit killed work work');
  assert.equal(run(night, 'adev batch create features.md --id b1').status, 0);
  const ran = run(night, 'work-batch.sh b1');
  assert.equal(ran.status, 0, String(ran.stderr));
  assert.match(ran.stdout, /3 of 3 completed/);
  assert.match(ran.stdout, /Uncertain, now or once:\n {2}2\. two/);
  assert.deepEqual(textOf(`${night.plan}.slept`).trim().split('\n'), ['60', '120', '240']);
  const done = textOf(`${night.plan}.done`).match(/complete \d/g);
  assert.deepEqual(done, ['complete 1', 'complete 2', 'complete 3']);
});

test('it starts no Claude for a batch that is done or cancelled', (t) => {
  const night = createNight(t, 'work');
  run(night, 'adev batch create features.md --id b1 && adev batch cancel b1');
  assert.equal(run(night, 'work-batch.sh b1').status, 0);
  assert.throws(() => textOf(`${night.plan}.run`), /ENOENT/);
});

test('it gives up on a batch that is not there', (t) => {
  assert.equal(run(createNight(t, 'work'), 'work-batch.sh b1').status, 1);
});
