import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { bundle } from '../../scripts/build/bundle.ts';
import { differences, type Folder } from '../../scripts/build/folder.ts';
import { EXECUTABLES, pluginFiles } from '../../scripts/build/plugin-files.ts';
import { withInstalled } from '../../scripts/check/smoke.ts';
import { SOURCES, withSources, type Sources } from './sources.ts';

const bundleOf = (changes: Sources) => withSources(changes, bundle);

describe('a built plugin', () => {
  let files: Folder;
  const textOf = (name: string): string => String(files.get(name));

  before(async () => {
    files = await withSources({}, pluginFiles);
  });

  it('is the same to the byte when the same sources are built elsewhere', async () => {
    const again = await withSources({}, pluginFiles, 'some/deeper folder');
    assert.deepEqual(differences(files, again), []);
  });

  it('holds shared code once, packages too', () => {
    const scripts = [...files]
      .filter(([name]) => name.endsWith('.cjs'))
      .map(([name, bytes]) => [name, String(bytes)]);
    const holding = (part: string) =>
      scripts.filter(([, text]) => text?.includes(part)).map(([name]) => name);
    assert.deepEqual(holding('a mark to be found once'), ['lib/core.cjs']);
    assert.deepEqual(holding('function looseObject('), ['lib/core.cjs']);
    assert.deepEqual(holding('// node_modules/graceful-fs/graceful-fs.js'), [
      'lib/vendor/proper-lockfile.cjs',
    ]);
  });

  it('leaves out what nothing uses of a package', () => {
    assert.ok(!textOf('lib/core.cjs').includes('function isoTimestamp('));
  });

  it('names the source of every part and no folder of the machine that built it', () => {
    assert.match(textOf('lib/base.cjs'), /^\/\/ lib\/store\/store\.ts$/m);
    for (const [name, bytes] of files)
      assert.doesNotMatch(String(bytes), /sources-|\.\.\/\.\.\/node_modules/, name);
  });

  it('carries the licence of every package of which it holds something', () => {
    const notices = textOf('THIRD_PARTY_NOTICES.md');
    const packages = [...notices.matchAll(/^## (\S+) \d/gm)].map(([, name]) => name);
    assert.deepEqual(packages, [
      'graceful-fs',
      'proper-lockfile',
      'retry',
      'signal-exit',
      'signal-exit',
      'valibot',
      'write-file-atomic',
    ]);
    assert.match(notices, /Permission is hereby granted/);
  });

  it('takes its version from package.json', () => {
    assert.equal((JSON.parse(textOf('.claude-plugin/plugin.json')) as { version: string }).version, '3.2.1');
  });

  it('loads a chunk when one of its names is used, and a package or another chunk when it is called for', async () => {
    const program = `
      const loaded = () => Object.keys(require.cache).map((file) => require('path').basename(file)).join(' ');
      const index = require(process.argv[1] + '/lib/index.cjs');
      console.log(loaded());
      console.log(index.saved('x'), loaded());
      console.log(index.result(7).entries[0].text, index.outcome === index.result, loaded());
      console.log(index.saved('lock'), loaded());
      console.log(index.saved('old'), loaded());
      console.log(Object.keys(index).toSorted().join(' '));
    `;
    const { stdout, stderr } = await withInstalled(files, EXECUTABLES, ({ plugin, node }) =>
      node(['-e', program, plugin]),
    );
    assert.equal(stderr, '');
    assert.deepEqual(stdout.trim().split('\n'), [
      'index.cjs',
      'true index.cjs agents.cjs base.cjs core.cjs',
      '7 true index.cjs agents.cjs base.cjs core.cjs batch.cjs',
      'true index.cjs agents.cjs base.cjs core.cjs batch.cjs proper-lockfile.cjs',
      'true index.cjs agents.cjs base.cjs core.cjs batch.cjs proper-lockfile.cjs care.cjs',
      'outcome paused result rootOf saved',
    ]);
  });

  it('offers each public file under its own name, to ES modules too', async () => {
    const program = `
      const lib = process.argv[1] + '/lib/';
      const names = ['agent-tracker', 'batch-state-manager', 'project-root', 'user-state-manager'];
      Promise.all(names.map((name) => import(require('url').pathToFileURL(lib + name + '.cjs')))).then((modules) => {
        console.log(modules.map((module) => Object.keys(module).filter((key) => key !== 'default' && key !== 'module.exports')).join(' '));
        console.log(modules[2].rootOf('here'), modules[3].homeOf('there'));
      });
    `;
    const { stdout, stderr } = await withInstalled(files, EXECUTABLES, ({ plugin, node }) =>
      node(['-e', program, plugin]),
    );
    assert.equal(stderr, '');
    assert.equal(stdout, 'saved outcome,paused rootOf homeOf\nroot of here root of there\n');
  });

  it('writes inferred types out and leaves schemas out of the declarations', () => {
    assert.equal(
      textOf('lib/domain/entry.d.ts'),
      [
        '/** What is written. */',
        'export type Entry = {',
        '    readonly [x: string]: unknown;',
        '    readonly text: string;',
        '    readonly at?: string | undefined;',
        '};',
        'export declare function mark(): string;',
        '',
      ].join('\n'),
    );
    assert.match(textOf('lib/batch-state-manager.d.ts'), /^export type Batch = \{\n {4}entries: \{/m);
  });
});

describe('a build is refused when', () => {
  it('a hook imports what the public surface does not offer', async () => {
    const hook = "import { lost } from '../lib/index.ts';\nlost();";
    await assert.rejects(
      bundleOf({ 'hooks/stop.ts': hook }),
      /hooks\/stop\.ts: lib\/index\.ts exports no lost/,
    );
  });

  it('a source imports another as a whole', async () => {
    const manager = "import * as root from './project-root.ts';\nexport const outcome = root.rootOf;";
    await assert.rejects(
      bundleOf({ 'lib/batch-state-manager.ts': manager }),
      /import names from lib\/project-root\.ts/,
    );
  });

  it('the index declares something itself', async () => {
    const index = `${SOURCES['lib/index.ts']}\nexport const more = 1;`;
    await assert.rejects(
      bundleOf({ 'lib/index.ts': index }),
      /lib\/index\.ts: more is to be exported from elsewhere/,
    );
  });

  it('two sources of one chunk offer the same name', async () => {
    const user = 'export function isEntry(): boolean { return false; }';
    await assert.rejects(
      bundleOf({ 'lib/user-state-manager.ts': user }),
      /Multiple exports with the same name "isEntry"/,
    );
  });

  it('a package is used that it does not know how to ship, or one that is to be lazy is not', async () => {
    const eager = "import { lockSync } from 'proper-lockfile';\nexport const rootOf = lockSync;";
    await assert.rejects(
      bundleOf({ 'lib/project-root.ts': eager }),
      /does not know how to ship proper-lockfile/,
    );
    const unknown = "import { fc } from 'fast-check';\nexport const rootOf = fc;";
    await assert.rejects(
      bundleOf({ 'lib/project-root.ts': unknown }),
      /does not know how to ship fast-check/,
    );
  });

  it('what every hook loads takes in the library for schemas', async () => {
    const hook = "import * as v from 'valibot';\nexport const runHook = (): boolean => v.is(v.string(), 1);";
    await assert.rejects(bundleOf({ 'lib/hook.ts': hook }), /lib\/hook\.ts is loaded by every hook/);
  });

  it('valibot is imported in a way that hides what is used of it', async () => {
    const root = "import { string } from 'valibot';\nexport const rootOf = string;";
    await assert.rejects(
      bundleOf({ 'lib/project-root.ts': root }),
      /lib\/project-root\.ts: .* is what the build can follow/,
    );
  });

  it('a part of the fast path is gone', async () => {
    await assert.rejects(bundleOf({ 'lib/hook.ts': null, 'hooks/stop.ts': '' }), /lib\/hook\.ts: not there/);
  });

  it('a public type cannot be understood without its package', async () => {
    const tracker =
      "import * as v from 'valibot';\nexport function saved(schema: v.GenericSchema): boolean { return v.is(schema, 1); }";
    const build = withSources({ 'lib/agent-tracker.ts': tracker }, pluginFiles);
    await assert.rejects(build, /lib\/agent-tracker\.ts: .* v\.GenericSchema in saved/);
  });
});
