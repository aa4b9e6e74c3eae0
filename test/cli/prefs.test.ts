import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject, type TestProject } from '../support/project.ts';
import { adev, jsonOf } from './in-process.ts';

async function run(project: TestProject, ...words: string[]): Promise<Readonly<Record<string, unknown>>> {
  return jsonOf(await adev(project, ['prefs', ...words, '--json'])) as Readonly<Record<string, unknown>>;
}

test('the list has every setting with its default, and whatever else is kept', async (t) => {
  const project = createProject(t);
  await run(project, 'set', 'editor', '{"name":"vi"}');
  await run(project, 'set', 'lease_hours', '4');
  assert.deepEqual(await run(project, 'list'), {
    preferences: {
      capture: 'short',
      retention_days: 30,
      keep_sessions: 200,
      max_state_mb: 200,
      max_attempts: 3,
      lease_hours: 4,
      hints: 'on',
      auto_approve: 'on',
      brief_characters: 2000,
      editor: { name: 'vi' },
    },
  });
});

test('a preference is set, shown and unset; a setting falls back to its default', async (t) => {
  const project = createProject(t);
  await run(project, 'set', 'max_attempts', '5');
  assert.deepEqual(await run(project, 'get', 'max_attempts'), { name: 'max_attempts', value: 5 });
  await run(project, 'unset', 'max_attempts');
  assert.deepEqual(await run(project, 'get', 'max_attempts'), { name: 'max_attempts', value: 3 });
  const { refused } = (await run(project, 'get', 'none')) as { refused: { code: string } };
  assert.equal(refused.code, 'not-set');
});

test('a setting is refused what it cannot be, and nothing is written', async (t) => {
  const project = createProject(t);
  for (const [name, value] of [
    ['lease_hours', '0'],
    ['capture', 'all'],
    ['hints', 'true'],
    ['brief_characters', '1000000'],
    ['__proto__', '1'],
    ['a b', '1'],
  ] as const) {
    const { refused } = (await run(project, 'set', name, value)) as { refused?: { code: string } };
    assert.equal(refused?.code, 'invalid-preference', name);
  }
  const { preferences } = (await run(project, 'list')) as { preferences: { lease_hours: number } };
  assert.equal(preferences.lease_hours, 2);
});

test('a setting takes effect at once', async (t) => {
  const project = createProject(t);
  const failOnce = async (id: string) => {
    await adev(project, ['batch', 'create', '--id', id, '--feature', 'one']);
    await adev(project, ['batch', 'next', id, '--claim']);
    const failed = jsonOf(await adev(project, ['batch', 'fail', '1', id, '--error', 'timed out', '--json']));
    return (failed as { feature: { status: string } }).feature.status;
  };
  assert.equal(await failOnce('b1'), 'pending');
  await run(project, 'set', 'max_attempts', '1');
  assert.equal(await failOnce('b2'), 'failed');
});
