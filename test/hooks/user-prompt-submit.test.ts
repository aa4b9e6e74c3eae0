import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { claimNextFeature, createBatchState, loadBatchState } from '../../lib/batch-state-manager.ts';
import type { Lease } from '../../lib/domain/batch.ts';
import { ok } from '../../lib/domain/result.ts';
import { openUserStore, USER } from '../../lib/user-settings.ts';
import { appendEvent, openWorkspace } from '../../lib/workspace.ts';
import { bundledHook, type Hook, type HookRun } from '../support/hook-process.ts';
import { createProject, SESSION, snapshot, type TestProject } from '../support/project.ts';

const MATCHING = 'make the cache write atomic and add crash recovery';
const OTHER = 'write a pure function that adds two numbers';
const PARKED = `parked.${SESSION}`;

let hooks: Readonly<Record<'prompt' | 'stopFailure' | 'stop', Hook>>;
const cleanups: (() => void)[] = [];
before(() => {
  const t = { after: (cleanup: () => void) => cleanups.push(cleanup) };
  hooks = {
    prompt: bundledHook(t, 'user-prompt-submit'),
    stopFailure: bundledHook(t, 'stop-failure'),
    stop: bundledHook(t, 'stop'),
  };
});
after(() => {
  for (const cleanup of cleanups) cleanup();
});

function submit(project: TestProject, prompt: unknown, session = SESSION): HookRun {
  const event = {
    session_id: session,
    cwd: project.root,
    hook_event_name: 'UserPromptSubmit',
    permission_mode: 'default',
    prompt,
  };
  return hooks.prompt(event, { ...project.env, CLAUDE_PROJECT_DIR: project.root });
}

/** What the model is told on a prompt. */
function told(project: TestProject, prompt: unknown, session = SESSION): string {
  const run = submit(project, prompt, session);
  assert.deepEqual([run.status, run.stderr], [0, '']);
  if (run.stdout === '') return '';
  assert.match(run.stdout, /^[^\n]*\n$/);
  const { hookSpecificOutput: output, ...rest } = JSON.parse(run.stdout) as {
    hookSpecificOutput: { hookEventName: string; additionalContext: string };
  };
  assert.deepEqual([output.hookEventName, rest], ['UserPromptSubmit', {}]);
  return output.additionalContext;
}

describe('the UserPromptSubmit hook', () => {
  it('names the skill that covers the prompt in one line, once a session', (t) => {
    const project = createProject(t);
    assert.equal(
      told(project, MATCHING),
      'autonomous-dev: the skill state-management-patterns covers this (atomic write, crash recovery): ' +
        'load it before you write such code.',
    );
    assert.equal(told(project, MATCHING), '');
    assert.notEqual(told(project, MATCHING, 'session-2'), '');
    const events = readdirSync(project.log).map(
      (name) => readFileSync(path.join(project.log, name), 'utf8').split('\n')[1] ?? '',
    );
    assert.equal(events.length, 2);
    assert.match(events[0] ?? '', /"event":"session-started".*"source":"late"/);
    assert.match(events[1] ?? '', /"event":"told".*"what":"skill state-management-patterns"/);
  });

  it('reads no further than where it was told, so that a long session keeps no prompt waiting', (t) => {
    const project = createProject(t);
    assert.notEqual(told(project, MATCHING), '');
    const workspace = openWorkspace(project.surroundings);
    assert.ok(workspace);
    // Whoever reads this one throws.
    workspace.store.append(SESSION, { version: '9.0.0', data: {} }, () => null);
    assert.equal(told(project, MATCHING), '');
  });

  it('says and makes nothing on any other prompt', (t) => {
    const project = createProject(t);
    const before = snapshot(project.folder);
    for (const prompt of [OTHER, 'add checkpoint saving to the model trainer', '', undefined, 42, [MATCHING]])
      assert.equal(told(project, prompt), '');
    assert.deepEqual(snapshot(project.folder), before);
  });

  it('passes over what is no prompt of a person', (t) => {
    const project = createProject(t);
    const notification = `<task-notification>\n<summary>${MATCHING}</summary>\n</task-notification>`;
    for (const text of [notification, `/batch ${MATCHING}`, `# ${MATCHING}`, `!grep "${MATCHING}"`])
      assert.equal(told(project, text), '');
    assert.equal(existsSync(project.stateDir), false);
  });

  it('says nothing where hints are off, or the plugin is', async (t) => {
    const project = createProject(t);
    await openUserStore(project.surroundings).update(USER, '', () =>
      ok({ data: { first_run_complete: true, preferences: { hints: 'off' } }, answer: null }),
    );
    assert.equal(told(project, MATCHING), '');
    const off = { ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } };
    assert.equal(told(off, MATCHING), '');
    assert.equal(existsSync(project.stateDir), false);
  });

  it('looks at the beginning of a prompt of 10 MB', (t) => {
    const project = createProject(t);
    const pasted = 'x'.repeat(10_000_000);
    assert.equal(told(project, `${pasted} ${MATCHING}`), '');
    assert.notEqual(told(project, `${MATCHING} ${pasted}`), '');
  });

  it('opens the project and looks for one name more where there is nothing to say', (t) => {
    const project = createProject(t);
    const workspace = openWorkspace(project.surroundings);
    assert.ok(workspace);
    appendEvent(workspace, { event: 'told', at: '2026-11-22T10:00:00.000Z', what: 'anything' });
    const calls = (prompt: string) => callsOf(project, prompt).map(({ name, path: at }) => `${name} ${at}`);

    const seen = calls(OTHER);
    assert.equal(seen.filter((call) => call === `lstatSync open/${PARKED}`).length, 1);
    assert.deepEqual(
      seen.filter((call) => !/^(?:lstat|readdir)Sync (?:|project|open\/parked\.session-1)$/.test(call)),
      [],
    );
    assert.ok(calls(MATCHING).some((call) => call.startsWith('openSync sessions/')));
  });
});

describe('what a usage limit has set aside', () => {
  it('is taken up again by the next prompt, and by that alone', async (t) => {
    const project = createProject(t);
    await claim(project);
    limit(project);
    assert.ok((await lease(project))?.parked_until);
    assert.ok(hints(project).includes(PARKED));

    assert.equal(told(project, OTHER, 'session-2'), '');
    assert.equal(told(project, '/usage'), '');
    assert.ok((await lease(project))?.parked_until);

    assert.equal(told(project, OTHER), '');
    const resumed = await lease(project);
    assert.deepEqual([resumed?.owner.session_id, resumed?.parked_until], [SESSION, undefined]);
    assert.equal(hints(project).includes(PARKED), false);
  });

  it('is taken up by the end of a turn without the hint', async (t) => {
    const project = createProject(t);
    await claim(project);
    limit(project);
    hooks.stop({ session_id: SESSION, cwd: project.root, hook_event_name: 'Stop' }, project.env);
    assert.equal((await lease(project))?.parked_until, undefined);
    assert.equal(hints(project).includes(PARKED), false);
  });

  it('leaves no hint where nothing was held', async (t) => {
    const project = createProject(t);
    await createBatchState({ batchId: 'b1', features: ['one'] }, project.surroundings);
    limit(project);
    assert.equal(hints(project).includes(PARKED), false);
  });

  it('is nothing to fear when the hint is stale', async (t) => {
    const project = createProject(t);
    await claim(project);
    writeFileSync(path.join(project.stateDir, 'open', PARKED), '');
    const before = await lease(project);
    assert.equal(told(project, OTHER), '');
    assert.deepEqual(await lease(project), before);
    assert.equal(hints(project).includes(PARKED), false);
  });
});

async function claim({ surroundings }: TestProject): Promise<void> {
  await createBatchState({ batchId: 'b1', features: ['one', 'two'] }, surroundings);
  const claimed = await claimNextFeature('b1', {}, surroundings);
  assert.ok(claimed.ok && claimed.value.feature?.lease);
}

function limit({ root, env }: TestProject): void {
  const event = { session_id: SESSION, cwd: root, hook_event_name: 'StopFailure', error: 'rate_limit' };
  assert.equal(hooks.stopFailure(event, env).status, 0);
}

async function lease({ surroundings }: TestProject): Promise<Lease | undefined> {
  const loaded = await loadBatchState('b1', surroundings);
  return loaded.ok ? loaded.value.batch.features[0]?.lease : undefined;
}

function hints({ stateDir }: TestProject): readonly string[] {
  return readdirSync(path.join(stateDir, 'open'));
}

/** The calls below the state directory that a prompt costs, by the path there. */
function callsOf(project: TestProject, prompt: string): readonly { name: string; path: string }[] {
  const log = path.join(project.folder, `calls-${prompt.length}.jsonl`);
  const preload = path.resolve(import.meta.dirname, '../support/fault-preload.cjs');
  const event = { session_id: SESSION, cwd: project.root, prompt };
  const env = {
    ...project.env,
    CLAUDE_PROJECT_DIR: project.root,
    FAULT_PRELOAD: JSON.stringify({ below: project.stateDir, log }),
  };
  assert.equal(hooks.prompt(event, env, ['--require', preload]).status, 0);
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; path: string })
    .map(({ name, path: at }) => ({ name, path: path.relative(project.stateDir, at) }));
}
