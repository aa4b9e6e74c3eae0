// A person at the client, in a terminal: what they see when it starts, when it is killed at work, and when it resumes.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { clientEnvironment, readyClient } from '../support/client-command.ts';
import { transcriptFolder } from '../support/client-view.ts';
import { newText, type ModelRequest } from '../support/model-request.ts';
import { bash, type ModelScript } from '../support/model-script.ts';
import { startModelServer, type ModelServer } from '../support/model-server.ts';
import { openTerminal, terminalUnavailable, type Terminal } from '../support/terminal.ts';
import { waitUntil } from '../support/wait-until.ts';
import { adevJson, CLIENTS, createStage, eventsOf, stateOf, type Stage } from './stage.ts';

/** Runs the first command of this kind that the model was told of. */
const asTold = (command: RegExp) => (request: ModelRequest) => ({
  calls: [bash(command.exec(newText(request))?.[0] ?? 'exit 1')],
});

const SCRIPT: ModelScript = {
  main: [
    asTold(/adev batch adopt b1/),
    { calls: [bash('adev batch next b1 --claim')] },
    { calls: [bash("adev checkpoint save --agent main --message 'Half of one is written.'")] },
    { silent: true },
    asTold(/adev batch next b1 --claim/),
    asTold(/adev batch complete 1 .*/),
    { text: 'One is done after all.' },
  ],
};

for (const version of CLIENTS) {
  const unavailable = terminalUnavailable();
  const skip = process.env['CI'] ? false : (unavailable ?? false);

  describe(`a person at the client ${version}`, { skip }, () => {
    let stage: Stage;
    let server: ModelServer;

    beforeEach(async () => {
      stage = createStage(version);
      server = await startModelServer(SCRIPT, path.join(stage.folder, 'requests.jsonl'));
      await adevJson(stage, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two');
    });

    afterEach(async () => {
      await server.close();
      await stage.remove();
    });

    it('is told once that the plugin is on, is asked for nothing, and goes on after a kill where the work stood', async () => {
      const terminal = await sitDown(stage, server);
      const asked = () => server.requests('main');
      const sessions = () =>
        readdirSync(path.join(stateOf(stage), 'sessions')).filter((name) => !name.startsWith('local-'));

      await terminal.enter('claude');
      await terminal.waitFor(/autonomous-dev is on: [^]*\n❯\s*\n/);
      const started = terminal.screen(`${version} 1 after start`);
      assert.equal(started.match(/SessionStart:startup says: autonomous-dev is on: /g)?.length, 1);
      assert.match(started, /To look, ask Claude to run adev status; to switch it off/);

      await terminal.enter('Work the batch off.');
      await waitUntil(() => asked().length === 4);
      const [sessionId = ''] = sessions();
      // What a killed client can be resumed in is written a moment later.
      await waitUntil(() => transcriptOf(stage, sessionId).includes('Checkpoint: saved'));
      terminal.screen(`${version} 2 at work`);
      process.kill(terminal.foreground(), 'SIGKILL');
      await terminal.waitFor(/Killed\s*\n\$ /);
      terminal.screen(`${version} 3 after kill`);
      await terminal.enter('clear');
      await terminal.waitFor(/^\$$/);

      await terminal.enter(`claude --resume ${sessionId}`);
      await terminal.waitFor(/Checkpoint: saved[^]*\n❯\s*\n/);
      const resumed = terminal.screen(`${version} 4 after resume`);
      assert.match(resumed, /❯ Work the batch off\./);
      assert.doesNotMatch(resumed, /SessionStart:resume/);

      await terminal.enter('Go on.');
      await terminal.waitFor(/One is done after all\.(?![^]*esc to interrupt)/);
      terminal.screen(`${version} 5 after the work`);
      const told = asked()[4];
      assert.ok(told !== undefined);
      assert.match(
        newText(told),
        /this session's last client .* ended without a word: killed, crashed or cut off\.\n.*, 0 of 2 completed\.\nUncertain: feature 1: "one"[^]*"Half of one is written\."\nCheck the files before .*: adev batch next b1 --claim/,
      );

      await terminal.enter('/exit');
      await terminal.waitFor(/\n\$$/);
      terminal.screen(`${version} 6 after the end`);
      type Shown = { features: { status: string; attempts: number }[] };
      const { features } = await adevJson<Shown>(stage, 'batch', 'show', 'b1');
      assert.deepEqual(
        features.map(({ status, attempts }) => [status, attempts]),
        [
          ['completed', 1],
          ['pending', 0],
        ],
      );
      assert.deepEqual(sessions(), [sessionId]);
      assert.deepEqual(
        eventsOf(stage, sessionId, 'session-ended').map(({ reason }) => reason),
        ['prompt_input_exit'],
      );
    });
  });
}

function transcriptOf({ home }: Stage, sessionId: string): string {
  const folder = transcriptFolder(home, sessionId);
  return folder === undefined ? '' : readFileSync(path.join(folder, `${sessionId}.jsonl`), 'utf8');
}

/** A terminal in which `claude` is this client with the plugin, in manual mode, its first questions answered before. */
async function sitDown(stage: Stage, server: ModelServer): Promise<Terminal> {
  const { home, folder, project, plugin, version, env } = stage;
  const programs = path.join(folder, 'programs');
  mkdirSync(programs);
  const client = `'${await readyClient(version)}' --plugin-dir '${plugin}' --permission-mode default`;
  writeFileSync(path.join(programs, 'claude'), `#!/bin/sh\nexec ${client} "$@"\n`, { mode: 0o755 });

  const clean = clientEnvironment(home, { ...env, ANTHROPIC_BASE_URL: server.url });
  const answered = {
    hasCompletedOnboarding: true,
    theme: 'dark',
    customApiKeyResponses: { approved: [clean['ANTHROPIC_API_KEY']], rejected: [] },
    projects: { [realpathSync(project)]: { hasTrustDialogAccepted: true } },
  };
  writeFileSync(path.join(home, '.claude.json'), JSON.stringify(answered));
  return openTerminal(stage, { ...clean, PATH: `${programs}:${clean['PATH']}` });
}
