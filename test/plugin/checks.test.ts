import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences, type Folder } from '../../scripts/build/folder.ts';
import { manifestProblems } from '../../scripts/check/manifests.ts';
import { oversized } from '../../scripts/check/sizes.ts';
import { isOneDocument, smokeProblems } from '../../scripts/check/smoke.ts';

const folder = (files: Readonly<Record<string, string>>): Folder =>
  new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));

const hooksJson = (timeout: number | undefined, script = 'hooks/stop.cjs'): string =>
  JSON.stringify({
    hooks: {
      Stop: [
        {
          hooks: [{ type: 'command', command: 'node', args: [`\${CLAUDE_PLUGIN_ROOT}/${script}`], timeout }],
        },
      ],
    },
  });

const SOUND = {
  'hooks/hooks.json': hooksJson(5),
  'hooks/stop.cjs': '',
  'bin/adev': 'console.log("adev 1.2.3")',
  '.claude-plugin/plugin.json': '{"version":"1.2.3"}',
  'README.md': 'word '.repeat(40),
  'skills/saving/SKILL.md': '---\nname: saving\ndescription: When to save.\n---\nSee [more](more.md).\n',
  'skills/saving/more.md': '[up](../../README.md), [site](https://example.org), [here](#top)',
};

describe('the comparison with a fresh build', () => {
  it('finds nothing where nothing differs', () => {
    assert.deepEqual(differences(folder(SOUND), folder(SOUND)), []);
  });

  it('names each file that is missing, other or too many', () => {
    const expected = folder({ a: '1', b: '2', c: '3' });
    assert.deepEqual(differences(expected, folder({ b: '2', c: '4', d: '5' })), [
      'a: missing',
      'c: differs',
      'd: the build does not make it',
    ]);
  });
});

describe('the check of sizes', () => {
  it('reports a script beyond its budget, and one without any', () => {
    const files = folder({
      'lib/a.cjs': '12345',
      'hooks/b.cjs': '12',
      'lib/new.cjs': '',
      'README.md': '123456',
    });
    assert.deepEqual(oversized(files, { 'lib/a.cjs': 4, 'hooks/*': 2 }), [
      'lib/a.cjs: 5 bytes, 4 are allowed',
      'lib/new.cjs: has no size budget in scripts/check/sizes.ts',
    ]);
  });
});

describe('the check of manifests', () => {
  const problemsOf = (changes: Readonly<Record<string, string>>): string[] =>
    manifestProblems(folder({ ...SOUND, ...changes }));

  it('finds nothing in a sound plugin', () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it('reports a hook that is not there, one that nothing runs, and one without a time limit', () => {
    assert.deepEqual(problemsOf({ 'hooks/hooks.json': hooksJson(5, 'hooks/gone.cjs') }), [
      'hooks/hooks.json: Stop runs hooks/gone.cjs, which is not in hooks/',
      'hooks/hooks.json: nothing runs hooks/stop.cjs',
    ]);
    const needsLimit = ['hooks/hooks.json: Stop needs a timeout of at most 5 s'];
    assert.deepEqual(problemsOf({ 'hooks/hooks.json': hooksJson(undefined) }), needsLimit);
    assert.deepEqual(problemsOf({ 'hooks/hooks.json': hooksJson(60) }), needsLimit);
  });

  it('reports a skill that has another name than its folder, no description or too long a one', () => {
    const skill = (head: string) => problemsOf({ 'skills/saving/SKILL.md': `---\n${head}\n---\n` });
    assert.deepEqual(skill('name: other\ndescription: x'), [
      'skills/saving/SKILL.md: its name is not saving',
    ]);
    const needsDescription = ['skills/saving/SKILL.md: needs a description of at most 1,536 characters'];
    assert.deepEqual(skill('name: saving'), needsDescription);
    assert.deepEqual(skill(`name: saving\ndescription: ${'x'.repeat(1537)}`), needsDescription);
  });

  it('reports a link out of the plugin and a README that says too little', () => {
    assert.deepEqual(problemsOf({ 'skills/saving/more.md': '[x](../../../lib/README.md)' }), [
      'skills/saving/more.md: links to ../lib/README.md, which is not in the plugin',
    ]);
    assert.deepEqual(problemsOf({ 'README.md': 'too short' }), ['README.md: has fewer than 40 words']);
  });
});

describe('the smoke run', () => {
  const problemsOf = (changes: Readonly<Record<string, string>>): Promise<string[]> =>
    smokeProblems(folder({ ...SOUND, 'package.json': '{"type":"commonjs"}', ...changes }), []);

  it('finds nothing in a plugin that runs', async () => {
    assert.deepEqual(await problemsOf({}), []);
  });

  it('reports a hook that fails, complains or prints anything but one document', async () => {
    const withHook = (code: string) => problemsOf({ 'hooks/stop.cjs': code });
    assert.deepEqual(await withHook('process.exitCode = 1'), ['hooks/stop.cjs: exits 1: ']);
    assert.deepEqual(await withHook('console.error("oh")'), ['hooks/stop.cjs: complains: oh\n']);
    assert.deepEqual(await withHook('console.log("{}\\n{}")'), ['hooks/stop.cjs: prints "{}\\n{}\\n"']);
  });

  it('reports a command that needs what the plugin does not hold', async () => {
    const [outside] = await problemsOf({ 'bin/adev': 'require("valibot")' });
    assert.match(outside ?? '', /^bin\/adev --help: exits 1: /);
    const [module] = await problemsOf({ 'package.json': '{}', 'bin/adev': 'require("fs")' });
    assert.deepEqual(module, 'bin/adev --help: exits 0: ');
  });

  it('reports a command of another version than the plugin', async () => {
    assert.deepEqual(await problemsOf({ '.claude-plugin/plugin.json': '{"version":"1.2.4"}' }), [
      'bin/adev --version: prints "adev 1.2.3\\n", the plugin is 1.2.4',
    ]);
  });

  it('takes nothing or one JSON object on one line for a document', () => {
    const takes = ['', '{}\n', '{"a":"}\\n{"}\n'];
    const refuses = ['{}', '[]\n', '{}\n\n', '{}\n{}\n', '{\n}\n', '{a}\n', 'text\n'];
    assert.deepEqual(takes.map(isOneDocument), [true, true, true]);
    assert.deepEqual(refuses.filter(isOneDocument), []);
  });
});
