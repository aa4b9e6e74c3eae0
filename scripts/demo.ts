// `npm run demo`: drives the shipped plugin through kills, a full disk and a resume in a throw-away project, and
// counts what is left. Real processes only; nothing outside that project is touched, no network, no key.
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import {
  answersFolder,
  BY_ADEV,
  byPortablePattern,
  isSaved,
  readAnswers,
  savingCommand,
} from './demo/agents.ts';
import { batchStory } from './demo/batch-story.ts';
import { countSaves } from './demo/count.ts';
import { BY_BREAKABLE_ADEV, killAtCommit, smallDisk } from './demo/faults.ts';
import { startClient, type RunningClient } from './demo/running-client.ts';
import { checked, heading, line, quoted, verdict, withProgress } from './demo/screen.ts';
import { checkpointMessages, entriesOf, listedMessages, stateTree } from './demo/state-files.ts';
import { throwAwayProject } from './demo/throw-away-project.ts';
import { waitUntil } from '../test/support/wait-until.ts';

const project = throwAwayProject(tmpdir());
const sessionId = randomUUID();
const ANSWERS = answersFolder(project);
const LIST = 'adev checkpoint list --json';
const clients: RunningClient[] = [];
/** What did not go as it has to; the count at the end adds to it. */
const wrong: string[] = [];

process.once('SIGINT', () => void cleanUp().finally(() => process.exit(130)));
try {
  await story();
} finally {
  await cleanUp();
}
process.exitCode = wrong.length === 0 ? 0 : 1;

async function story(): Promise<void> {
  console.log('Agents save checkpoints, things go wrong, and at the end every save is counted.');
  const first = await startSession();
  await saveTogether(first);
  await dieWhileSaving(first);
  const onSmallDisk = await fillTheDisk(first);
  await beSkipped(first);
  await killClaude(first);
  const second = await resumeSession();
  const inSession = await lookAtFiles(second);
  await second.fire('SessionEnd', { reason: 'other' });
  await batchStory({ project, enter, expect });
  count([...inSession, ...onSmallDisk]);
}

async function startSession(): Promise<RunningClient> {
  heading('A session starts');
  const client = await enter();
  const said = await client.fire('SessionStart', { source: 'startup' });
  line(
    `Process ${client.pid} plays Claude Code: it starts the hooks and the Bash commands, as the real one does.`,
  );
  expect(said === null, 'its SessionStart hook has nothing to tell yet, and says nothing');
  return client;
}

async function saveTogether(client: RunningClient): Promise<void> {
  heading('Four agents save at the same time');
  line('Two by `adev checkpoint save`, two by the portable lines of the README. Each save is a process.');
  const portable = byPortablePattern();
  const agents = { researcher: BY_ADEV, planner: BY_ADEV, implementer: portable, tester: portable };
  const work = Object.entries(agents).map(async ([agent, saveFunction]) => {
    await client.fire('SubagentStart', { agent_type: agent, agent_id: agent });
    await client.bash(savingCommand(agent, saveFunction, 1, 6), { ANSWERS });
  });
  await withProgress(24, () => readAnswers(ANSWERS).length, Promise.all(work));
  expect(readAnswers(ANSWERS).filter(isSaved).length === 24, '24 asked, 24 saved');
  for (const agent of ['researcher', 'planner']) {
    const said = { agent_type: agent, agent_id: agent, last_assistant_message: `${agent}: all done` };
    await client.fire('SubagentStop', said);
  }
  line('researcher and planner finish; the SubagentStop hook records it.');
}

async function dieWhileSaving(client: RunningClient): Promise<void> {
  heading('Two saves are killed half-way');
  for (const moment of ['before', 'after'] as const) {
    const agent = `killed-${moment}-commit`;
    const env = { ANSWERS, FAULT_PRELOAD: killAtCommit(project.state, moment) };
    await client.bash(savingCommand(agent, BY_BREAKABLE_ADEV, 1, 1), env);
    expect(readAnswers(ANSWERS, agent)[0]?.answer === null, `SIGKILL just ${moment} the commit: no answer`);
  }
  const { stdout } = await client.bash(LIST);
  expect(!stdout.includes('killed-before'), 'the first never happened; a later save sweeps what it left');
  expect(stdout.includes('killed-after'), 'the second is there, though nobody lived to hear of it');
}

async function fillTheDisk(client: RunningClient): Promise<readonly string[]> {
  heading('A disk runs full');
  const disk = smallDisk(project.folder);
  line(
    disk.isReal
      ? 'For this agent the state lies on a real disk of 64 KB.'
      : 'No small disk can be mounted here: for this agent every write after the twelfth save fails with ENOSPC.',
  );
  const folder = path.join(project.folder, 'small disk');
  const [agent, steps] = ['doc-writer', 20];
  const saves = [[1, 12] as const, [13, steps] as const].map(([from, to]) =>
    savingCommand(agent, BY_BREAKABLE_ADEV, from, to),
  );
  const before = readAnswers(ANSWERS).length;
  const work = client.bash(disk.fill(folder, saves[0] ?? '', `${saves[1]}\n${LIST}`), {
    ANSWERS,
    AUTONOMOUS_DEV_STATE_DIR: folder,
  });
  const { stdout } = await withProgress(steps, () => readAnswers(ANSWERS).length - before, work);
  const answers = readAnswers(ANSWERS, agent);
  const skipped = answers.filter((each) => !isSaved(each));
  line(`${answers.length} asked, ${answers.length - skipped.length} saved, then:`);
  quoted(skipped[0]?.answer?.replaceAll(project.folder, '…') ?? '');
  expect(
    skipped.length > 0 && skipped.every(({ answer }) => answer?.includes('(disk-full)')),
    'the work went on',
  );
  return listedMessages(stdout);
}

async function beSkipped(client: RunningClient): Promise<void> {
  heading('Some saves are skipped, and say why');
  const save = 'adev checkpoint save --agent planner --message';
  const cases = {
    'outside any project': `unset AUTONOMOUS_DEV_PROJECT_DIR; cd "$HOME"; ${save} hello`,
    'a message that is too long': `${save} "$(printf '%10001s' x)"`,
    'switched off by the person': `AUTONOMOUS_DEV=off ${save} hello`,
    'where the plugin is missing': `unset AUTONOMOUS_DEV_PLUGIN_DIR\n${byPortablePattern()}save planner hello`,
  };
  for (const [what, command] of Object.entries(cases)) {
    const { stdout, status } = await client.bash(command);
    line(`${what}:`);
    quoted(stdout);
    if (status !== 0 || !stdout.startsWith('Checkpoint: skipped (')) expect(false, `exit status ${status}`);
  }
}

async function killClaude(client: RunningClient): Promise<void> {
  heading('Claude Code is killed while three agents work');
  await client.fire('SubagentStart', { agent_type: 'reviewer', agent_id: 'reviewer' });
  const before = readAnswers(ANSWERS).length;
  for (const agent of ['implementer', 'tester', 'reviewer']) {
    void client.bash(savingCommand(agent, BY_ADEV, 7, 200), { ANSWERS });
  }
  const done = () => readAnswers(ANSWERS).length - before;
  await withProgress(
    12,
    done,
    waitUntil(() => done() >= 12, 15_000),
  );
  await client.killAll();
  line(`SIGKILL to process ${client.pid} and to everything it has started. No hook runs, nothing is said.`);
}

async function resumeSession(): Promise<RunningClient> {
  heading('The session is resumed');
  const client = await enter();
  const brief = await client.fire('SessionStart', { source: 'resume' });
  line('What the SessionStart hook tells the model:');
  quoted(brief ?? '(nothing)');
  expect(/lost.*reviewer/.test(brief ?? ''), 'it names the agents that were cut off');
  return client;
}

async function lookAtFiles(client: RunningClient): Promise<readonly string[]> {
  heading('Where it all lies');
  line(`In ${project.root}, where git keeps its own data:`);
  quoted(stateTree(project));
  const entries = entriesOf(project.state, sessionId);
  line('The newest checkpoint:');
  quoted(entries.findLast((entry) => entry.includes('"event":"checkpoint"')) ?? '');
  const messages = checkpointMessages(entries);
  const { stdout } = await client.bash(LIST);
  const listed = listedMessages(stdout).filter((message) => !message.endsWith('all done'));
  expect(
    isDeepStrictEqual(listed.toSorted(), messages.toSorted()),
    '`adev checkpoint list` shows what the files hold',
  );
  return messages;
}

function count(found: readonly string[]): void {
  heading('The count');
  const {
    acknowledged,
    skipped,
    cut,
    cutButThere,
    wrong: miscounted,
  } = countSaves(readAnswers(ANSWERS), found);
  line(`${acknowledged} saves acknowledged, ${skipped} skipped, ${cut} killed before they could answer`);
  line(`${found.length} checkpoints found: ${cutButThere} of the killed saves had been committed`);
  for (const each of miscounted) expect(false, each);
  const right = `each of the ${acknowledged} acknowledged saves is there, exactly once.`;
  verdict(wrong.length === 0, wrong.length === 0 ? right : `${wrong.length} of the checks above.`);
}

function expect(isSo: boolean, what: string): void {
  checked(isSo, what);
  if (!isSo) wrong.push(what);
}

async function enter(session: string = sessionId): Promise<RunningClient> {
  const client = await startClient(project, session);
  clients.push(client);
  return client;
}

async function cleanUp(): Promise<void> {
  await Promise.all(clients.map((client) => client.killAll()));
  project.remove();
}
