// What a power cut may leave of recorded file calls, by the least that POSIX promises: an entry of a folder is durable
// once the folder is synced, before that any combination of changes may survive; unsynced data may be missing, cut or
// zeros. A model, not a disk: it knows no torn sectors and no device that lies.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileCall } from './broken-disk.ts';

type File = { data: Buffer; synced: Buffer | null };
type Folder = { entries: Map<string, Node>; synced: Map<string, Node> };
type Node = File | Folder;

/** One state of the disk: the bytes of files, and null for folders, by path; folders before what is in them. */
export type CrashState = Readonly<{ name: string; nodes: ReadonlyMap<string, Buffer | null> }>;

export function writeState({ nodes }: CrashState, folder: string): void {
  for (const [where, data] of nodes) {
    if (data === null) mkdirSync(path.join(folder, where));
    else writeFileSync(path.join(folder, where), data);
  }
}

/** A disk that holds what is below `root` now, durably; played calls change it. */
export function recordedDisk(root: string) {
  const top = load(root);

  return {
    play(call: FileCall): void {
      const parent = folderAt(top, root, path.dirname(call.path));
      const name = path.basename(call.path);
      const node = call.path === root ? top : parent?.entries.get(name);
      if (call.name === 'mkdirSync' && node === undefined) {
        parent?.entries.set(name, { entries: new Map(), synced: new Map() });
      } else if (call.name === 'openSync' && node === undefined) {
        parent?.entries.set(name, { data: Buffer.alloc(0), synced: null });
      } else if (call.name === 'writeSync' && node !== undefined && 'data' in node) {
        node.data = Buffer.concat([node.data, call.bytes ?? Buffer.alloc(0)]);
      } else if (call.name === 'fsyncSync' && node !== undefined) {
        sync(node);
      } else if (call.name === 'linkSync' && node !== undefined && call.to !== undefined) {
        const target = folderAt(top, root, path.dirname(call.to));
        if (!target?.entries.has(path.basename(call.to))) target?.entries.set(path.basename(call.to), node);
      } else if (call.name === 'renameSync' && node !== undefined && call.to !== undefined) {
        parent?.entries.delete(name);
        folderAt(top, root, path.dirname(call.to))?.entries.set(path.basename(call.to), node);
      } else if (call.name === 'unlinkSync') {
        parent?.entries.delete(name);
      }
    },

    /**
     * States that a power cut may leave now: nothing, everything, or all but one of what is not durable, or only one;
     * `thorough`: any combination, where there are not too many.
     */
    crashStates(thorough = false): CrashState[] {
      const changes = [...unsynced(top, '')];
      const isFew = changes.length <= MOST_COMBINED;
      const survivals = thorough && isFew ? combinations(changes) : ordinarySurvivals(changes);
      return survivals.flatMap(([what, survives]) =>
        DATA_FATES.map(([fate, dataOf]) => ({
          name: `${what} survives, unsynced data ${fate}`,
          nodes: new Map(surviving(top, '', survives, dataOf)),
        })),
      );
    },
  };
}

type Survival = readonly [name: string, survives: (change: string) => boolean];

function ordinarySurvivals(changes: readonly string[]): readonly Survival[] {
  return [
    ['nothing more', () => false],
    ['everything', () => true],
    ...changes.map((one): Survival => [`only ${one}`, (change) => change === one]),
    ...changes.map((one): Survival => [`all but ${one}`, (change) => change !== one]),
  ];
}

/** Two to the power of this are looked at one by one. */
const MOST_COMBINED = 7;

function combinations(changes: readonly string[]): readonly Survival[] {
  return Array.from({ length: 2 ** changes.length }, (_, chosen): Survival => {
    const surviving = new Set(changes.filter((_change, index) => chosen & (1 << index)));
    return [[...surviving].join(' and ') || 'nothing more', (change) => surviving.has(change)];
  });
}

const DATA_FATES: readonly [string, (file: File) => Buffer][] = [
  ['whole', ({ data }) => data],
  ['missing', ({ synced }) => synced ?? Buffer.alloc(0)],
  ['cut', ({ data, synced }) => synced ?? data.subarray(0, data.length >> 1)],
  ['zeros', ({ data, synced }) => synced ?? Buffer.alloc(data.length)],
];

function load(folder: string): Folder {
  const entries = new Map<string, Node>();
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) {
      entries.set(name, load(file));
    } else {
      const data = readFileSync(file);
      entries.set(name, { data, synced: data });
    }
  }
  return { entries, synced: new Map(entries) };
}

function folderAt(top: Folder, root: string, folder: string): Folder | undefined {
  let at: Node | undefined = top;
  for (const name of path.relative(root, folder).split(path.sep).filter(Boolean)) {
    at = at !== undefined && 'entries' in at ? at.entries.get(name) : undefined;
  }
  return at !== undefined && 'entries' in at ? at : undefined;
}

function sync(node: Node): void {
  if ('entries' in node) node.synced = new Map(node.entries);
  else node.synced = node.data;
}

/** Paths of the entries that are, or are gone, without their folder having been synced since. */
function* unsynced(folder: Folder, at: string): Generator<string> {
  for (const name of new Set([...folder.entries.keys(), ...folder.synced.keys()])) {
    const node = folder.entries.get(name);
    if (node !== folder.synced.get(name)) yield path.join(at, name);
    if (node !== undefined && 'entries' in node) yield* unsynced(node, path.join(at, name));
  }
}

function* surviving(
  folder: Folder,
  at: string,
  survives: (change: string) => boolean,
  dataOf: (file: File) => Buffer,
): Generator<[string, Buffer | null]> {
  for (const name of new Set([...folder.entries.keys(), ...folder.synced.keys()])) {
    const where = path.join(at, name);
    const node = (survives(where) ? folder.entries : folder.synced).get(name);
    if (node === undefined) continue;
    yield [where, 'entries' in node ? null : dataOf(node)];
    if ('entries' in node) yield* surviving(node, where, survives, dataOf);
  }
}
