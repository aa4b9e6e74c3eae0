// The runs that together make a client fire every hook event it is known to fire without a terminal.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientOptions } from './client-command.ts';
import { runClient, startClient } from './client-run.ts';
import { hasSavedToolCall, type ClientView } from './client-view.ts';
import { agent, bash } from './model-script.ts';

/** What every run of a scenario shares: the version, a home and project of its own, the recorder. */
export type Stage = Pick<ClientOptions, 'version' | 'home' | 'project' | 'pluginDirs'>;

/** Each is played on a stage of its own and returns its runs in order. */
export const SCENARIOS: Readonly<Record<string, (stage: Stage) => Promise<ClientView[]>>> = {
  'tool calls: one that succeeds, one that fails, two in one turn': async (stage) => [
    await runClient({
      ...stage,
      prompt: 'Work.',
      script: {
        main: [
          { calls: [bash('echo 1')] },
          { calls: [bash('exit 3')] },
          { calls: [bash('echo 2'), bash('echo 3')] },
        ],
      },
    }),
  ],

  'instructions and settings': async (stage) => {
    writeFileSync(path.join(stage.project, 'CLAUDE.md'), 'Be brief.\n');
    const settings = path.join(stage.project, '.claude/settings.json');
    mkdirSync(path.dirname(settings));
    writeFileSync(settings, '{}');
    const change = bash(`echo '{"env":{"A":"1"}}' > ${settings}; sleep 3`);
    return [await runClient({ ...stage, prompt: 'Read.', script: { main: [{ calls: [change] }] } })];
  },

  'agents: in the foreground and in the background': async (stage) => {
    const subagents = { 'task-one': [{ calls: [bash('echo 1')] }, { text: 'One.' }] };
    const background = { calls: [agent('Do task-one.', { run_in_background: true })] };
    return [
      await runClient({
        ...stage,
        prompt: 'Delegate.',
        script: { main: [{ calls: [agent('Do task-one.')] }, background], subagents },
      }),
    ];
  },

  'commands: a skill, /compact, /clear': async (stage) => [
    await runClient({
      ...stage,
      prompts: ['Begin.', '/recorder:recite a poem', '/compact', '/clear', 'Anew.'],
      script: {},
    }),
  ],

  'compaction by itself': async (stage) => [
    await runClient({
      ...stage,
      prompt: 'Fill up.',
      script: {
        main: [{ calls: [bash('echo 1')] }, { calls: [bash('echo 2')], usage: { input_tokens: 990_000 } }],
      },
    }),
  ],

  'killed in a tool call, resumed, forked, continued': async (stage) => {
    const killed = await runClient({
      ...stage,
      prompt: 'Wait.',
      script: { main: [{ calls: [bash('tail -f /dev/null')] }] },
      until: (view) => view.hooks('PreToolUse').length > 0 && hasSavedToolCall(view),
    });
    const again = { ...stage, prompt: 'Go on.', script: {} };
    return [
      killed,
      await runClient({ ...again, resume: killed.sessionId }),
      await runClient({ ...again, resume: killed.sessionId, args: ['--fork-session'] }),
      await runClient({ ...again, args: ['--continue'] }),
    ];
  },

  'ended by SIGTERM in a tool call': async (stage) => {
    const client = await startClient({
      ...stage,
      prompt: 'Wait.',
      script: { main: [{ calls: [bash('tail -f /dev/null')] }] },
    });
    await client.waitFor((view) => view.hooks('PreToolUse').length > 0);
    client.kill('SIGTERM');
    return [await client.done];
  },

  'a permission asked for': async (stage) => [
    await runClient({
      ...stage,
      permissionMode: 'default',
      prompt: 'Ask.',
      script: { main: [{ calls: [bash('touch asked')] }] },
    }),
  ],

  'tasks, where they are switched on': async (stage) => [
    await runClient({
      ...stage,
      env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: '1' },
      prompt: 'Plan.',
      script: {
        main: [
          { calls: [{ name: 'TaskCreate', input: { subject: 'A task', description: 'To be done' } }] },
          { calls: [{ name: 'TaskUpdate', input: { taskId: '1', status: 'completed' } }] },
        ],
      },
    }),
  ],

  'an API that fails while the client stays open': async (stage) => {
    const refused = { status: 529, error: 'overloaded_error' };
    const client = await startClient({
      ...stage,
      env: { CLAUDE_CODE_MAX_RETRIES: '0' },
      script: { main: [refused, refused, refused] },
    });
    await client.ask('Try.');
    await client.waitFor((view) => view.hooks('StopFailure').length > 0, 5_000).catch(() => undefined);
    client.closeStdin();
    return [await client.done];
  },

  'set up first': async (stage) => [
    await runClient({ ...stage, prompt: 'Begin.', args: ['--init'], script: {} }),
  ],
};
