// The status line, set as a person sets it: the client sends what it reads, and shows what it prints.

import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, it } from 'node:test';
import { clientEnvironment, readyClient } from '../support/client-command.ts';
import { startModelServer } from '../support/model-server.ts';
import { openTerminal, terminalUnavailable } from '../support/terminal.ts';
import { adevJson, CLIENTS, createStage, type Stage } from './stage.ts';

/** Written into the home folder of the stage: the line, and that nothing is asked at the start. */
function setUp({ home, project, plugin }: Stage, key: string | undefined): void {
  const statusLine = { type: 'command', command: `'${plugin}/bin/adev' statusline` };
  mkdirSync(path.join(home, '.claude'), { recursive: true });
  writeFileSync(path.join(home, '.claude/settings.json'), JSON.stringify({ statusLine }));
  const answered = {
    hasCompletedOnboarding: true,
    theme: 'dark',
    customApiKeyResponses: { approved: [key], rejected: [] },
    projects: { [realpathSync(project)]: { hasTrustDialogAccepted: true } },
  };
  writeFileSync(path.join(home, '.claude.json'), JSON.stringify(answered));
}

describe('the status line', { skip: process.env['CI'] ? false : (terminalUnavailable() ?? false) }, () => {
  for (const version of CLIENTS) {
    it(`stands under the prompt of the client ${version}, and follows the batch`, async (t) => {
      const stage = createStage(version);
      t.after(() => stage.remove());
      const script = { main: [{ text: 'Good evening.' }] };
      const server = await startModelServer(script, path.join(stage.folder, 'requests.jsonl'));
      t.after(() => server.close());
      await adevJson(stage, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two');
      const env = clientEnvironment(stage.home, { ...stage.env, ANTHROPIC_BASE_URL: server.url });
      setUp(stage, env['ANTHROPIC_API_KEY']);

      const terminal = openTerminal(stage, env);
      await terminal.enter(`'${await readyClient(version)}' --plugin-dir '${stage.plugin}'`);
      await terminal.waitFor(/^ *adev: b1 0\/2(?: |$)/m);
      await adevJson(stage, 'batch', 'complete', '1', '--batch', 'b1');
      await terminal.enter('Hello.');
      await terminal.waitFor(/^ *adev: b1 1\/2(?: |$)/m);
      terminal.screen(`${version} status line`);
    });
  }
});
