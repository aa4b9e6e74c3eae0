// All that is stored, as the shipped library reads it, and whether it is a state that a program may leave behind.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { libraryOf } from './library.ts';
import { unsoundness } from './sound-files.ts';
import type { Stage } from './stage.ts';

/** Logs as their events, documents as their data, by name; times taken out, because they differ from run to run. */
export type World = Readonly<{
  logs: Readonly<Record<string, readonly string[]>>;
  documents: Readonly<Record<string, string>>;
  /** What no fault excuses. */
  damage: readonly string[];
}>;

/** What an undisturbed run makes of the old world, and the documents that it passes on the way. */
export type Change = Readonly<{
  from: World;
  to: World;
  between: Readonly<Record<string, readonly string[]>>;
}>;

const library = libraryOf();

export async function readWorld(stage: Stage): Promise<World> {
  const { env, root } = stage;
  const surroundings = { env, cwd: () => root, now: Date.now, start: root };
  const workspace = library.openWorkspace(surroundings);
  if (workspace?.store.stateDir.path !== stage.stateDir) throw new Error('not the project of this stage');
  const { store } = workspace;
  const damage = [...unsoundFiles(stage.stateDir), ...unsoundFiles(path.join(stage.home, '.autonomous-dev'))];
  if (existsSync(path.join(stage.home, '.autonomous-dev/projects')))
    damage.push('there is state in the home folder');
  const logs: Record<string, string[]> = {};
  for (const folder of store.exists() ? store.sessionFolders() : []) {
    const log = store.logIn(folder);
    if (log === null) continue;
    if (log.damaged.length > 0) damage.push(`entries ${log.damaged.join()} of ${folder} are damaged`);
    logs[folder] = log.entries.map(({ data }) => comparable(data));
  }
  const documents: Record<string, string> = {};
  const add = (
    name: string,
    read: { ok: true; value: { data: unknown } | null } | { ok: false; refusal: { message: string } },
  ) => {
    if (!read.ok) damage.push(`${name}: ${read.refusal.message}`);
    else if (read.value !== null) documents[name] = comparable(read.value.data);
  };
  for (const id of await store.list(library.BATCH)) add(`batches/${id}`, store.readNow(library.BATCH, id));
  add('user', library.openUserStore(surroundings).readNow(library.USER));
  return { logs, documents, damage };
}

/** Every revision that is there, by document: an undisturbed run's are what a disturbed one may stop at. */
export function revisionsIn({ stateDir }: Stage): Readonly<Record<string, readonly string[]>> {
  const batches = path.join(stateDir, 'batches');
  return Object.fromEntries(
    readdirSync(batches, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => {
        const folder = path.join(batches, name);
        const files = readdirSync(folder).filter((file) => /^r\d+\.json$/.test(file));
        return [`batches/${name}`, files.map((file) => comparable(dataOf(path.join(folder, file))))];
      }),
  );
}

/**
 * What of this is neither the old state nor the new one nor, document by document, one between them. A program that
 * takes from several sources may make a document from any of them: then only what was there is judged.
 */
export function judgeWorld({ from, to, between }: Change, seen: World, hasSources = false): string[] {
  const problems = [...seen.damage];
  for (const name of namesOf(from.logs, to.logs, seen.logs)) {
    const [old, wanted, found] = [from, to, seen].map(({ logs }) => said(logs[name] ?? [])) as [
      string[],
      string[],
      string[],
    ];
    const isPart = found.length >= old.length && equal(found, wanted.slice(0, found.length));
    if (isPart || equal(found, old) || equal(found, wanted)) continue;
    problems.push(`log ${name} is ${JSON.stringify(found)}, and was ${JSON.stringify(old)}`);
  }
  for (const name of namesOf(from.documents, to.documents, seen.documents)) {
    const [old, wanted, found] = [from.documents[name], to.documents[name], seen.documents[name]];
    if (found === old || found === wanted || (old === undefined && hasSources)) continue;
    if (found !== undefined && between[name]?.includes(found)) continue;
    problems.push(`document ${name} is ${found}, and was ${old}`);
  }
  return problems;
}

export function isSame(one: World, other: World): boolean {
  const names = namesOf(one.logs, other.logs, one.documents, other.documents);
  return [...names].every(
    (name) =>
      one.documents[name] === other.documents[name] &&
      equal(said(one.logs[name] ?? []), said(other.logs[name] ?? [])),
  );
}

/** Whether every log is at least as long as there. */
export function hasEventsOf(world: World, wanted: World): boolean {
  return Object.entries(wanted.logs).every(
    ([name, events]) => (world.logs[name]?.length ?? 0) >= events.length,
  );
}

/** The same world, but for the order in which its documents were put together. */
export function withFeaturesAlone({ documents, ...world }: World): World {
  const features = Object.entries(documents).map(([name, text]): [string, string] => {
    const { features: all } = JSON.parse(text) as { features?: unknown };
    return [name, all === undefined ? text : JSON.stringify(all)];
  });
  return { ...world, documents: Object.fromEntries(features) };
}

/** Names of what is there for the time of a write or a removal only. */
export function leftoversIn({ stateDir }: Stage): string[] {
  return readdirSync(stateDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?:\.tmp-.*|\.trash-.*|\.commit\.lock|.*\.json\.\d+)$/.test(path.basename(name)),
  );
}

function unsoundFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    if (!/^[er]\d+\.json$/.test(path.basename(name)) || name.includes('.trash-')) return [];
    const why = unsoundness(readFileSync(path.join(folder, name)));
    return why === null ? [] : [`${name} is no whole file: ${why}`];
  });
}

function dataOf(file: string): unknown {
  return (JSON.parse(readFileSync(file, 'utf8')) as { data: unknown }).data;
}

/** What HEAD, worktree and the session before are is recorded as far as it can be seen. */
function comparable(data: unknown): string {
  const { worktree: _, head: __, parent: ___, ...rest } = data as Readonly<Record<string, unknown>>;
  return JSON.stringify('event' in rest ? rest : data).replaceAll(
    /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g,
    'TIME',
  );
}

/** Without what may be noted wherever something failed: that it did, and that the log began with that. */
function said(events: readonly string[]): string[] {
  return events.filter((event) => !/"event":"hook-failed"|"source":"late"/.test(event));
}

function namesOf(...records: Readonly<Record<string, unknown>>[]): Set<string> {
  return new Set(records.flatMap((record) => Object.keys(record)));
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
