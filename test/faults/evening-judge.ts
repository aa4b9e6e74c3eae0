// What has to hold at every moment of an evening, by the shipped library and by the bytes on the disk.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SESSIONS, type Evening, type Ledger } from './evening.ts';
import { libraryOf } from './library.ts';
import { watchFiles } from './sound-files.ts';

/** Leftovers of the killed, at any moment: far fewer than there are kills. */
const MOST_LEFTOVERS = 60;

/** Looks at everything that was acknowledged before it begins to look; answers what is wrong. */
export function judgeOf({ project, ledger, now }: Evening): () => Promise<readonly string[]> {
  const library = libraryOf();
  const { stateDir, surroundings } = project;
  const batch = path.join(stateDir, 'batches/b1');
  const watches = [batch, ...SESSIONS.map((session) => path.join(stateDir, 'sessions', session))].map(
    (folder) => watchFiles(folder),
  );
  let highest = 0;
  let fewest = 0;
  return async () => {
    const due = copyOf(ledger);
    const problems = watches.flatMap(({ look }) => look());
    const workspace = library.openWorkspace({ ...surroundings, now });
    const logs = SESSIONS.map((session) => [session, workspace?.store.log(session)] as const);
    for (const [session, log] of logs) {
      const messages = (log?.entries ?? []).flatMap(
        ({ data }) => (data as { message?: string }).message ?? [],
      );
      const wanted = due.checkpoints.filter((one) => one.session === session);
      for (const { message } of wanted) {
        const times = messages.filter((one) => one === message).length;
        if (times !== 1) problems.push(`checkpoint ${message} of ${session} is there ${times} times`);
      }
      if (log?.damaged.length) problems.push(`${session}: entries ${log.damaged.join()} are damaged`);
      const numbers = (log?.entries ?? []).map(({ number }) => number);
      if (numbers.some((number, index) => number !== index + 1)) problems.push(`${session} has gaps`);
    }
    const loaded = await library.loadBatchState('b1', { ...surroundings, now });
    if (!loaded.ok) return [...problems, `the batch cannot be read: ${JSON.stringify(loaded)}`];
    const { features } = loaded.value.batch;
    for (const text of due.features) {
      const times = features.filter((feature) => feature.text === text).length;
      if (times !== 1) problems.push(`feature ${text} is there ${times} times`);
    }
    for (const { number, note } of due.outcomes) {
      const feature = features[number - 1];
      if (feature?.status !== 'completed' || feature.evidence?.note !== note)
        problems.push(`outcome ${note} of feature ${number} is lost: ${JSON.stringify(feature)}`);
    }
    if (features.length < fewest) problems.push(`features went away: ${fewest}, then ${features.length}`);
    fewest = features.length;
    if (loaded.value.revision < highest) problems.push(`revision ${loaded.value.revision} after ${highest}`);
    highest = loaded.value.revision;
    if (new Set(due.tokens).size !== due.tokens.length) problems.push('a token was handed out twice');
    return [...problems, ...versionsLowered(batch), ...leftovers(stateDir)];
  };
}

function copyOf({ checkpoints, features, outcomes, tokens }: Ledger): Ledger {
  return {
    checkpoints: [...checkpoints],
    features: [...features],
    outcomes: [...outcomes],
    tokens: [...tokens],
  };
}

/** Once the newer version of the plugin has written, the older one keeps the version that it found. */
function versionsLowered(folder: string): readonly string[] {
  const names = readdirSync(folder)
    .filter((name) => /^r\d+\.json$/.test(name))
    .toSorted();
  const minors = names.flatMap((name) => {
    try {
      return Number(/"version":"2\.(\d+)\./.exec(readFileSync(path.join(folder, name), 'utf8'))?.[1]);
    } catch {
      // Pruned since it was listed.
      return [];
    }
  });
  return minors.some((minor, index) => minor < (minors[index - 1] ?? 0))
    ? [`versions go down: ${minors.join()}`]
    : [];
}

function leftovers(stateDir: string): readonly string[] {
  const names = readdirSync(stateDir, { recursive: true, encoding: 'utf8' });
  const left = names.filter((name) => /^\.(?:tmp|trash)-/.test(path.basename(name)));
  return left.length > MOST_LEFTOVERS ? [`${left.length} leftovers`] : [];
}
