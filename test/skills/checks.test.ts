// The checks of skills and documents find what they are there for.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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
    const body = 'As in `adev batch next`.';
    assert.deepEqual(problemsOf(t, { folder, body, tools: "[Read, 'Bash(adev batch next *)']" }), []);
    assert.deepEqual(problemsOf(t, { folder, body, tools: "['Bash(adev batch list *)']" }), [
      'skills/run-batch: allows Bash(adev batch list *), of which its body says nothing',
    ]);
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

describe('the skill of patterns', () => {
  const folder = 'state-management-patterns';
  const all = readSkills(ROOT).find((skill) => skill.folder === folder);
  const read = (name: string) => readFileSync(path.join(ROOT, 'skills', folder, name), 'utf8');

  it('says when it applies and when not, and may only read', () => {
    const { description = '' } = all?.head ?? {};
    assert.ok(
      description.includes(
        'TRIGGER when: state persistence, atomic write, file locking, crash recovery, checkpoint.',
      ),
    );
    assert.ok(
      description.endsWith(
        'DO NOT TRIGGER when: stateless utilities, pure functions, config reads, documentation.',
      ),
    );
    assert.deepEqual(all?.head['allowed-tools'], ['Read']);
  });

  it('holds the hard rules by itself', () => {
    const [, forbidden = '', required = ''] =
      /^FORBIDDEN:\n\n(.*?)\nREQUIRED:\n\n(.*?)\n\n/ms.exec(all?.body ?? '') ?? [];
    for (const rule of ['without a schema version', 'direct write', 'without a backup', 'unbounded growth'])
      assert.ok(forbidden.includes(rule), rule);
    for (const rule of [
      'version in every',
      'atomic mutations',
      'recoverable from corruption',
      'single module',
    ])
      assert.ok(required.includes(rule), rule);
  });

  it('points to each of its documents, templates and examples', () => {
    for (const part of ['docs', 'templates', 'examples']) {
      for (const name of readdirSync(path.join(ROOT, 'skills', folder, part))) {
        const isBeside = name.endsWith('.test.ts') || name === 'broken-disk.ts';
        assert.ok(isBeside || all?.body.includes(`](${part}/${name})`), name);
      }
    }
  });

  it('says in each document what was measured, and on what', () => {
    for (const name of readdirSync(path.join(ROOT, 'skills', folder, 'docs'))) {
      assert.match(read(`docs/${name}`), / \[1\][^]*^\[1\] .*Linux 6\.18.*Node\.js 20\.20/m, name);
    }
  });

  it('needs no package where it says so', () => {
    for (const name of ['revision-store-template.ts', 'hook-template.ts']) {
      const named = [...read(`templates/${name}`).matchAll(/\bfrom '([^']+)'/g)].map(([, from = '']) => from);
      assert.ok(named.length > 0);
      assert.deepEqual(
        named.filter((from) => !from.startsWith('node:')),
        [],
      );
    }
  });

  it('has no file that is too long to be copied', () => {
    for (const name of readdirSync(path.join(ROOT, 'skills', folder, 'templates')))
      assert.ok(read(`templates/${name}`).split('\n').length - 1 <= 220, name);
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

  it('reports marks without a note, and notes without a mark', (t) => {
    const root = scratchFolder(t);
    plant(root, {
      'a.md': 'Fast [1], and `list[7]` [3].\n\n| x [2] |\n\n[1] Measured.\n[2] Read.\n[4] Lost.\n',
    });
    const loose = (note: string) => `a.md: ${note} does not stand both in the text and under it`;
    assert.deepEqual(brokenLinks(root, ['a.md']), ['[4]', '[3]'].map(loose));
  });

  it('knows blocks by their language and line', () => {
    assert.deepEqual(blocksOf('text\n\n```ts\nlet a;\n```\n\n```\nplain\n```\n'), [
      { language: 'ts', text: 'let a;\n', line: 4 },
      { language: '', text: 'plain\n', line: 8 },
    ]);
  });
});
