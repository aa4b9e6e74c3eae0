// The off switch of a project: what hooks and saves do, not what has been recorded.
import { isOffForProcess, minuteOf, ok, PROJECT, switchOff, switchOn, type Workspace } from '../index.ts';
import { done, refused, type Answer } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { styled, type Line } from './output.ts';

export const projectOn = command({
  name: 'on',
  group: 'housekeeping',
  summary: 'Switch autonomous-dev on again for this project',
  options: {},
  run: (call) => inProject(call, switchProjectOn),
});

export const projectOff = command({
  name: 'off',
  group: 'housekeeping',
  summary: 'Switch autonomous-dev off for this project',
  options: {},
  run: (call) => inProject(call, switchProjectOff),
});

async function switchProjectOn(workspace: Workspace): Promise<Answer> {
  const { store } = workspace;
  const found = store.readNow(PROJECT);
  if (!found.ok) return refused(found.refusal);
  // Without a document the project is on, and nothing has to be written for it.
  if (found.value !== null) {
    const updated = await store.update(PROJECT, '', (project) =>
      ok({ data: switchOn(project), answer: null }),
    );
    if (!updated.ok) return refused(updated.refusal);
  }
  return answerFor(workspace, null, [
    [styled('green', 'on'), `  autonomous-dev works in ${workspace.project.root}`],
  ]);
}

async function switchProjectOff(workspace: Workspace): Promise<Answer> {
  const updated = await workspace.store.update(PROJECT, '', (project, now) =>
    ok({ data: switchOff(project, new Date(now).toISOString()), answer: null }),
  );
  if (!updated.ok) return refused(updated.refusal);
  const since = updated.value.data.off?.at ?? null;
  return answerFor(workspace, since, [
    [
      styled('yellow', 'off'),
      `  autonomous-dev rests in ${workspace.project.root}${since === null ? '' : ` since ${minuteOf(since)}`}`,
    ],
    'Hooks do nothing, and a checkpoint is answered with skipped (disabled). What was recorded stays.',
    'adev status and adev checkpoint list still work.',
    'To switch it on again: adev on',
  ]);
}

function answerFor(workspace: Workspace, since: string | null, lines: readonly Line[]): Answer {
  const isOffHere = isOffForProcess(workspace.surroundings.env);
  const json = {
    on: since === null,
    off_since: since,
    off_for_process: isOffHere,
    project_root: workspace.project.root,
  };
  const notes = isOffHere
    ? ['AUTONOMOUS_DEV=off is set in this environment, and keeps it off there until it is unset.']
    : [];
  return done(json, lines, notes);
}
