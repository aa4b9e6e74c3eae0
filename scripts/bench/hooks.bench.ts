// What a hook costs the client, against the start of node alone: that is what any hook written for node costs.
import { hookFile } from '../demo/plugin.ts';
import type { ThrowAwayProject } from '../demo/throw-away-project.ts';
import { throwAwayProject } from '../demo/throw-away-project.ts';
import { SAMPLE_MESSAGE } from './checkpoint.ts';
import { interleaved } from './interleaved.ts';
import { runNode } from './program.ts';
import type { Row } from './row.ts';

const ROUNDS = 40;

export function measure(project: ThrowAwayProject): readonly Row[] {
  const untouched = throwAwayProject(project.folder);
  const { bare, saving, idle } = interleaved(ROUNDS, {
    bare: () => runNode(project, ['-e', '0']),
    saving: () =>
      fire(project, 'SubagentStop', { agent_type: 'implementer', last_assistant_message: SAMPLE_MESSAGE }),
    idle: () => fire(untouched, 'SessionStart', { source: 'startup' }),
  });
  return [
    { what: 'node -e 0', measured: bare, unit: 'ms' },
    { what: 'hook that saves (SubagentStop)', measured: saving, unit: 'ms' },
    { what: 'hook that saves ÷ node -e 0', measured: saving / bare, unit: '×', budget: 1.6 },
    { what: 'hook with nothing to do (SessionStart in a project without state)', measured: idle, unit: 'ms' },
    { what: 'hook with nothing to do ÷ node -e 0', measured: idle / bare, unit: '×' },
  ];
}

function fire(project: ThrowAwayProject, event: string, fields: object): void {
  const input = { session_id: 'hooks', cwd: project.root, hook_event_name: event, ...fields };
  runNode(project, [hookFile(event)], { input, env: { CLAUDE_PROJECT_DIR: project.root } });
}
