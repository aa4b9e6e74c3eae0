// A report as Markdown, for whoever looks at it in the morning: what needs a person comes first. Pure.
import path from 'node:path';
import { minuteOf } from '../index.ts';
import type { AgentJson } from './agent-facts.ts';
import { code, escaped, quoted } from './markdown.ts';
import type { BatchReport, FeatureReport, Step } from './report-batch.ts';
import type { Report } from './report-facts.ts';

/** What every report begins with, and nothing else is expected to. */
export const TITLE = '# adev report: ';

export function reportLines(report: Report): string[] {
  const { project_root, written_at, batches, needs_person, last_session, next } = report;
  return [
    `${TITLE}${escaped(path.basename(project_root))}`,
    '',
    `${minuteOf(written_at)}, ${code(project_root)}. Quoted texts were written by agents.`,
    ...section('At a glance', glance(report)),
    ...section('Needs a person', needs_person.map(stepLine)),
    ...section(
      'How the last session ended',
      (last_session?.story ?? []).map((line) => `- ${escaped(line)}`),
    ),
    ...batches.flatMap(batchLines),
    ...section('Agent runs lost', report.agents.lost.map(lostLine)),
    ...section('Next', next.map(stepLine)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function glance({ batches, more_batches, agents, last_session, since, needs_person }: Report): string[] {
  const runs = Object.entries(agents.counts).map(([status, count]) => `${count} ${status}`);
  return [
    ...batches.map((batch) => `- Batch ${code(batch.batch_id)}: ${standing(batch)}`),
    ...(batches.length === 0 ? ['- No batch is unfinished, and none changed lately'] : []),
    ...(more_batches === 0 ? [] : [`- ${more_batches} more, older or finished: \`adev batch list\``]),
    `- Agent runs since ${minuteOf(since)}: ${runs.length === 0 ? 'none' : runs.join(', ')}`,
    `- Last session: ${last_session === null ? 'none' : `${code(last_session.session_id)}, ${last_session.ending}`}`,
    ...(needs_person.length === 0 ? ['- Nothing needs a person'] : []),
  ];
}

function standing({ status, counts, features }: BatchReport): string {
  const doubtful = features.filter(({ uncertain }) => uncertain === 'now').length;
  return [
    status.replaceAll('_', ' '),
    `${counts.completed} of ${counts.total} done`,
    ...(['failed', 'skipped', 'in_progress', 'pending', 'blocked'] as const)
      .filter((name) => counts[name] > 0)
      .map((name) => `${counts[name]} ${name.replace('_', ' ')}`),
    ...(doubtful === 0 ? [] : [`${doubtful} uncertain`]),
  ].join(', ');
}

function stepLine({ message, command }: Step): string {
  return `- ${escaped(message)}${command === undefined ? '' : `: ${code(command)}`}`;
}

const GROUPS: readonly (readonly [title: string, belongs: (feature: FeatureReport) => boolean])[] = [
  ['Failed', ({ status }) => status === 'failed'],
  ['Uncertain', ({ uncertain }) => uncertain === 'now'],
  ['In progress', ({ status, uncertain }) => status === 'in_progress' && uncertain !== 'now'],
  ['Skipped', ({ status }) => status === 'skipped'],
  ['Completed', ({ status }) => status === 'completed'],
];

function batchLines(batch: BatchReport): string[] {
  const { batch_id, title, paused, features, more_features, updated_at } = batch;
  const named = title === null || title === '' ? '' : `, ${quoted(title)}`;
  const groups = GROUPS.flatMap(([heading, belongs]) => {
    const items = features.filter(belongs).map(featureLine);
    return items.length === 0 ? [] : ['', `${heading}:`, '', ...items];
  });
  return section(`Batch ${escaped(batch_id)}`, [
    `${standing(batch)}; last change ${escaped(minuteOf(updated_at))}${named}`,
    ...(paused === undefined ? [] : ['', `Paused ${escaped(minuteOf(paused.at))}: ${quoted(paused.reason)}`]),
    ...groups,
    ...(more_features === 0 ? [] : ['', `And ${more_features} more: ${code(`adev batch show ${batch_id}`)}`]),
  ]);
}

/** `- feature 3: "the parser"; commit 1a2b3c` */
function featureLine(feature: FeatureReport): string {
  const { number, text, status, attempts, finished_at, error, reason, commit, pr, note } = feature;
  const facts = [
    ...(error === undefined ? [] : [`error ${quoted(error)}`]),
    ...(reason === undefined ? [] : [`because ${quoted(reason)}`]),
    ...(feature.uncertain === 'once' ? ['was uncertain before'] : []),
    ...(feature.uncertain === 'now' ? [`${status.replace('_', ' ')}, its owner is gone`] : []),
    ...(attempts > 1 ? [`${attempts} attempts counted`] : []),
    ...(commit === undefined ? [] : [`commit ${code(commit)}`]),
    ...(feature.without_commit === true ? ['no commit seen'] : []),
    ...(pr === undefined ? [] : [`pr ${code(pr)}`]),
    ...(note === undefined ? [] : [`note ${quoted(note)}`]),
    ...(finished_at === undefined ? [] : [escaped(minuteOf(finished_at))]),
  ];
  return `- feature ${number}: ${[quoted(text), ...facts].join('; ')}`;
}

function lostLine({ agent, session_id, started_at, message, last_note }: AgentJson): string {
  const note = last_note?.message ?? message;
  return [
    `- ${code(agent)} of session ${code(session_id)}`,
    ...(started_at === undefined ? [] : [`, begun ${escaped(minuteOf(started_at))}`]),
    ...(note === undefined ? [] : [`: ${quoted(note)}`]),
  ].join('');
}
