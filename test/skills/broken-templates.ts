// Templates broken on purpose, and which of the crash tests beside them has to notice.

export type Broken = Readonly<{
  /** What is wrong with it. */
  flaw: string;
  template: string;
  /** Parts of the template, each there exactly once, and what stands there instead. */
  changes: readonly (readonly [part: string, instead: string])[];
  /** The same for its test, to make it wait less for what will not come. */
  inTest?: readonly (readonly [part: string, instead: string])[];
  noticedBy: string;
}>;

type Flaws = Readonly<Record<string, Omit<Broken, 'flaw' | 'template'>>>;

const ATOMIC_IN_PLACE = [
  'writeFileAtomic.sync(staged, text, { mode });',
  `const open = fs.openSync(file, 'w');
   Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
   fs.writeSync(open, text);
   fs.closeSync(open);
   fs.copyFileSync(file, staged);`,
] as const;

const ATOMIC: Flaws = {
  'writes in place': {
    changes: [ATOMIC_IN_PLACE],
    noticedBy: 'killed at any call of a later write, the file is the old one or the new one',
  },
  'writes in place while others read': {
    changes: [ATOMIC_IN_PLACE],
    noticedBy: 'a reader never sees a torn file, not even when the writer is killed',
  },
  'believes that all bytes were taken': {
    changes: [['if (taken !== given)', 'if (taken > given)']],
    noticedBy: 'whatever call of a later write fails, the file is whole, and the new one if that was said',
  },
  'does not sync the bytes': {
    changes: [['{ mode });', '{ mode, fsync: false });']],
    noticedBy: 'the bytes are durable before they get the name, and the name before it returns',
  },
  'does not sync the folder': {
    changes: [['  syncFolder(folder);', '']],
    noticedBy: 'the bytes are durable before they get the name, and the name before it returns',
  },
  'follows links': {
    changes: [['if (!found.isFile())', 'if (found.isDirectory())']],
    noticedBy: 'a link in the place of the file or its folder is refused, and what it leads to is left alone',
  },
  'replaces without asking': {
    changes: [['mayReplace();', '']],
    noticedBy: 'whoever may not replace the file leaves the old one and nothing else',
  },
  'forgets the permissions': {
    changes: [['return found.mode & 0o777;', 'return 0o600;']],
    noticedBy: 'the permissions of the file stay, and a new one is for its owner alone',
  },
  'leaves the temp files of the dead': {
    changes: [['  sweep(folder, `.${name}.`);', '']],
    noticedBy: 'what killed writers leave behind is swept when it is old',
  },
};

const LOCK: Flaws = {
  'locks nothing': {
    changes: [['return await lock(', 'return async () => undefined;\n    return await lock(']],
    noticedBy: 'lets one in at a time',
  },
  'keeps the lock after a failure': {
    changes: [['await held.release();', '']],
    noticedBy: 'is given back when what ran under it throws',
  },
  'waits for everything': {
    changes: [["if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return null;", 'return null;']],
    noticedBy: 'says at once what no waiting can mend',
  },
  'never takes a lock from the dead': {
    changes: [['{ ...traps, stale }', '{ ...traps, stale: stale * 1000 }']],
    inTest: [
      [
        'lock = await acquireFileLock(file, { ...STALE, waitMs: 30_000 });\n    lock.assertHeld();\n    await',
        'lock = await acquireFileLock(file, { ...STALE, waitMs: 4000 });\n    await',
      ],
    ],
    noticedBy: 'passes on after its holder was killed',
  },
  'lets the package throw from its timer': {
    changes: [['realpath: false, onCompromised,', 'realpath: false,']],
    noticedBy: 'tells a holder that was suspended that it is too late, and that one leaves the lock alone',
  },
  'believes that what it once held it holds': {
    changes: [['!isLost && identityOf(lockfilePath) === mine', 'true']],
    noticedBy: 'tells a holder that was suspended that it is too late, and that one leaves the lock alone',
  },
  'gives back what is not its own': {
    changes: [['if (isHeld()) await release()', 'await release()']],
    noticedBy: 'tells a holder that was suspended that it is too late, and that one leaves the lock alone',
  },
};

const RENAMES = [
  'fs.linkSync(temp, fileOf(folder, number));',
  'fs.renameSync(temp, fileOf(folder, number));',
] as const;

const STORE: Flaws = {
  'writes in place and cannot get over the damage': {
    changes: [
      ['writeSynced(temp, bytes);', 'writeSynced(fileOf(folder, number), bytes);'],
      [RENAMES[0], ''],
      ['if (sound !== null) return', "if (sound === null) throw new Error('damaged');\n      return"],
    ],
    noticedBy: 'killed at any call of a later save, it is made or not made, and the next one works',
  },
  'takes a file that cannot be read for a damaged one': {
    changes: [
      [
        'const bytes = readBytes(fileOf(folder, number));',
        'let bytes: Buffer | null = Buffer.alloc(0);\n      try {\n        bytes = readBytes(fileOf(folder, number));\n      } catch {}',
      ],
    ],
    noticedBy:
      'whatever call of a later save fails, nothing older is lost, and what was acknowledged is there',
  },
  'believes that all bytes were taken': {
    changes: [
      [
        'for (let done = 0; done < bytes.length;) done += fs.writeSync(descriptor, bytes, done);',
        'fs.writeSync(descriptor, bytes);',
      ],
    ],
    noticedBy:
      'whatever call of a later save fails, nothing older is lost, and what was acknowledged is there',
  },
  'commits over what another writer committed': {
    changes: [RENAMES],
    noticedBy: 'asleep at any call of a later save while others save, it loses nothing of theirs or its own',
  },
  'takes a used number for a free one': {
    changes: [[' || !isHistory(folder, number, nonce)', '']],
    noticedBy: 'asleep at any call of a later save while others save, it loses nothing of theirs or its own',
  },
  'does not sync the bytes': {
    changes: [['    fs.fsyncSync(descriptor);\n', '']],
    noticedBy: 'the bytes are durable before their name is, and the name before it is acknowledged',
  },
  'does not sync the folder': {
    changes: [['  syncFolder(folder);', '']],
    noticedBy: 'the bytes are durable before their name is, and the name before it is acknowledged',
  },
  'does not sync the folder that names a new one': {
    changes: [['if (number === 1) syncFolder(dirname(folder));', '']],
    noticedBy: 'the bytes are durable before their name is, and the name before it is acknowledged',
  },
  'does not look at the checksum': {
    changes: [["checksum !== hash('sha256', text) || ", '']],
    noticedBy:
      'a newest revision that was cut short or changed gives way to the one before, and stays findable',
  },
  'begins anew over what a newer version wrote': {
    changes: [
      [
        'if (sound.version > version) throw',
        'if (sound.version > version) return null;\n  if (sound.version > version) throw',
      ],
    ],
    noticedBy: 'state that cannot be used is left alone',
  },
  'follows links': {
    changes: [['O_RDONLY | O_NOFOLLOW | O_NONBLOCK,', 'O_RDONLY | (O_NOFOLLOW & 0) | O_NONBLOCK,']],
    noticedBy: 'a link in the place of the folder or of a revision is not followed',
  },
  'keeps every revision': {
    changes: [['const KEEP = 8;', 'const KEEP = 8_000;']],
    noticedBy: 'a hundred saves leave eight revisions and nothing else',
  },
  'acknowledges first and saves some later': {
    changes: [
      ['export function openRevisionStore', 'let calls = 0;\nexport function openRevisionStore'],
      [
        '    update(change) {\n',
        '    update(change) {\n      if ((calls += 1) % 50 !== 0) return { data: change(null), revision: 0 };\n',
      ],
    ],
    noticedBy: 'a process that is killed at work leaves all that it was told was saved',
  },
  'looks before it writes instead of while': {
    changes: [RENAMES],
    noticedBy: 'a crowd of processes loses no update',
  },
};

const MANAGER: Flaws = {
  'does not migrate': {
    changes: [['migrations.slice(version - 1)', 'migrations.slice(version)']],
    noticedBy: 'state of an older version is migrated, and of a newer one left alone',
  },
  'saves what it could not read': {
    changes: [['check(change(state ?? initial))', 'change(state ?? initial)']],
    noticedBy: 'state that the schema does not allow is not saved',
  },
  'publishes in place': {
    changes: [
      ['  for (let round', "  let copied = '';\n  for (let round"],
      ['writeAtomically(file, `', 'copied = (`'],
      [
        '    const now = newest();',
        "    const open = fs.openSync(file, 'w');\n    fs.writeSync(open, copied);\n    fs.closeSync(open);\n    const now = newest();",
      ],
      ["import * as v from 'valibot';", "import * as fs from 'node:fs';\nimport * as v from 'valibot';"],
    ],
    noticedBy: 'killed at any call, it is made or not made, and the copy is whole',
  },
  'lets the slowest have the last word': {
    changes: [['const MAX_COPIES = 20;', 'const MAX_COPIES = 1;']],
    noticedBy: 'asleep at any call while others save, it loses nothing, and the copy ends as the newest',
  },
  'fails when its copy does': {
    changes: [['    } catch {', '    } catch (error) {\n      throw error;']],
    noticedBy: 'a copy that cannot be written keeps nothing from being saved',
  },
  'does not go on without a turn': {
    changes: [['.catch(() => null)', '']],
    noticedBy: 'a lock that nobody gives back, and one that cannot be had, cost a moment',
  },
  'keeps its turn': {
    changes: [['await turn?.release();', '']],
    noticedBy: 'a crowd loses nothing, and leaves no lock behind',
  },
};

const HOOK: Flaws = {
  'writes once and hopes': {
    changes: [['for (let written = 0; written < bytes.length;) {', 'for (let written = 0; written < 1;) {']],
    noticedBy: 'answers sixteen megabytes whole',
  },
  'takes everything for an event': {
    changes: [['return isEvent ? (event as HookEvent) : null;', 'return event as HookEvent;']],
    noticedBy: 'does nothing about what is no event',
  },
  'leaves errors to Node.js': {
    changes: [
      ["for (const failure of ['uncaughtException', 'unhandledRejection']) process.on(failure, giveUp);", ''],
    ],
    noticedBy: 'is not heard when its handler throws, at once or later, or answers what is no JSON',
  },
  'lets packages print': {
    changes: [['  globalThis.console = new Console(process.stderr);', '']],
    noticedBy: 'keeps what packages print out of its answer',
  },
  'has all the time in the world': {
    changes: [['  setTimeout(() => giveUp(`no answer within ${limitMs} ms`), limitMs);', '']],
    inTest: [['timeout: 60_000', 'timeout: 4000']],
    noticedBy: 'ends in time when its handler does not, or stdin is never closed',
  },
  'says with its status what it could not print': {
    changes: [['    // Nobody listens.', '    process.exit(1);']],
    noticedBy: 'exits 0 when nobody listens',
  },
};

const entries = (template: string, flaws: Flaws): Broken[] =>
  Object.entries(flaws).map(([flaw, rest]) => ({ flaw, template, ...rest }));

export const BROKEN: readonly Broken[] = [
  ...entries('file-lock-template.ts', LOCK),
  ...entries('hook-template.ts', HOOK),
  ...entries('revision-store-template.ts', STORE),
  ...entries('state-manager-template.ts', MANAGER),
  ...entries('atomic-write-template.ts', ATOMIC),
];
