// What the client and a reader take for granted about the plugin's files, as far as it can be read off them.
import path from 'node:path';
import type { Folder } from '../build/folder.ts';

type Hooks = Readonly<
  Record<string, readonly { hooks: readonly { args: readonly string[]; timeout?: number }[] }[]>
>;

/** The hooks that hooks.json declares: the event, the script that runs, and how many seconds it may take. */
export function declaredHooks(files: Folder): { event: string; script: string; timeout: number }[] {
  const { hooks } = JSON.parse(String(files.get('hooks/hooks.json'))) as { hooks: Hooks };
  return Object.entries(hooks).flatMap(([event, groups]) =>
    groups
      .flatMap((group) => group.hooks)
      .map(({ args: [script = ''], timeout = Infinity }) => {
        return { event, script: script.replace('${CLAUDE_PLUGIN_ROOT}/', ''), timeout };
      }),
  );
}

/** One line for each thing that is not as it has to be. */
export function manifestProblems(files: Folder): string[] {
  const texts = new Map([...files].map(([name, bytes]) => [name, String(bytes)]));
  return [...hookProblems(files), ...skillProblems(texts), ...linkProblems(texts), ...readmeProblems(texts)];
}

function hookProblems(files: Folder): string[] {
  const declared = declaredHooks(files);
  const scripts = [...files.keys()].filter((name) => /^hooks\/.*\.cjs$/.test(name));
  const unknown = declared.filter(({ script }) => !scripts.includes(script));
  const idle = scripts.filter((name) => !declared.some(({ script }) => script === name));
  const slow = declared.filter(({ timeout }) => timeout > 5);
  return [
    ...unknown.map(
      ({ event, script }) => `hooks/hooks.json: ${event} runs ${script}, which is not in hooks/`,
    ),
    ...idle.map((name) => `hooks/hooks.json: nothing runs ${name}`),
    ...slow.map(({ event }) => `hooks/hooks.json: ${event} needs a timeout of at most 5 s`),
  ];
}

// The client lists a skill by its description, of which it shows the first 1,536 characters.
function skillProblems(texts: ReadonlyMap<string, string>): string[] {
  return [...texts].flatMap(([name, text]) => {
    if (!name.endsWith('/SKILL.md')) return [];
    const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    const folder = path.posix.basename(path.posix.dirname(name));
    const problems: string[] = [];
    if (!new RegExp(`^name: ${folder}$`, 'm').test(head)) problems.push(`${name}: its name is not ${folder}`);
    const [, description = ''] = /^description: (.*(?:\n {2,}.*)*)/m.exec(head) ?? [];
    if (description === '' || description.length > 1536) {
      problems.push(`${name}: needs a description of at most 1,536 characters`);
    }
    return problems;
  });
}

function linkProblems(texts: ReadonlyMap<string, string>): string[] {
  const isThere = (file: string): boolean =>
    [...texts.keys()].some((name) => name === file || name.startsWith(`${file}/`));
  return [...texts]
    .filter(([name]) => name.endsWith('.md') && name !== 'THIRD_PARTY_NOTICES.md')
    .flatMap(([name, text]) =>
      [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => path.posix.join(path.posix.dirname(name), target))
        .filter((target) => !isThere(target))
        .map((target) => `${name}: links to ${target}, which is not in the plugin`),
    );
}

// Below 40 words a catalogue of plugins refuses it.
function readmeProblems(texts: ReadonlyMap<string, string>): string[] {
  const words = (texts.get('README.md') ?? '').match(/\w+/g) ?? [];
  return words.length < 40 ? ['README.md: has fewer than 40 words'] : [];
}
