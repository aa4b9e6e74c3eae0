// The committed plugin, as the clients and the Node.js versions see it that a person may have.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PLUGIN_FOLDER } from '../../scripts/build/plugin-files.ts';
import { runClientCommand } from '../support/client-command.ts';
import { installNode, NEWEST_CLIENT, OLD_NODES, OLDEST_CLIENT } from '../support/client-install.ts';
import { runClient } from '../support/client-run.ts';
import { lastToolResults } from '../support/model-request.ts';
import { bash } from '../support/model-script.ts';
import { createScratch, type Scratch } from '../support/scratch.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MARKETPLACE = '.claude-plugin/marketplace.json';

let scratch: Scratch;
let marketplace: string;

beforeEach(() => {
  scratch = createScratch();
  marketplace = path.join(scratch.folder, 'market place');
  cpSync(path.join(ROOT, PLUGIN_FOLDER), path.join(marketplace, PLUGIN_FOLDER), { recursive: true });
  cpSync(path.join(ROOT, MARKETPLACE), path.join(marketplace, MARKETPLACE));
});

afterEach(() => scratch.remove());

for (const version of [NEWEST_CLIENT, OLDEST_CLIENT]) {
  describe(`the client ${version}`, () => {
    const run = (...command: string[]) => runClientCommand({ ...scratch, version, command });
    const validate = async (folder: string) => {
      const { exitCode, stdout, stderr } = await run('plugin', 'validate', '--strict', folder);
      return { exitCode, said: stdout + stderr };
    };

    it('finds the marketplace and the plugin valid', async () => {
      for (const folder of [marketplace, path.join(marketplace, PLUGIN_FOLDER)]) {
        const { exitCode, said } = await validate(folder);
        assert.equal(exitCode, 0, said);
      }
    });

    it('finds a plugin with an unknown key not valid', async () => {
      const file = path.join(marketplace, PLUGIN_FOLDER, '.claude-plugin/plugin.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('{', '{"unheardOf":1,'));
      assert.equal((await validate(path.join(marketplace, PLUGIN_FOLDER))).exitCode, 1);
    });

    it('installs it from the marketplace, runs its hooks and finds its command', async () => {
      for (const command of [
        ['plugin', 'marketplace', 'add', marketplace],
        ['plugin', 'install', 'autonomous-dev@autonomous-dev'],
      ]) {
        const { exitCode, stdout, stderr } = await run(...command);
        assert.equal(exitCode, 0, stdout + stderr);
      }
      const client = await runClient({
        ...scratch,
        version,
        prompt: 'Where are you?',
        script: {
          main: [
            { calls: [bash('echo "$AUTONOMOUS_DEV_PROJECT_DIR"; adev --version')] },
            (request) => ({ text: lastToolResults(request).join() }),
          ],
        },
      });
      const { version: ours } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
        version: string;
      };
      assert.equal(client.result, `${scratch.project}\nadev ${ours}`);
    });
  });
}

for (const version of OLD_NODES) {
  describe(`Node.js ${version}`, () => {
    const run = async (script: string, ...args: string[]) => {
      const node = await installNode(version);
      const file = path.join(marketplace, PLUGIN_FOLDER, script);
      return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
        const child = execFile(node, [file, ...args], (_error, stdout, stderr) => {
          resolve({ status: child.exitCode, stdout, stderr });
        });
        child.stdin?.end('{}');
      });
    };

    it('lets every hook exit 0, and only SessionStart say that it is too old', async () => {
      const hooks = readdirSync(path.join(ROOT, PLUGIN_FOLDER, 'hooks')).filter((name) =>
        name.endsWith('.cjs'),
      );
      for (const hook of hooks) {
        const { status, stdout, stderr } = await run(`hooks/${hook}`);
        assert.deepEqual([status, stderr], [0, ''], hook);
        if (hook !== 'session-start.cjs') assert.equal(stdout, '', hook);
        else
          assert.match(
            (JSON.parse(stdout) as { systemMessage: string }).systemMessage,
            new RegExp(`needs Node\\.js 20\\.19.* ${version}$`),
          );
      }
    });

    it('skips a checkpoint and fails every other command', async () => {
      const saving = await run('bin/adev', 'checkpoint', 'save');
      assert.deepEqual([saving.status, saving.stderr], [0, '']);
      assert.match(saving.stdout, /^Checkpoint: skipped \(unknown\): needs Node\.js/);
      assert.equal((await run('bin/adev', 'status')).status, 75);
    });
  });
}
