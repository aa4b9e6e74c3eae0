import { transform } from 'esbuild';
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import type { Folder } from '../../scripts/build/folder.ts';
import { EXECUTABLES, pluginFiles } from '../../scripts/build/plugin-files.ts';
import { declaredHooks } from '../../scripts/check/manifests.ts';
import {
  isOneDocument,
  smokeProblems,
  withInstalled,
  type Installed,
  type Run,
} from '../../scripts/check/smoke.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const SLOW_MODULES = ['child_process', 'crypto', 'dns', 'http', 'net', 'tls', 'worker_threads', 'zlib'];

let files: Folder;
before(async () => {
  files = await pluginFiles(ROOT);
});

const installed = <T>(use: (place: Installed) => Promise<T>): Promise<T> =>
  withInstalled(files, EXECUTABLES, use);

/** Runs a script of the plugin in a Node.js that says it is another. */
async function runAs(
  version: string,
  place: Installed,
  script: string,
  args: readonly string[] = [],
): Promise<Run> {
  const disguise = path.join(place.plugin, `as-${version}.cjs`);
  writeFileSync(disguise, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  return place.node(['--require', disguise, path.join(place.plugin, script), ...args], '{}');
}

const adev = (place: Installed, ...args: string[]): Promise<Run> =>
  place.node([path.join(place.plugin, 'bin/adev'), ...args]);

describe('the installed plugin', () => {
  it('runs in a path with spaces, below a folder of ES modules, without our packages', async () => {
    assert.deepEqual(await smokeProblems(files, EXECUTABLES), []);
  });

  it('offers nothing that is not there', async () => {
    const program = `
      for (const name of ['index', 'agent-tracker', 'batch-state-manager', 'project-root', 'user-state-manager']) {
        const module = require(process.argv[1] + '/lib/' + name + '.cjs');
        const names = Object.keys(module);
        console.log(name, names.length > 0, names.filter((each) => module[each] === undefined).join(' '));
      }
    `;
    const { stdout, stderr } = await installed(({ plugin, node }) => node(['-e', program, plugin]));
    assert.equal(stderr, '');
    assert.equal(stdout.match(/^[\w-]+ true $/gm)?.length, 5, stdout);
  });

  it('saves a checkpoint with three files of its own and no module that is slow to load', async () => {
    await installed(async (place) => {
      const program = path.join(place.project, 'save.cjs');
      writeFileSync(
        program,
        `const { AgentTracker } = require(process.argv[2] + '/lib/agent-tracker.cjs');
        if (!AgentTracker.saveAgentCheckpoint({ agentName: 'tester', message: 'done' })) process.exitCode = 1;`,
      );
      const loaded = await loadedBy(place, [program, place.plugin], '');
      assert.deepEqual(loaded, {
        own: ['save.cjs', 'agent-tracker.cjs', 'agents.cjs', 'base.cjs'],
        slow: [],
      });
    });
  });

  it('saves a checkpoint from the command line without loading what other commands take', async () => {
    await installed(async (place) => {
      const save = ['checkpoint', 'save', '--agent', 'tester', '--message', 'done', '--strict'];
      const loaded = await loadedBy(place, [path.join(place.plugin, 'bin', 'adev'), ...save], '');
      assert.deepEqual(loaded, { own: ['adev', 'cli.cjs', 'index.cjs', 'base.cjs'], slow: [] });
    });
  });

  it('records an agent run with the fast path alone', async () => {
    await installed(async (place) => {
      const event = { session_id: 's', cwd: place.project, agent_id: 'a1', agent_type: 'tester' };
      for (const [script, name] of [
        ['subagent-start.cjs', 'SubagentStart'],
        ['subagent-stop.cjs', 'SubagentStop'],
      ] as const) {
        const input = JSON.stringify({ ...event, hook_event_name: name, last_assistant_message: 'done' });
        const loaded = await loadedBy(place, [path.join(place.plugin, 'hooks', script)], input);
        assert.deepEqual(loaded, { own: [script, 'base.cjs'], slow: [] });
      }
    });
  });

  it('begins a session and ends a turn with the fast path alone where nothing is unfinished', async () => {
    await installed(async (place) => {
      const fire = (script: string, fields: object) => {
        const input = JSON.stringify({ session_id: 's', cwd: place.project, ...fields });
        return loadedBy(place, [path.join(place.plugin, 'hooks', script)], input);
      };
      await fire('session-start.cjs', { hook_event_name: 'SessionStart', source: 'startup' });
      await fire('subagent-start.cjs', { hook_event_name: 'SubagentStart', agent_id: 'a', agent_type: 't' });
      const start = await fire('session-start.cjs', { hook_event_name: 'SessionStart', source: 'startup' });
      assert.deepEqual(start, { own: ['session-start.cjs', 'base.cjs'], slow: [] });
      const stop = await fire('stop.cjs', { hook_event_name: 'Stop' });
      assert.deepEqual(stop, { own: ['stop.cjs', 'base.cjs'], slow: [] });
    });
  });
});

/** Which files a program loads, and which of the built-in modules that take milliseconds. */
async function loadedBy(place: Installed, args: readonly string[], input: string) {
  const witness = path.join(place.plugin, 'witness.cjs');
  const report = path.join(place.project, 'loaded.json');
  writeFileSync(
    witness,
    `const present = () => ${JSON.stringify(SLOW_MODULES)}.filter((name) => process.moduleLoadList.includes('NativeModule ' + name));
    const before = present();
    process.on('exit', () => {
      const files = Object.keys(require('module')._cache).map((file) => require('path').basename(file));
      const own = files.filter((file) => file !== 'witness.cjs');
      const slow = present().filter((name) => !before.includes(name));
      require('fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify({ own, slow }));
    });`,
  );
  const { status, stderr } = await place.node(['--require', witness, ...args], input);
  assert.deepEqual([status, stderr], [0, '']);
  return JSON.parse(readFileSync(report, 'utf8')) as { own: string[]; slow: string[] };
}

describe('a Node.js that is too old', () => {
  it('can read every file that it starts', async () => {
    for (const [name, bytes] of files) {
      if (!/^hooks\/.*\.cjs$|^bin\/adev$/.test(name)) continue;
      const print = async (target: string) => (await transform(String(bytes), { target })).code;
      assert.equal(
        await print('node10'),
        await print('esnext'),
        `${name} needs syntax that Node.js 10 does not have`,
      );
    }
  });

  it('makes SessionStart say so in one document, and every other hook silent', async () => {
    await installed(async (place) => {
      for (const { event, script } of declaredHooks(files)) {
        const { status, stdout, stderr } = await runAs('18.20.8', place, script);
        assert.deepEqual([status, stderr], [0, ''], script);
        if (event !== 'SessionStart') {
          assert.equal(stdout, '', script);
          continue;
        }
        assert.ok(isOneDocument(stdout), stdout);
        assert.match(
          (JSON.parse(stdout) as { systemMessage: string }).systemMessage,
          /needs Node\.js 20\.19.*18\.20\.8/,
        );
      }
    });
  });

  it('is told from one that will do by its version', async () => {
    const tooOld = await installed(async (place) => {
      const versions = ['10.24.1', '20.2.0', '20.18.3', '20.19.0', '20.20.2', '22.3.0', '24.1.0', '100.0.0'];
      const runs = await Promise.all(
        versions.map(async (version) => {
          const { stdout } = await runAs(version, place, 'hooks/session-start.cjs');
          return stdout.includes('needs Node.js') ? version : '';
        }),
      );
      return runs.filter((version) => version !== '');
    });
    assert.deepEqual(tooOld, ['10.24.1', '20.2.0', '20.18.3']);
  });

  it('lets a checkpoint be skipped and fails every other command', async () => {
    await installed(async (place) => {
      const saving = await runAs('18.20.8', place, 'bin/adev', ['checkpoint', 'save']);
      assert.deepEqual([saving.status, saving.stderr], [0, '']);
      assert.match(saving.stdout, /^Checkpoint: skipped \(unknown\): needs Node\.js 20\.19 .*18\.20\.8\n$/);
      const other = await runAs('18.20.8', place, 'bin/adev', ['status']);
      assert.deepEqual([other.status, other.stdout], [75, '']);
      assert.match(other.stderr, /^adev: needs Node\.js 20\.19 .*18\.20\.8\n$/);
    });
  });
});

describe('a plugin that was deleted while a session runs', () => {
  const inRuins = <T>(use: (place: Installed) => Promise<T>): Promise<T> =>
    installed((place) => {
      rmSync(path.join(place.plugin, 'lib'), { recursive: true });
      return use(place);
    });

  it('lets every hook exit 0 and print nothing', async () => {
    await inRuins(async ({ plugin, node }) => {
      for (const { script } of declaredHooks(files)) {
        const { status, stdout, stderr } = await node([path.join(plugin, script)], '{}');
        assert.deepEqual([status, stdout], [0, ''], script);
        assert.match(stderr, /^autonomous-dev: Cannot find module/, script);
      }
    });
  });

  it('lets a checkpoint be skipped, unless that is to count, and fails every other command', async () => {
    await inRuins(async (place) => {
      const saving = await adev(place, 'checkpoint', 'save');
      assert.equal(saving.status, 0);
      assert.match(
        saving.stdout,
        /^Checkpoint: skipped \(unknown\): the plugin's files cannot be loaded: [^\n]*\n$/,
      );
      assert.equal((await adev(place, 'checkpoint', 'save', '--strict')).status, 75);

      const json = await adev(place, 'status', '--json');
      assert.equal(json.status, 75);
      assert.ok(isOneDocument(json.stdout));
      const { saved, reason } = JSON.parse(json.stdout) as { saved: boolean; reason: string };
      assert.deepEqual([saved, reason], [false, 'unknown']);
    });
  });

  it('does so too when only a part of it is left', async () => {
    await installed(async (place) => {
      rmSync(path.join(place.plugin, 'lib', 'base.cjs'));
      const { status, stdout } = await adev(place, 'checkpoint', 'save', '--agent', 'a', '--message', 'b');
      assert.equal(status, 0);
      assert.match(stdout, /^Checkpoint: skipped/);
    });
  });
});
