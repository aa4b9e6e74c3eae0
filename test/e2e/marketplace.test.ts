// The plugin as people get it: from a git marketplace over HTTP, into the client's own copy.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PLUGIN_FOLDER } from '../../scripts/build/plugin-files.ts';
import { runClientCommand } from '../support/client-command.ts';
import { runClient } from '../support/client-run.ts';
import { startGitServer, type GitServer } from '../support/git-server.ts';
import { lastToolResults } from '../support/model-request.ts';
import { agent, bash } from '../support/model-script.ts';
import { CLIENTS, commit, createStage, eventsOf, git, hookTroubles, type Stage } from './stage.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

for (const version of CLIENTS) {
  describe(`a git marketplace and the client ${version}`, () => {
    let stage: Stage;
    let server: GitServer;

    beforeEach(async () => {
      stage = createStage(version);
      publish(stage.folder);
      server = await startGitServer(path.join(stage.folder, 'served'));
    });

    afterEach(() => stage.remove());

    it('bring the plugin into a copy that works when the marketplace is gone', async () => {
      for (const command of [
        ['plugin', 'marketplace', 'add', `${server.url}/marketplace.git`],
        ['plugin', 'install', 'autonomous-dev@autonomous-dev'],
      ]) {
        const { exitCode, stdout, stderr } = await runClientCommand({ ...stage, command });
        assert.equal(exitCode, 0, stdout + stderr);
      }
      await server.close();

      const run = await runClient({
        ...stage,
        pluginDirs: [],
        prompt: 'Work.',
        script: {
          main: [
            {
              calls: [
                bash('adev checkpoint save --agent main --message Begun.; echo "$AUTONOMOUS_DEV_PLUGIN_DIR"'),
              ],
            },
            { calls: [agent('Do task-one.')] },
            { text: 'Done.' },
          ],
          subagents: { 'task-one': [{ text: 'One is done.' }] },
        },
      });

      assert.equal(run.result, 'Done.');
      const [, second] = run.requests('main');
      assert.ok(second !== undefined);
      const [saved, copy = ''] = (lastToolResults(second)[0] ?? '').split('\n');
      assert.equal(saved, 'Checkpoint: saved');
      assert.ok(copy.startsWith(path.join(realpathSync(stage.home), '.claude/plugins/cache/')), copy);
      assert.ok(existsSync(path.join(copy, 'lib/index.cjs')));
      assert.deepEqual(
        eventsOf(stage, run.sessionId).map(({ event }) => event),
        ['session-started', 'checkpoint', 'agent-started', 'agent-finished', 'session-ended'],
      );
      assert.deepEqual(hookTroubles(stage), []);
    });
  });
}

/** The marketplace that this repository is, in a repository with nothing else, which the clients clone. */
function publish(folder: string): void {
  const source = path.join(folder, 'source');
  mkdirSync(source);
  for (const part of ['.claude-plugin', PLUGIN_FOLDER]) {
    cpSync(path.join(ROOT, part), path.join(source, part), { recursive: true });
  }
  git(source, 'init', '--quiet');
  git(source, 'add', '.');
  commit(source, 'Publish');
  git(folder, 'clone', '--quiet', '--bare', source, path.join(folder, 'served/marketplace.git'));
}
