// How pipeline files, logs, workflows, loops and markers become the events of sessions.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseEvent } from '../../lib/domain/event.ts';
import { readContent } from '../../lib/domain/legacy/content.ts';
import type { Given } from '../../lib/domain/legacy/reading.ts';
import { missingEntries, type SessionReading } from '../../lib/domain/legacy/session-events.ts';
import { foldSession, type Session } from '../../lib/domain/session.ts';
import { fixture, fixtureObject } from './legacy-project.ts';

const zone = (offset: string): Given => ({
  fileTime: '2025-06-01T00:00:00.000Z',
  localMs: (time) => Date.parse(`${time}${offset}`),
  worktree: '/project',
  host: 'here',
  maxAttempts: 3,
});
const GIVEN = zone('+02:00');

function read(fileName: string, text: string, given = GIVEN): SessionReading {
  const { content } = readContent(fileName, text, given);
  assert.ok(content.ok, JSON.stringify(content));
  assert.ok(content.value.as === 'session');
  for (const { data } of content.value.session.entries) assert.ok(parseEvent(data), JSON.stringify(data));
  return content.value.session;
}

function refusalOf(fileName: string, text: string): string {
  const { content } = readContent(fileName, text, GIVEN);
  assert.ok(!content.ok);
  return content.refusal.code;
}

const readJson = (data: unknown, given = GIVEN) => read('x-pipeline.json', JSON.stringify(data), given);

function folded({ entries }: Pick<SessionReading, 'entries'>): Session {
  return foldSession(entries.flatMap(({ data }) => parseEvent(data) ?? []));
}

const FULL = fixtureObject('session-full.json');

test('times without a zone are local, and the zone does not change which event is which', () => {
  const east = readJson(FULL, zone('+09:00'));
  const west = readJson(FULL, zone('-05:00'));
  assert.equal(folded(east).runs[0]?.startedAt, '2025-03-30T12:21:41.965Z');
  assert.equal(folded(west).runs[0]?.startedAt, '2025-03-31T02:21:41.965Z');
  assert.deepEqual(missingEntries(east.entries, west.entries), []);
});

test('a session that has gone on adds only what is new', () => {
  const entry = { agent: 'planner', status: 'started', started_at: '2025-03-31T01:00:00', message: 'begin' };
  const before = readJson({ ...FULL, agents: [entry] });
  const done = { ...entry, status: 'completed', completed_at: '2025-03-31T01:05:00', message: 'done' };
  const next = {
    agent: 'planner',
    status: 'failed',
    started_at: '2025-03-31T01:06:00',
    failed_at: '2025-03-31T01:07:00',
    message: 'no',
  };
  const after = readJson({ ...FULL, agents: [done, next] });
  const added = missingEntries(before.entries, after.entries);
  assert.deepEqual(
    added.map(({ data }) => (data as { event: string }).event),
    ['agent-finished', 'agent-started', 'agent-finished'],
  );
  const { runs } = folded({ entries: [...before.entries, ...added] });
  assert.deepEqual(
    runs.map(({ agent, finished }) => [agent, finished?.status, finished?.message]),
    [
      ['planner', 'completed', 'done'],
      ['planner', 'failed', 'no'],
    ],
  );
});

test('entries that are twice in a log are added twice, and not more often', () => {
  const entry = { version: '2.0.0', data: { event: 'told', at: 'x', what: 'y' } };
  assert.equal(missingEntries([], [entry, entry]).length, 2);
  assert.equal(missingEntries([entry], [entry, entry]).length, 1);
  assert.equal(missingEntries([entry, entry, entry], [entry, entry]).length, 0);
});

test('names of any kind are taken, cleaned, with the original as a label', () => {
  const { entries } = readJson({
    ...FULL,
    agents: [{ agent: 'my agent!\n', status: 'started', started_at: 'x' }],
  });
  assert.deepEqual(folded({ entries }).runs[0]?.agent, 'my-agent-');
  assert.deepEqual(folded({ entries }).runs[0]?.label, 'my agent!\n');
});

test('times that are missing or unreadable become the one before', () => {
  const session = folded(
    readJson({
      session_id: '20250330-212140',
      started: 'soon',
      agents: [{ agent: 'a', status: 'completed', completed_at: 7 }],
    }),
  );
  assert.equal(session.runs[0]?.startedAt, '2025-03-30T19:21:40.000Z');
  assert.equal(session.runs[0]?.finished?.at, '2025-03-30T19:21:40.000Z');
  assert.equal(
    folded(readJson({ session_id: 's', started: null, agents: [] })).stays[0]?.since,
    GIVEN.fileTime,
  );
});

test('no credential is in anything that is stored of an event, names, tools and keys included', () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const agents = ['started', 'completed'].map((status) => ({ agent: secret, status, tools_used: [secret] }));
  const said = agents.map((entry) => ({ ...entry, message: 'said' }));
  for (const { entries } of [
    readJson({ session_id: 's', agents: said }),
    read('x-session.md', `# Session s\n\n**10:00:00 - ${secret}**: said\n`),
    read(
      'checkpoint.json',
      JSON.stringify({
        ...fixtureObject('checkpoint-middle.json'),
        current_agent: secret,
        completed_agents: [secret],
      }),
    ),
  ]) {
    assert.ok(entries.length > 1);
    assert.doesNotMatch(JSON.stringify(entries), /ghp_a1B2/);
  }
});

test('messages lose control characters and credentials, and are cut with a mark', () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const message = `\u001b[31mred ${secret} ${'x'.repeat(20_000)}`;
  const [run] = folded(readJson({ ...FULL, agents: [{ agent: 'a', status: 'completed', message }] })).runs;
  assert.ok(!run?.finished?.message.includes(secret));
  assert.match(run?.finished?.message ?? '', /^red \[redacted: .+\] x+… \[\d+ characters cut\]$/);
  assert.equal(run?.finished?.message.length, 10_000);
});

const firstOf = ({ entries }: SessionReading) => (entries[0]?.data ?? {}) as Record<string, unknown>;

test('files of the other writers are sessions too, their fields kept', () => {
  const run = readJson({
    schema_version: '2.0',
    run_id: 'run-7',
    mode: 'batch',
    feature: 'F',
    batch_id: 'b',
    features: [{ feature_ref: '1', pipeline_steps: {} }],
    pipeline_steps: { plan: 'done' },
  });
  assert.equal(run.sessionId, 'legacy-run-7');
  assert.deepEqual(firstOf(run)['legacy'], {
    schema_version: '2.0',
    run_id: 'run-7',
    mode: 'batch',
    feature: 'F',
    batch_id: 'b',
    features: [{ feature_ref: '1', pipeline_steps: {} }],
    pipeline_steps: { plan: 'done' },
  });
  const step = readJson(fixtureObject('session-other-schema-1.json'));
  assert.deepEqual(firstOf(step)['legacy'], {
    step: 5,
    agent: 'implementer',
    explicitly_invoked: true,
  });
  assert.equal(
    read('20250101-000000-pipeline.json', '{"step":1,"agent":"a"}').sessionId,
    'legacy-20250101-000000',
  );
});

test('what is newer than the original, or nobody knows, is not taken', () => {
  assert.equal(refusalOf('x-pipeline.json', '{"schema_version":"3.0","run_id":"r"}'), 'newer-version');
  assert.equal(refusalOf('user_state.json', '{"version":"2.0","preferences":{}}'), 'newer-version');
  assert.equal(
    refusalOf(
      'checkpoint.json',
      JSON.stringify({ ...fixtureObject('checkpoint-middle.json'), version: '99' }),
    ),
    'newer-version',
  );
  assert.equal(refusalOf('x.json', '{"name":"package","version":"1.0.0"}'), 'foreign');
  assert.equal(refusalOf('notes.txt', 'hello'), 'foreign');
  assert.equal(refusalOf('x-session.md', '# Something else\n'), 'foreign');
  assert.equal(refusalOf('x-session.md', '# Session 20250331-080259\n\n---\n'), 'empty');
  assert.equal(refusalOf('compaction_recovery.json', '{}'), 'empty');
});

test('what has the name of one of the files, but not its form, is damaged', () => {
  for (const [fileName, text] of [
    ['batch_state.json', '[]'],
    ['batch_state.json', 'null'],
    ['batch_state.json', ''],
    ['batch_state.json', '{}'],
    ['a-pipeline.json', '{"agents":{}}'],
    ['a-pipeline.json', '{"agents":[1]}'],
    ['a-pipeline.json', '{"agents":[{"status":"started"}]}'],
    ['user_state.json', '{"preferences":[]}'],
    ['checkpoint.json', '{"workflow_id":"","version":"2.0","completed_agents":[],"current_agent":"a"}'],
    ['ralph-x_checkpoint.json', '{"session_id":7,"current_iteration":1}'],
    ['compaction_recovery.json', '{"pipeline":{},"saved_at":"x"}'],
    ['compaction_recovery.json', '{"batch_id":"b","saved_at":"x","compact_summary":""}'],
  ] as const) {
    assert.equal(refusalOf(fileName, text), 'damaged', text);
  }
});

test('a log that runs past midnight goes on with the next day', () => {
  const log = `# Session 20241231-235800\n\n**Started**: 2024-12-31 23:58:00\n**Claude Session ID**: abc\n\n---\n\n**23:59:00 - a**: one\n\n**00:01:00 - b**: two\n\n**23:00:00 - c**: three\n\n**01:00:00 - d**: four\n`;
  const session = read('20241231-235800-session.md', log);
  assert.deepEqual(
    folded(session).checkpoints.map(({ at }) => at),
    [
      '2024-12-31T21:59:00.000Z',
      '2024-12-31T22:01:00.000Z',
      '2025-01-01T21:00:00.000Z',
      '2025-01-01T23:00:00.000Z',
    ],
  );
  assert.equal(firstOf(session)['claude_session_id'], 'abc');
});

test('a log that has grown adds its new entries', () => {
  const log = fixture('log-two-entries.md');
  const before = read('20250331-080259-session.md', log);
  const after = read('20250331-080259-session.md', `${log}**09:00:00 - a**: three\r\n\r\n`);
  assert.deepEqual(
    missingEntries(before.entries, after.entries).map(({ data }) => (data as { message: string }).message),
    ['three'],
  );
});

test('a workflow that has gone on adds the agents that are done since, though its time was written anew', () => {
  const middle = fixtureObject('checkpoint-middle.json');
  const before = read('checkpoint.json', JSON.stringify(middle));
  const later = {
    ...middle,
    created_at: '2025-03-31T09:00:00',
    completed_agents: [...(middle['completed_agents'] as string[]), 'test-master'],
    current_agent: 'implementer',
  };
  const added = missingEntries(before.entries, read('checkpoint.json', JSON.stringify(later)).entries);
  assert.deepEqual(
    added.map(({ data }) => (data as { agent: string }).agent),
    ['test-master', 'implementer'],
  );
});

test('a marker without a batch is the pipeline that ran', () => {
  const marker = {
    saved_at: '2025-03-30T03:04:05Z',
    pipeline: { run_id: 'run-9', steps_completed: ['a', 'b'], saved_at: '2025-03-30T03:04:05Z' },
  };
  const session = read('compaction_recovery.json', JSON.stringify(marker));
  assert.equal(session.sessionId, 'legacy-run-9');
  assert.equal(folded(session).checkpoints[0]?.message, 'Pipeline before a compaction: 2 steps done.');
});
