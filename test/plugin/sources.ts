// A project of a few sources that the build takes for the whole: every kind of chunk, package and public file once.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Text by path; null where there is to be none. */
export type Sources = Readonly<Record<string, string | null>>;

export const SOURCES: Sources = {
  'package.json':
    '{"name":"autonomous-dev","version":"3.2.1","description":"A fixture.","license":"MIT","type":"module"}',
  'hooks/hooks.json': '{"hooks":{}}',
  'hooks/stop.ts': `
    import { runHook } from '../lib/hook.ts';
    import { saved, outcome } from '../lib/index.ts';
    runHook(() => (saved?.('stop') ?? false) || outcome(1));
  `,
  'skills/saving/SKILL.md': '---\nname: saving\ndescription: A fixture.\n---\n',
  'lib/index.ts': `
    /** What others may use. */
    export { saved } from './agent-tracker.ts';
    export { outcome as result } from './batch-state-manager.ts';
    export * from './batch-state-manager.ts';
    export * from './project-root.ts';
    export type { Entry } from './domain/entry.ts';
  `,
  'lib/agent-tracker.ts': `
    import { write } from './store/store.ts';
    export function saved(text: string): boolean { return write({ text }); }
  `,
  'lib/batch-state-manager.ts': `
    import * as v from 'valibot';
    import { entry } from './domain/entry.ts';
    import { write } from './store/store.ts';
    export * from './batch-control.ts';
    const batch = v.object({ entries: v.array(entry) });
    export type Batch = v.InferOutput<typeof batch>;
    export function outcome(count: number): Batch | null {
      const parsed = v.safeParse(batch, { entries: [{ text: String(count) }] });
      return parsed.success && write(parsed.output.entries[0]) ? parsed.output : null;
    }
  `,
  'lib/batch-control.ts': "export function paused(): string { return 'paused'; }",
  'lib/project-root.ts': 'export function rootOf(start: string): string { return `root of ${start}`; }',
  'lib/user-state-manager.ts': "export { rootOf as homeOf } from './project-root.ts';",
  'lib/save-checkpoint.ts': "export { write as save } from './store/store.ts';",
  'lib/user-settings.ts': "export { rootOf as settingsOf } from './project-root.ts';",
  'lib/session-brief.ts': "export const brief = 'brief';",
  'lib/drive.ts': "export const drive = 'drive';",
  'lib/lease-care.ts': "export const park = 'park';",
  'lib/cleared-session.ts': "export const clear = 'clear';",
  'lib/damage-line.ts': "export const damage = 'damage';",
  'lib/first-use.ts': "export const firstUse = 'first';",
  'lib/unfinished-hint.ts': "export const unfinished = 'unfinished';",
  'lib/parked-hint.ts': "export const parked = 'parked';",
  'lib/tidied-hint.ts': "export const tidied = 'tidied';",
  'lib/domain/adev-command.ts': "export const command = 'adev';",
  'lib/domain/launcher.ts': "export const launcher = 'launcher';",
  'lib/domain/keyword-match.ts': "export const matched = 'matched';",
  'lib/domain/skill-keywords.ts': "export const keywords = 'keywords';",
  'lib/domain/legacy/reading.ts': 'export function old(text: string): string { return text.slice(3); }',
  'lib/hook.ts': 'export function runHook(handler: () => unknown): void { handler(); }',
  'lib/cli/main.ts': `
    import { saved } from '../index.ts';
    export async function main(argv: readonly string[]): Promise<number> { return saved(argv.join()) ? 0 : 1; }
  `,
  'lib/domain/entry.ts': `
    import * as v from 'valibot';
    export const entry = v.looseObject({ text: v.pipe(v.string(), v.maxLength(9)), at: v.optional(v.string()) });
    /** What is written. */
    export type Entry = Readonly<v.InferOutput<typeof entry>>;
    export function mark(): string { return 'a mark to be found once'; }
  `,
  'lib/store/store.ts': `
    import type { Entry } from '../domain/entry.ts';
    import { old } from '../domain/legacy/reading.ts';
    import { isEntry } from './documents.ts';
    import { properLockfile } from './packages.ts';
    export function write(data: Entry | undefined): boolean {
      if (data?.text.startsWith('old')) return old(data.text) === '';
      return isEntry(data) && (data.text !== 'lock' || typeof properLockfile().lock === 'function');
    }
  `,
  'lib/store/documents.ts': `
    import * as v from 'valibot';
    import { entry, mark } from '../domain/entry.ts';
    export function isEntry(data: unknown): boolean { return v.is(entry, data) && mark() !== ''; }
  `,
  'lib/store/locked-commit.ts': "export const locked = 'locked';",
  'lib/store/quarantine.ts': "export const aside = 'aside';",
  'lib/store/trash.ts': "export const trash = 'trash';",
  'lib/store/turnstile.ts': "export const turn = 'turn';",
  'lib/store/view.ts': "export const view = 'view';",
  'lib/domain/event.ts': "export const event = 'event';",
  'lib/domain/project.ts': "export const project = 'project';",
  'lib/domain/user.ts': "export const user = 'user';",
  'lib/hook-failure.ts': "export const failure = 'failure';",
  'lib/cli/commands.ts': "export const COMMANDS = ['save'];",
  'lib/store/packages.ts': `
    import { createRequire } from 'node:module';
    const load = createRequire(import.meta.url);
    export function properLockfile(): { lock: unknown } { return load('proper-lockfile') as { lock: unknown }; }
  `,
};

/** Writes the sources, changed as given, into a new folder, at `below` in it, and hands that to `use`. */
export async function withSources<T>(
  changes: Sources,
  use: (root: string) => Promise<T>,
  below = '.',
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sources-'));
  const root = path.join(folder, below);
  try {
    for (const [name, text] of Object.entries({ ...SOURCES, ...changes })) {
      if (text === null) continue;
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text.replaceAll(/^ {4}/gm, ''));
    }
    cpSync(path.join(ROOT, 'LICENSE'), path.join(root, 'LICENSE'));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'junction');
    return await use(root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
