import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { saveIssueLink, saveRunStart } from '../../lib/agent-runs.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { createProject, scratchFolder } from '../support/project.ts';
import { aroundOf, CALLS, eventsOf, NOW, reasonOf, type Around } from './run-calls.ts';

describe('a run that cannot be saved', () => {
  const REQUEST = { agentName: 'planner', message: 'm' };

  it('says why: switched off, no project, no time', (t) => {
    const project = createProject(t);
    const off = aroundOf(project, { AUTONOMOUS_DEV: 'off' });
    const outside = scratchFolder(t);
    const nowhere: Around = { env: { HOME: outside }, cwd: () => outside, now: () => NOW, start: '/' };
    for (const save of Object.values(CALLS)) {
      assert.equal(reasonOf(save(REQUEST, off)), 'disabled');
      assert.equal(reasonOf(save(REQUEST, nowhere)), 'no-project');
      assert.equal(reasonOf(save({ ...REQUEST, deadlineMs: 0 }, aroundOf(project))), 'timeout');
    }
    assert.equal(reasonOf(saveIssueLink(1, off)), 'disabled');
  });

  it('tells what the disk said, and leaves nothing behind for the next save', (t) => {
    const project = createProject(t);
    const around = aroundOf(project);
    const full = {
      below: project.stateDir,
      calls: ['writeSync'],
      at: 1,
      sticky: true,
      errno: 'ENOSPC',
    } as const;
    const { value: failed } = onBrokenDisk(full, () =>
      saveRunStart({ agentName: 'first', message: 'm' }, around),
    );
    assert.equal(reasonOf(failed), 'disk-full');
    assert.match(failed.saved ? '' : failed.detail, /ENOSPC|space/);
    saveRunStart({ agentName: 'second', message: 'm' }, around);
    assert.deepEqual(
      eventsOf(around).map(({ agent }) => agent),
      ['second'],
    );
  });
});

describe('where a run is saved', () => {
  it('is the log of its own session, also when two sessions begin in the same millisecond', (t) => {
    const project = createProject(t);
    for (const session of ['one', 'two']) {
      saveRunStart({ agentName: session, message: 'm' }, { ...aroundOf(project), sessionId: session });
    }
    for (const session of ['one', 'two']) {
      const events = eventsOf({ ...aroundOf(project), sessionId: session });
      assert.deepEqual(
        events.map((event) => event.agent),
        [session],
      );
    }
  });

  it('is the session of the day where none is named, and never another one', (t) => {
    const project = createProject(t);
    saveRunStart({ agentName: 'a', message: 'm' }, aroundOf(project));
    const { CLAUDE_CODE_SESSION_ID: _, ...env } = project.env;
    const outcome = saveRunStart({ agentName: 'b', message: 'm' }, { ...aroundOf(project), env });
    assert.equal(outcome.saved && outcome.sessionId, 'local-2026-11-22');
    assert.equal(eventsOf(aroundOf(project)).length, 1);
  });

  it('is for its owner alone', (t) => {
    const project = createProject(t);
    saveRunStart({ agentName: 'a', message: 'm' }, aroundOf(project));
    const mode = (file: string) => statSync(file).mode & 0o777;
    assert.deepEqual([mode(project.log), mode(path.join(project.log, 'e0000000002.json'))], [0o700, 0o600]);
  });
});
