// What each hook costs the client, against the start of node alone: that is what any hook written for node costs.
import process from 'node:process';
import { installNode } from '../../test/support/client-install.ts';
import { hookFile } from '../demo/plugin.ts';
import { throwAwayProject, type ThrowAwayProject } from '../demo/throw-away-project.ts';
import { saveByCommand } from './adev.bench.ts';
import { SAMPLE_MESSAGE } from './checkpoint.ts';
import { interleaved } from './interleaved.ts';
import { runNode } from './program.ts';
import type { Row } from './row.ts';

const ROUNDS = 30;

/** The Node.js of most people, beside the one that runs this. */
const OTHER_NODES = ['24.21.0'];

const STOPPED = { agent_type: 'implementer', agent_id: 'a1', last_assistant_message: SAMPLE_MESSAGE };

// In this order one session goes through them all; what they save lies in its log.
const EVENTS: Readonly<Record<string, object>> = {
  SessionStart: { source: 'resume' },
  UserPromptSubmit: { prompt: 'Rename the button and make it blue.' },
  PermissionRequest: { tool_name: 'Bash', tool_input: { command: 'adev batch next --claim' } },
  SubagentStart: { agent_type: 'implementer', agent_id: 'a1' },
  SubagentStop: STOPPED,
  PreCompact: { trigger: 'manual' },
  Stop: {},
  StopFailure: { error: 'rate_limit' },
  SessionEnd: { reason: 'other' },
};

export async function measure(project: ThrowAwayProject): Promise<readonly Row[]> {
  const rows = [...(await measureOn(project, process.execPath, `Node ${process.versions.node}`, EVENTS))];
  for (const version of OTHER_NODES) {
    const node = await installNode(version).catch(() => null);
    if (node !== null)
      rows.push(...(await measureOn(project, node, `Node ${version}`, { SubagentStop: STOPPED })));
  }
  return rows;
}

async function measureOn(
  project: ThrowAwayProject,
  node: string,
  name: string,
  events: Readonly<Record<string, object>>,
): Promise<readonly Row[]> {
  const untouched = throwAwayProject(project.folder);
  const fire = (where: ThrowAwayProject, event: string, fields: object) => () => {
    const input = { session_id: 'hooks', cwd: where.root, hook_event_name: event, ...fields };
    runNode(where, [hookFile(event)], { input, node, env: { CLAUDE_PROJECT_DIR: where.root } });
  };
  fire(project, 'SubagentStop', STOPPED)();
  const candidates: Readonly<Record<string, () => unknown>> = {
    bare: () => runNode(project, ['-e', '0'], { node }),
    idle: fire(untouched, 'Stop', {}),
    command: () => saveByCommand(project, 'command', node),
    ...Object.fromEntries(
      Object.entries(events).map(([event, fields]) => [event, fire(project, event, fields)]),
    ),
  };
  const { bare = Number.NaN, idle, command = Number.NaN, ...hooks } = await interleaved(ROUNDS, candidates);
  const against = (what: string, measured: number | undefined, budget?: number): Row => ({
    what: `${what} ÷ node -e 0`,
    measured: (measured ?? Number.NaN) / bare,
    unit: '×',
    ...(budget === undefined ? {} : { budget }),
  });
  const { SubagentStop: saving = Number.NaN } = hooks;
  return [
    { what: `${name}: node -e 0`, measured: bare, unit: 'ms' },
    { what: '… hook that saves (SubagentStop)', measured: saving, unit: 'ms' },
    against('… hook that saves', saving, name.startsWith('Node 20.') ? 1.1 : 1.2),
    { what: '… hook that saves, beyond node -e 0', measured: saving - bare, unit: 'ms', budget: 6 },
    {
      what: '… adev checkpoint save, beyond the hook that saves',
      measured: command - saving,
      unit: 'ms',
      budget: 5,
    },
    against('… hook with nothing to do (Stop in a project without state)', idle, 1.08),
    ...Object.entries(hooks)
      .filter(([event]) => event !== 'SubagentStop')
      .map(([event, measured]) => against(`… ${event} hook`, measured)),
  ];
}
