// The bundles on every Node.js that is supported: each command that an agent needs, and every hook once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { installNode } from '../support/client-install.ts';
import { runAdev, runHook, type Ended } from '../support/plugin-process.ts';
import { createProject } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { isFull } from './extent.ts';

/** The lowest that is supported, and the newest of each line; npm brings the binaries. */
const VERSIONS = ['20.19.0', '20.20.2', '22.23.3', '24.21.0', '26.10.0'];

for (const version of VERSIONS) {
  test(`the bundles do their work on Node.js ${version}`, async (t) => {
    if (!isFull) return t.skip('only a full run fetches other versions of Node.js');
    const node = await installNode(version).catch((error: Error) => error);
    if (node instanceof Error) {
      // A run that is to prove something must not pass by default.
      assert.ok(!process.env['CI'], node.message);
      return t.skip(`Node.js ${version} cannot be had: ${node.message}`);
    }
    assert.equal(execFileSync(node, ['--version'], { encoding: 'utf8' }), `v${version}\n`);
    assert.deepEqual(await smoke(t, PLUGIN, node), []);
  });
}

test(`the bundles do their work on the Node.js that runs this, ${process.versions.node}`, async (t) => {
  assert.deepEqual(await smoke(t, PLUGIN, process.execPath), []);
});

test('a bundle that needs what this Node.js does not have is found out', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /^"use strict";/,
    to: '"use strict"; process.ofAVersionToCome();',
  });
  const problems = await smoke(t, plugin, process.execPath);
  assert.match(problems.join('\n'), /checkpoint save/);
  assert.match(problems.join('\n'), /SessionStart/);
});

/** More than a megabyte, from where on the checksum is computed by zlib. */
const LARGE = Array.from({ length: 120 }, (_, index) => `- ${index} ${'x'.repeat(9_900)}\n`).join('');

const FIELDS: Readonly<Record<string, object>> = {
  SessionStart: { source: 'startup' },
  UserPromptSubmit: { prompt: 'save the state to a JSON file on disk and checkpoint the progress' },
  PermissionRequest: { tool_name: 'Bash', tool_input: { command: 'adev status' } },
  SubagentStart: { agent_type: 'tester', agent_id: 'a1' },
  SubagentStop: { agent_type: 'tester', agent_id: 'a1', last_assistant_message: 'done' },
  PreCompact: { trigger: 'auto' },
  Stop: { stop_hook_active: false, background_tasks: [] },
  StopFailure: { error: 'rate_limit' },
  SessionEnd: { reason: 'other' },
};

/** What does not work in a project of its own. */
async function smoke(t: TestContext, plugin: string, node: string): Promise<readonly string[]> {
  const project = createProject(t, { 'large.md': LARGE });
  const problems: string[] = [];
  const judge = (name: string, { status, stdout, stderr }: Ended, wanted: (answer: never) => boolean) => {
    const isQuiet = stderr === '' && status === 0;
    if (!isQuiet || !wanted(answerOf(stdout) as never))
      problems.push(`${name}: exit ${status}, ${stdout.slice(0, 300)}${stderr.slice(0, 300)}`);
    return (answerOf(stdout) ?? {}) as { lease?: { token: number } };
  };
  const adev = async (words: string, wanted: (answer: never) => boolean) =>
    judge(words, await runAdev(project, [...words.split(' '), '--json'], { plugin, node }), wanted);

  await adev('checkpoint save --agent a --message m', (answer: { saved: boolean }) => answer.saved);
  await adev(
    'batch create --id b1 --feature one --feature two',
    (answer: { features: number }) => answer.features === 2,
  );
  const claimed = await adev(
    'batch next b1 --claim',
    (answer: { feature: { number: number } }) => answer.feature.number === 1,
  );
  await adev(
    `batch complete 1 --batch b1 --token ${claimed.lease?.token}`,
    (answer: { remaining: number }) => answer.remaining === 1,
  );
  await adev('batch create large.md --id large', (answer: { features: number }) => answer.features === 120);
  await adev('batch show large', (answer: { features: unknown[] }) => answer.features.length === 120);
  await adev('status', (answer: { batches: unknown[] }) => answer.batches.length === 2);

  for (const event of eventsOf(plugin)) {
    const fields = FIELDS[event];
    assert.ok(fields, `${event} is not tried`);
    const env = { CLAUDE_ENV_FILE: path.join(project.folder, 'bash.sh') };
    judge(event, await runHook(project, event, fields, { plugin, node, env }), (answer) => answer !== null);
  }
  await adev('doctor', (answer: { findings: unknown[] }) => answer.findings.length === 0);
  return problems;
}

function eventsOf(plugin: string): readonly string[] {
  const file = path.join(plugin, 'hooks/hooks.json');
  return Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { hooks: object }).hooks);
}

/** Null for what is no JSON; silence is an answer. */
function answerOf(stdout: string): unknown {
  try {
    return stdout === '' ? {} : JSON.parse(stdout);
  } catch {
    return null;
  }
}
