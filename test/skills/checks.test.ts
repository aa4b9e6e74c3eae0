// The checks of skills and documents find what they are there for.
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { blocksOf, brokenLinks, documents } from '../../scripts/check/markdown.ts';
import { adevCommands, readSkills, skillProblems, tokensOf } from '../../scripts/check/skills.ts';
import { plant, scratchFolder } from '../support/project.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

type Given = Readonly<{
  folder?: string;
  name?: string;
  description?: string;
  tools?: string;
  body?: string;
}>;

function problemsOf(t: TestContext, ...skills: Given[]): string[] {
  const root = scratchFolder(t);
  for (const {
    folder = 'saving',
    name = folder,
    description = 'When to save.',
    tools = '[]',
    body = '',
  } of skills) {
    const head = `name: ${name}\ndescription: ${description}\nallowed-tools: ${tools}`;
    plant(root, { skills: { [folder]: { 'SKILL.md': `---\n${head}\n---\n\n# Title\n\n${body}\n` } } });
  }
  return skillProblems(readSkills(root));
}

describe('the check of skills', () => {
  it('finds nothing in those there are', () => {
    const skills = readSkills(ROOT);
    assert.deepEqual(skillProblems(skills), []);
    assert.deepEqual(
      skills.map(({ folder }) => folder),
      ['run-batch', 'run-status', 'save-checkpoint', 'state-management-patterns'],
    );
    for (const { folder, body } of skills) {
      assert.ok(folder === 'state-management-patterns' || adevCommands(body).length >= 4, folder);
    }
  });

  it('reports a name that is another than the folder, and one that the client uses', (t) => {
    assert.deepEqual(problemsOf(t, { name: 'storing' }), ['skills/saving: its name is storing']);
    for (const folder of ['batch', 'checkpoint', 'status', 'doctor']) {
      assert.deepEqual(problemsOf(t, { folder }), [
        `skills/${folder}: the client has a command of this name`,
      ]);
    }
  });

  it('reports a description that is cut, and a listing that costs every session too much', (t) => {
    const [cut, ...others] = problemsOf(t, { description: 'x'.repeat(1537) });
    assert.equal(cut, 'skills/saving: its description has more than 1536 characters');
    assert.match(others.join(), /^skills: their listing takes 521 tokens of every session, 450 are allowed$/);
    const half = { description: 'word '.repeat(140) };
    assert.deepEqual(problemsOf(t, { folder: 'one', ...half }), []);
    assert.match(
      problemsOf(t, { folder: 'one', ...half }, { folder: 'two', ...half }).join(),
      /takes 4\d\d tokens/,
    );
  });

  it('reports a body that is too long', (t) => {
    const body = 'line\n'.repeat(100);
    assert.deepEqual(problemsOf(t, { body }), ['skills/saving: its body has 102 lines, 80 are allowed']);
    assert.deepEqual(problemsOf(t, { folder: 'state-management-patterns', body }), []);
  });

  it('reports tools that reach further than one command', (t) => {
    const folder = 'run-batch';
    for (const tool of ['Bash', 'Bash(*)', 'Bash(adev *)', 'Bash(adev purge *)', 'Bash(git log *)', 'Edit']) {
      assert.deepEqual(problemsOf(t, { folder, tools: `['${tool}']` }), [
        `skills/run-batch: allows ${tool}, which is more than reading or one adev command`,
      ]);
    }
    assert.deepEqual(problemsOf(t, { folder, tools: "[Read, 'Bash(adev batch next *)']" }), []);
  });

  it('reports tools that make the client ask before it loads a skill', (t) => {
    assert.deepEqual(problemsOf(t, { tools: '[Read]' }), [
      'skills/saving: a person would be asked before it is loaded, as it allows tools',
    ]);
  });

  it('reports commands that a person would be asked about, wherever they stand', (t) => {
    const asked = (command: string) => [`skills/saving: a person would be asked about: ${command}`];
    for (const command of [
      'adev status | sh',
      'adev batch create "$(ls)"',
      'adev purge',
      'adev status && ls',
    ]) {
      assert.deepEqual(problemsOf(t, { body: `\`\`\`sh\n${command}\n\`\`\`` }), asked(command));
      assert.deepEqual(problemsOf(t, { body: `Or \`${command}\`.` }), asked(command));
    }
    const heredoc = (quote: string) =>
      `adev checkpoint save --agent a --message - <<${quote}EOF${quote}\nit's $HOME\nEOF`;
    assert.deepEqual(problemsOf(t, { body: `\`\`\`sh\n${heredoc("'")}\n\`\`\`` }), []);
    assert.deepEqual(problemsOf(t, { body: `\`\`\`sh\n${heredoc('')}\n\`\`\`` }), asked(heredoc('')));
  });

  it('counts more tokens than the rule of thumb of four characters', () => {
    assert.equal(tokensOf('four'.repeat(300)), 400);
  });
});

describe('the check of documents', () => {
  it('finds no broken link in those there are', () => {
    const names = documents(ROOT);
    assert.deepEqual(brokenLinks(ROOT, names), []);
    for (const name of ['README.md', '.github/SECURITY.md', 'skills/run-batch/SKILL.md'])
      assert.ok(names.includes(name));
  });

  it('reports links to files and headings that are not there, and out of a skill', (t) => {
    const root = scratchFolder(t);
    plant(root, {
      'README.md':
        '# The Top, and more\n[a](gone.md) [b](#top) [c](#the-top-and-more) [d](https://example.org)\n',
      'skills/one/SKILL.md':
        '[e](docs/two.md#part-2) [f](docs/two.md#part-3) [g](../../README.md)\n```sh\n[h](no)\n```\n',
      'skills/one/docs/two.md': '## Part 2\n[i](../SKILL.md)\n',
    });
    assert.deepEqual(brokenLinks(root, ['README.md', 'skills/one/SKILL.md', 'skills/one/docs/two.md']), [
      'README.md: links to gone.md, which is not there',
      'README.md: links to #top, which is not there',
      'skills/one/SKILL.md: links to docs/two.md#part-3, which is not there',
      'skills/one/SKILL.md: links to ../../README.md, which is not there',
    ]);
  });

  it('knows blocks by their language and line', () => {
    assert.deepEqual(blocksOf('text\n\n```ts\nlet a;\n```\n\n```\nplain\n```\n'), [
      { language: 'ts', text: 'let a;\n', line: 4 },
      { language: '', text: 'plain\n', line: 8 },
    ]);
  });
});
