// The second act: twelve features, three workers, one killed, one cut off that reports too late, and a resume.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { RunningClient } from './running-client.ts';
import { heading, line, quoted, withProgress } from './screen.ts';
import type { ThrowAwayProject } from './throw-away-project.ts';

const FEATURES = 12;

/** Does what an agent does with a feature: claims it, does it, reports it. What it does is one line in EFFECTS. */
const WORK = `
claim() {
  claimed=$(adev batch next night --claim --wait 10s --json) || return 1
  feature=$(printf %s "$claimed" | sed -n 's/.*"feature":{"uncertain":[a-z]*,"number":\\([0-9]*\\).*/\\1/p')
  token=$(printf %s "$claimed" | sed -n 's/.*"lease":{"token":\\([0-9]*\\).*/\\1/p')
  case $claimed in *'"feature":{"uncertain":true'*) echo "$feature" >> "$EFFECTS.doubted" ;; esac
}
do_it() { grep -qx "feature $feature" "$EFFECTS" || echo "feature $feature" >> "$EFFECTS"; }
report() { adev batch complete "$feature" --batch night --token "$token"; }
`;

type Cast = Readonly<{
  project: ThrowAwayProject;
  enter: (sessionId: string) => Promise<RunningClient>;
  expect: (isSo: boolean, what: string) => void;
}>;

export async function batchStory({ project, enter, expect }: Cast): Promise<void> {
  const effects = path.join(project.folder, 'effects.txt');
  writeFileSync(effects, '');
  const env = { EFFECTS: effects };
  const done = () => linesOf(effects).length;

  heading('A batch of twelve features, three workers');
  const sessions = [randomUUID(), randomUUID(), randomUUID()] as const;
  const [steady, killed, cutOff] = await Promise.all(sessions.map((id) => enter(id)));
  if (steady === undefined || killed === undefined || cutOff === undefined)
    throw new Error('three were started');
  await Promise.all(
    [steady, killed, cutOff].map((client) => client.fire('SessionStart', { source: 'startup' })),
  );
  writeFileSync(path.join(project.root, 'features.md'), listOf(FEATURES));
  const created = await steady.bash('adev batch create features.md --id night');
  expect(created.status === 0, created.stdout.split('\n')[0] ?? '');

  // Both claim before anybody works, so that each has a feature in its hands when it goes.
  const late = path.join(project.folder, 'late');
  mkdirSync(late);
  void killed.bash(`${WORK}claim; touch "${late}/killed-has-one"; sleep 60; do_it; report`, env);
  void cutOff.bash(
    `${WORK}claim; do_it; touch "${late}/cut-off-has-one"
while [ ! -e "${late}/go" ]; do sleep 0.05; done
report > "${late}/said" 2>&1; echo $? > "${late}/status"`,
    env,
  );
  const hasOne = (who: string) => existsSync(path.join(late, `${who}-has-one`));
  await waitUntil(() => hasOne('killed') && hasOne('cut-off'), 15_000);
  await killed.killAll();
  line('The second worker is killed in mid-feature, with everything it had started.');
  process.kill(cutOff.pid, 'SIGKILL');
  line('The third one’s Claude is killed; its command lives on, and has not reported yet.');

  const worked = steady.bash(`${WORK}while claim; do do_it; report; done`, env);
  const { stdout } = await withProgress(FEATURES, done, worked);
  const reports = stdout.split('\n').filter((each) => each.includes(': completed.'));
  line(`The first worker goes on alone, and finishes ${reports.length} features.`);
  const doubted = linesOf(`${effects}.doubted`);
  expect(
    doubted.length === 2,
    `two came back uncertain (features ${doubted.join(' and ')}), so it looked before it did them`,
  );

  writeFileSync(path.join(late, 'go'), '');
  await waitUntil(() => existsSync(path.join(late, 'status')), 15_000);
  line('Now the command that was cut off reports:');
  quoted(readFileSync(path.join(late, 'said'), 'utf8'));
  expect(readFileSync(path.join(late, 'status'), 'utf8').trim() === '3', 'too late: nothing was changed');

  heading('A new session looks at what came of it');
  await steady.killAll();
  const next = await enter(randomUUID());
  await next.fire('SessionStart', { source: 'startup' });
  quoted((await next.bash('adev batch summary night')).stdout);
  const times = linesOf(effects);
  expect(
    times.length === FEATURES && new Set(times).size === FEATURES,
    `each of the ${FEATURES} features was done, and none twice`,
  );
  await next.fire('SessionEnd', { reason: 'other' });
}

function listOf(count: number): string {
  return Array.from({ length: count }, (_, index) => `- page ${index + 1} of the manual\n`).join('');
}

function linesOf(file: string): string[] {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((each) => each !== '')
    : [];
}
