import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openWorkspace, saveRunEnd, saveRunStart } from '../../lib/index.ts';
import { onBrokenDiskAsync } from '../support/broken-disk.ts';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { adev, jsonOf, NOW, type Run } from './in-process.ts';

type Json = Readonly<Record<string, unknown>>;
type Agent = Readonly<{ agent: string; status: string; agent_id?: string }>;

function tell(project: TestProject, verb: string, ...more: readonly string[]): Promise<Run> {
  return adev(project, ['agent', verb, ...more]);
}

async function jsonFor(project: TestProject, ...argv: readonly string[]): Promise<Json> {
  return jsonOf(await adev(project, [...argv, '--json'])) as Json;
}

async function agentsIn(project: TestProject, ...more: readonly string[]): Promise<string[]> {
  const { agents } = await jsonFor(project, 'agent', 'status', ...more);
  return (agents as readonly Agent[]).map(({ agent, agent_id, status }) => `${agent_id ?? agent} ${status}`);
}

describe('adev agent start, complete and fail', () => {
  it('tell of a run, and say how it stands', async (t) => {
    const project = createProject(t);
    const run = await tell(project, 'start', 'planner', '--message', 'plan it', '--tools', 'Read, Bash');
    assert.deepEqual(run, { exit: 0, stdout: 'Agent planner: running\n', stderr: '' });
    const end = ['agent', 'complete', 'planner', '--message', 'planned'];
    const saved = { saved: true, number: 3, session_id: 'session-1', agent: 'planner', status: 'completed' };
    assert.deepEqual(await jsonFor(project, ...end), saved);
    const fail = await jsonFor(project, 'agent', 'fail', 'coder', '--message', 'stuck', '--agent-id', 'c1');
    assert.deepEqual([fail['number'], fail['status']], [4, 'failed']);
    assert.deepEqual(await agentsIn(project), ['planner completed', 'c1 failed']);
  });

  it('leave the same events as the calls of AgentTracker do', async (t) => {
    const [one, other] = [createProject(t), createProject(t)];
    const request = { agentName: 'planner', agentId: 'p1', message: 'm', toolsUsed: ['A', 'B'] };
    const words = ['planner', '--agent-id', 'p1', '--message', 'm', '--tools', 'A,B'];
    for (const verb of ['start', 'complete', 'fail']) await tell(one, verb, ...words);
    const around = { ...other.surroundings, now: () => NOW };
    saveRunStart(request, around);
    saveRunEnd('completed', request, around);
    saveRunEnd('failed', request, around);
    const events = ({ surroundings }: TestProject) =>
      openWorkspace(surroundings)
        ?.store.log('session-1')
        ?.entries.slice(1)
        .map(({ data }) => data);
    assert.equal(events(one)?.length, 3);
    assert.deepEqual(events(one), events(other));
  });

  it('say so when the end of a run was told before, and point to a new start', async (t) => {
    const project = createProject(t);
    await tell(project, 'complete', 'planner', '--message', 'm');
    const late = await tell(project, 'fail', 'planner', '--message', 'm');
    assert.deepEqual([late.exit, late.stdout], [0, 'Agent planner: completed\n']);
    assert.match(late.stderr, /changes nothing.*completed.*\n.*adev agent start planner/);
    await tell(project, 'start', 'planner', '--message', 'again');
    assert.deepEqual(await agentsIn(project), ['planner completed', 'planner running']);
  });

  it('are misused with 2: no name, no message, an unknown option or verb', async (t) => {
    const project = createProject(t);
    const wrong = [
      ['start'],
      ['start', 'planner'],
      ['start', '--message', 'm'],
      ['complete', 'planner', '--message'],
      ['fail', 'a', 'b', '--message', 'm'],
      ['fail', 'a', '--message', 'm', '--nonsense'],
      ['begin', 'a', '--message', 'm'],
      [],
    ];
    for (const argv of wrong) {
      const run = await adev(project, ['agent', ...argv]);
      assert.deepEqual([run.exit, run.stdout], [2, ''], argv.join(' '));
      assert.match(run.stderr, /adev/);
    }
    assert.deepEqual(await agentsIn(project), []);
  });

  it('are refused with 3: a name, a text or an id that cannot be taken', async (t) => {
    const project = createProject(t);
    const bad = [
      ['a b', '--message', 'm'],
      ['a', '--message', ' '],
      ['a', '--message', 'a\u001b[31mb'],
      ['a', '--message', 'x'.repeat(10_001)],
      ['a', '--message', 'm', '--agent-id', ''],
    ];
    for (const words of bad) {
      for (const verb of ['start', 'complete', 'fail']) {
        const run = await tell(project, verb, ...words);
        assert.deepEqual([run.exit, run.stdout], [3, ''], words.join(' ').slice(0, 40));
        assert.match(run.stderr, /refused \(invalid-input\)/);
      }
    }
    const { refused } = await jsonFor(project, 'agent', 'start', 'a b', '--message', 'm');
    assert.equal((refused as { code: string }).code, 'invalid-input');
  });

  it('are skipped with 75, and never say saved, where nothing could be saved', async (t) => {
    const project = createProject(t);
    const words = ['agent', 'start', 'a', '--message', 'm'];
    const outside = await adev({ ...project, root: scratchFolder(t) }, words);
    assert.deepEqual([outside.exit, outside.stdout], [75, '']);
    assert.match(outside.stderr, /skipped \(no-project\).*\.git/);
    const off = { ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } };
    assert.equal((await adev(off, words)).exit, 75);
    const full = {
      below: project.stateDir,
      calls: ['writeSync'],
      at: 1,
      sticky: true,
      errno: 'ENOSPC',
    } as const;
    const { value } = await onBrokenDiskAsync(full, () => adev(project, [...words, '--json']));
    assert.equal(value.exit, 75);
    const { saved, reason } = jsonOf(value) as Json;
    assert.deepEqual([saved, reason], [false, 'disk-full']);
  });

  it('are saved also where the rest of the session cannot be read', async (t) => {
    const project = createProject(t);
    await tell(project, 'start', 'a', '--message', 'm');
    const broken = { below: project.log, calls: ['readSync'], at: 1, sticky: true, errno: 'EIO' } as const;
    const { value } = await onBrokenDiskAsync(broken, () => tell(project, 'complete', 'a', '--message', 'm'));
    assert.deepEqual(value, { exit: 0, stdout: 'Agent a: completed\n', stderr: '' });
  });
});
