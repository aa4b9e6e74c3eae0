// Every piece of code in the skills compiles under the project's settings and runs; every command in them works.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { blocksOf, documents } from '../../scripts/check/markdown.ts';
import { adevCommands, readSkills } from '../../scripts/check/skills.ts';
import { BIN, PLUGIN } from '../../scripts/demo/plugin.ts';
import { portablePattern } from '../../scripts/demo/portable-pattern.ts';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { plantTemplates, templateSources } from './template-copies.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

type Snippet = Readonly<{ where: string; file: string; text: string }>;

const SNIPPETS: readonly Snippet[] = documents(ROOT).flatMap((name) =>
  blocksOf(read(name))
    .filter(({ language }) => language === 'ts')
    .map(({ text, line }) => {
      const file = `${name.replaceAll(/\W+/g, '-')}-${line}.ts`;
      return { where: `${name}:${line}`, file, text };
    }),
);

/** As a reader has them: in one folder, without the rest of the repository. */
function typeErrors(t: TestContext, sources: ReadonlyMap<string, string>): string {
  const folder = scratchFolder(t);
  for (const [name, text] of sources) writeFileSync(path.join(folder, name), text);
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const config = { extends: path.join(ROOT, 'tsconfig.json'), include: ['*.ts'] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, '--project', folder], { encoding: 'utf8' }).stdout;
}

describe('the code in the documents', { concurrency: 2 }, () => {
  it('is there', () => {
    assert.ok(SNIPPETS.length >= 11, `only ${SNIPPETS.length} found`);
  });

  it('compiles beside the copied templates, under the settings of the project', (t) => {
    const sources = new Map([
      ...templateSources(),
      ...SNIPPETS.map(({ file, text }) => [file, text] as const),
    ]);
    assert.equal(typeErrors(t, sources), '');
    assert.match(typeErrors(t, new Map([['wrong.ts', 'export const n: number = [1][0];\n']])), /TS2322/);
  });

  for (const { where, file, text } of SNIPPETS) {
    it(`runs (${where})`, (t) => {
      const { root, env } = createProject(t);
      const folder = plantTemplates(t, new Map([...templateSources(), [file, text]]));
      const run = {
        cwd: root,
        env: { ...env, AUTONOMOUS_DEV_PLUGIN_DIR: PLUGIN },
        encoding: 'utf8',
      } as const;
      const script = path.join(folder, file.replace('.ts', '.js'));
      const { status, stderr } = spawnSync(process.execPath, [script], run);
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    });
  }
});

it('there is no code in the skills that nothing runs', () => {
  for (const name of documents(ROOT).filter((document) => document.startsWith('skills/'))) {
    for (const { language, text, line } of blocksOf(read(name))) {
      const isRun = adevCommands(`\`\`\`sh\n${text}\`\`\``).join('\n') === text.trimEnd();
      const isPattern = text.startsWith('node - ') && name.endsWith('patterns/SKILL.md');
      assert.ok(language === 'ts' || (language === 'sh' && (isRun || isPattern)), `${name}:${line}`);
    }
  }
});

/** With a batch that a session left, and a list for a new one. */
function createProjectWithBatch(
  t: TestContext,
): TestProject & { run: (command: string) => ReturnType<typeof spawnSync> } {
  const project = createProject(t, { 'features.txt': '# Parser\n- lexer\n- parser\n- errors\n- manual\n' });
  const author = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
  execFileSync('git', [...author, 'commit', '--quiet', '--allow-empty', '--message', 'Begin'], {
    cwd: project.root,
    env: project.env,
  });
  const env = { ...project.env, PATH: `${BIN}:${project.env['PATH']}` };
  const run = (command: string) =>
    spawnSync('sh', ['-c', command], { cwd: project.root, env, encoding: 'utf8' });
  for (const command of [
    'create features.txt --id parser',
    'skip 2 --batch parser --reason later',
    'next parser',
  ]) {
    assert.equal(run(`adev batch ${command} --session before`).status, 0);
  }
  return { ...project, run };
}

describe('the commands of a skill', { concurrency: 2 }, () => {
  for (const { folder, body } of readSkills(ROOT)) {
    it(`work one after the other (${folder})`, (t) => {
      const { run } = createProjectWithBatch(t);
      const commands = adevCommands(body);
      assert.ok(commands.length > 0);
      for (const command of commands) {
        const { status, stderr } = run(command);
        assert.deepEqual({ command, status, stderr }, { command, status: 0, stderr: '' });
      }
    });
  }

  it('would be found wrong if they were', (t) => {
    const { run } = createProjectWithBatch(t);
    for (const command of ['adev batch show other', 'adev state', 'adev batch complete 1 --token 9']) {
      assert.notEqual(run(command).status, 0, command);
    }
  });
});

it('the portable pattern saves from a worktree, into the state that all worktrees share', (t) => {
  const { root, folder, env, log } = createProject(t);
  cpSync(PLUGIN, path.join(root, 'plugins/autonomous-dev'), { recursive: true });
  const author = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
  const git = (...words: string[]) =>
    execFileSync('git', [...author, ...words], { cwd: root, env, stdio: 'pipe' });
  git('add', '--force', 'plugins');
  git('commit', '--quiet', '--message', 'Bring the plugin');
  const [tree, bare] = ['tree', 'bare'].map((name) => path.join(folder, name));
  git('worktree', 'add', '--quiet', tree ?? '');
  git('worktree', 'add', '--quiet', '--no-checkout', bare ?? '');
  const pattern = portablePattern(read('skills/state-management-patterns/SKILL.md'), 'worker', "'in a tree'");
  const save = (cwd = '', more = {}) =>
    spawnSync('sh', ['-c', pattern], { cwd, env: { ...env, ...more }, encoding: 'utf8' });
  const answered = ({ status, stdout, stderr }: ReturnType<typeof save>) => [status, stdout, stderr];
  assert.deepEqual(answered(save(tree)), [0, 'Checkpoint: saved\n', '']);
  assert.deepEqual(answered(save(bare)), [0, 'Checkpoint: skipped (plugin not found)\n', '']);
  const named = { AUTONOMOUS_DEV_PLUGIN_DIR: PLUGIN };
  assert.deepEqual(answered(save(bare, named)), [0, 'Checkpoint: saved\n', '']);
  assert.equal(readdirSync(log).length, 3);
});

it('the portable pattern of the skill is that of the README, to the letter', () => {
  const skill = read('skills/state-management-patterns/SKILL.md');
  assert.equal(portablePattern(skill, 'a', 'm'), portablePattern(read('README.md'), 'a', 'm'));
  const [inSkill, inReadme] = [skill, read('README.md')].map((text) => /^node - .*$/m.exec(text)?.[0]);
  assert.equal(inSkill, inReadme);
});
