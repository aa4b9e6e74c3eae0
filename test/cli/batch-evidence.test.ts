// What goes along with an outcome to show the work, and when it has to be the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { createProject, createProjectOutsideGit, type TestProject } from '../support/project.ts';
import { adev, jsonOf, type Run } from './in-process.ts';
import { refusalOf, withBatch } from './batch-stage.ts';

type Report = Readonly<{
  feature: Readonly<{ status: string; evidence?: Readonly<Record<string, string>> }>;
}>;

const reportOf = (run: Run) => jsonOf(run) as Report;
const report = (project: TestProject, verb: string, ...args: string[]) =>
  adev(project, ['batch', verb, ...args, '--json']);

function commit(project: TestProject): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: project.root,
      env: project.env,
      encoding: 'utf8',
    });
  appendFileSync(path.join(project.root, 'file'), 'x');
  git('add', '.');
  git('commit', '-qm', 'm');
  return git('rev-parse', 'HEAD').trim();
}

test('completed again with the same evidence, or none, is no news; with another it is refused', async (t) => {
  const project = await withBatch(t);
  const evidence = ['--commit', 'abc1234', '--pr', 'https://example.com/pull/7', '--note', 'all tests pass'];
  const { feature } = reportOf(await report(project, 'complete', '1', ...evidence));
  assert.deepEqual(feature.evidence, {
    commit: 'abc1234',
    pr: 'https://example.com/pull/7',
    note: 'all tests pass',
  });
  for (const same of [evidence, [], evidence.slice(0, 2), evidence.slice(4)]) {
    assert.equal((await report(project, 'complete', '1', ...same)).exit, 0);
  }
  for (const name of ['--commit', '--pr', '--note']) {
    assert.deepEqual(refusalOf(await report(project, 'complete', '1', name, 'other')), [
      3,
      'already-completed',
    ]);
  }
  for (const verb of ['fail', 'skip', 'retry']) {
    assert.deepEqual(refusalOf(await report(project, verb, '1')), [3, 'already-completed'], verb);
  }
});

test('--commit HEAD is the commit that is checked out where the command runs', async (t) => {
  const project = await withBatch(t);
  const first = commit(project);
  const one = reportOf(await report(project, 'complete', '1', '--commit', 'HEAD'));
  assert.deepEqual(one.feature.evidence, { head: first, commit: first });

  const worktree = path.join(project.folder, 'linked');
  execFileSync('git', ['worktree', 'add', '-q', worktree], {
    cwd: project.root,
    env: project.env,
    stdio: 'pipe',
  });
  const second = commit({ ...project, root: worktree });
  assert.notEqual(second, first);
  const there = { ...project, root: worktree };
  const two = reportOf(await report(there, 'complete', '2', 'b1', '--commit', 'head'));
  assert.equal(two.feature.evidence?.['commit'], second);
});

test('HEAD is that of the project which is meant, wherever the command runs', async (t) => {
  const [project, other] = [await withBatch(t), createProject(t, { another: 'file' })];
  const head = commit(project);
  assert.notEqual(commit(other), head);
  const elsewhere = { ...project, root: other.root };
  const run = await report(elsewhere, 'complete', '1', 'b1', '--root', project.root, '--commit', 'HEAD');
  assert.equal(reportOf(run).feature.evidence?.['commit'], head);
});

test('where HEAD is not known, the outcome is taken and a note says what is missing', async (t) => {
  for (const project of [await withBatch(t), await withBatch(t, ['one'], createProjectOutsideGit(t))]) {
    const run = await report(project, 'complete', '1', '--commit', 'HEAD');
    assert.equal(run.exit, 0);
    assert.equal(reportOf(run).feature.evidence, undefined);
    assert.equal(
      run.stderr,
      'adev: HEAD is not known here, so no commit was recorded: name it with --commit SHA\n',
    );
  }
});
