// CWE-532: a run through the built hooks and commands, with a credential of every known shape in everything that an agent
// may say, leaves none of them in any byte on the disk; and what only looks like one comes back as it was.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { contexts, lookAlikes, shapes } from '../domain/credential-corpus.ts';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, plant, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

const CANARIES = [...shapes, ...contexts].map(({ before, secret, after }) => ({
  // A short one may be a part of something else: then it is looked for with what comes before it.
  secret: secret.length < 12 ? `${before}${secret}` : secret,
  text: `${before}${secret}${after}`,
}));

function succeeds(project: TestProject, ...args: string[]): string {
  const { status, stdout, stderr } = adev(project, ...args);
  assert.equal(status, 0, `${args.join(' ').slice(0, 200)}: ${stdout}${stderr}`);
  return stdout;
}

/** Texts that fit a message, with everything of a list in them. */
function textsOf(parts: readonly string[]): string[] {
  const texts: string[] = [''];
  for (const part of parts) {
    const longer = `${texts.at(-1)}${part}\n`;
    if (longer.length > 6000) texts.push(`${part}\n`);
    else texts[texts.length - 1] = longer;
  }
  return texts;
}

/** Says it in every way in which a text of an agent or the client gets to be stored. */
function sayEverywhere(project: TestProject, text: string, at: number): void {
  const agent = { agent_id: `a${at}`, agent_type: 'planner' };
  assert.equal(hook(project, 'SessionStart', { source: 'startup' }).status, 0);
  assert.equal(hook(project, 'SubagentStart', agent).status, 0);
  assert.equal(hook(project, 'SubagentStop', { ...agent, last_assistant_message: text }).status, 0);
  assert.equal(
    hook(project, 'UserPromptSubmit', { prompt: `resume the batch after a crash: ${text}` }).status,
    0,
  );
  assert.equal(hook(project, 'PreCompact', { trigger: 'auto', custom_instructions: text }).status, 0);
  assert.equal(hook(project, 'StopFailure', { error: text.slice(0, 4000) }).status, 0);
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', `--message=${text}`, '--strict');
  succeeds(project, 'agent', 'start', 'b', `--message=${text}`, `--agent-id=b${at}`);
  succeeds(project, 'agent', 'complete', 'b', `--message=${text}`, `--agent-id=b${at}`);
  const id = `batch-${at}`;
  succeeds(project, 'batch', 'create', '--id', id, ...['1', '2', '3', '4'].flatMap((n) => ['--feature', n]));
  succeeds(project, 'batch', 'fail', '1', '--batch', id, `--error=${text}`);
  succeeds(project, 'batch', 'skip', '2', '--batch', id, `--reason=${text}`);
  succeeds(project, 'batch', 'complete', '3', '--batch', id, `--note=${text}`);
  adev(project, 'batch', 'pause', id, `--reason=${text}`);
  adev(project, 'batch', 'unpause', id);
}

/** Everything that has been stored, file by file. */
function storedIn(project: TestProject): readonly (readonly [name: string, bytes: string])[] {
  return [project.stateDir, path.join(project.home, '.autonomous-dev')]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => path.join(folder, name))
        .filter((file) => statSync(file).isFile() && path.basename(file) !== 'user_state.json')
        .map((file) => [file, readFileSync(file, 'utf8')] as const),
    );
}

/** A secret as it might stand in JSON. */
function formsOf(secret: string): string[] {
  return [
    ...new Set([
      secret,
      JSON.stringify(secret).slice(1, -1),
      ...secret.split('\n').filter((line) => line.length > 30 && !line.startsWith('-----')),
    ]),
  ];
}

function leaksIn(project: TestProject): string[] {
  const stored = storedIn(project);
  return CANARIES.flatMap(({ secret, text }) =>
    stored
      .filter(([, bytes]) => formsOf(secret).some((form) => bytes.includes(form)))
      .map(([name]) => `${text} in ${name}`),
  );
}

test('no credential of a known shape is in any byte that is stored', (t) => {
  assert.ok(CANARIES.length >= 30);
  const project = createProject(t);
  plant(project.root, {
    '.claude/batch_state.json': JSON.stringify({
      batch_id: 'legacy',
      features_file: '',
      total_features: 1,
      features: ['one'],
      current_index: 0,
      completed_features: [],
      failed_features: [
        { feature_index: 0, error_message: CANARIES.map(({ text }) => text).join('\n'), timestamp: '' },
      ],
      status: 'in_progress',
      quality_metrics: { '0': { output: CANARIES.map(({ text }) => text) } },
    }),
  });
  succeeds(project, 'prefs', 'set', 'capture', 'full');
  const texts = textsOf(CANARIES.map(({ text }) => text));
  for (const [at, text] of texts.entries()) sayEverywhere(project, text, at);
  for (const [at, { secret }] of shapes.entries()) {
    if (at % 4 > 0 || /[\s,]/.test(secret)) continue;
    succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'm', `--tools=Read,${secret}`);
    adev(project, 'batch', 'create', '--id', `pr-${at}`, '--feature', 'one');
    adev(
      project,
      'batch',
      'complete',
      '1',
      '--batch',
      `pr-${at}`,
      `--pr=https://x:${secret}@github.com/o/r/pull/1`,
    );
    hook(project, 'SubagentStart', { agent_id: `t${at}`, agent_type: `the agent of ${secret}` });
  }
  succeeds(project, 'import');
  succeeds(project, 'gc');
  hook(project, 'SessionEnd', { reason: 'other' });
  assert.ok(storedIn(project).length > 20);
  assert.ok(storedIn(project).some(([, bytes]) => bytes.includes('[redacted: ')));
  assert.deepEqual(leaksIn(project), []);
});

test('the look for canaries finds one that is stored', (t) => {
  const project = createProject(t);
  const [canary] = CANARIES;
  // The text of a feature is kept as it is.
  succeeds(project, 'batch', 'create', '--id', 'b1', `--feature=${canary?.text}`);
  assert.ok(leaksIn(project).length > 0);
});

test('a credential that a limit would cut through leaves neither half', (t) => {
  const project = createProject(t);
  const [secret = ''] = shapes
    .map((shape) => shape.secret)
    .filter((each) => each.length >= 30 && !each.includes('\n'));
  for (let at = 0; at < secret.length; at += 4) {
    const message = `${'word '.repeat(400).slice(0, 2000 - at - 1)} ${secret} and more${' word'.repeat(100)}`;
    hook(project, 'SubagentStop', { agent_id: `a${at}`, agent_type: 'p', last_assistant_message: message });
  }
  const halves = Array.from({ length: secret.length - 11 }, (_, at) => secret.slice(at, at + 12));
  for (const [name, bytes] of storedIn(project)) {
    assert.ok(!halves.some((half) => bytes.includes(half)), name);
  }
});

test('what only looks like a credential is stored as it is', (t) => {
  assert.ok(lookAlikes.length >= 30);
  const project = createProject(t);
  for (const [at, text] of textsOf(lookAlikes).entries()) sayEverywhere(project, text, at);
  const stored = storedIn(project);
  assert.ok(!stored.some(([, bytes]) => bytes.includes('[redacted')));
  const checkpoints = JSON.parse(succeeds(project, 'checkpoint', 'list', '--json')) as {
    checkpoints: { message: string }[];
  };
  const said = checkpoints.checkpoints.map(({ message }) => message).join('\n');
  for (const text of lookAlikes) assert.ok(said.includes(text.trim()), text);
});
