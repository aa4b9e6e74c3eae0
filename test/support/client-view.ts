// What can be seen of a client's run from outside, while it lasts and after: its output, its hooks, its transcript.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ModelRequest, RequestClass } from './model-request.ts';
import type { ModelServer } from './model-server.ts';
import { readHooks, readJsonLines, type HookRecord } from './recorder/recorder.ts';

export type ClientEvent = Readonly<Record<string, unknown>> & { type: string };

/** What is known of a run so far; every call looks anew. */
export type ClientView = Readonly<{
  requests: (kind?: RequestClass) => readonly ModelRequest[];
  /** What the recording plugin wrote, if the client loaded it. */
  hooks: (event?: string) => HookRecord[];
  /** The lines of the client's standard output, `stream-json`. */
  events: () => ClientEvent[];
  /** The lines of the session's transcript. */
  transcript: () => ClientEvent[];
}>;

/** The view of the run whose logs are in this folder. */
export function viewRun(logs: string, home: string, server: ModelServer): ClientView {
  const view: ClientView = {
    requests: server.requests,
    hooks: (event) => readHooks(path.join(logs, 'hooks.jsonl'), event),
    events: () => readJsonLines(path.join(logs, 'stdout.jsonl')) as ClientEvent[],
    transcript() {
      const sessionId = sessionIdOf(view);
      const folder = transcriptFolder(home, sessionId);
      return folder === undefined
        ? []
        : (readJsonLines(path.join(folder, `${sessionId}.jsonl`)) as ClientEvent[]);
    },
  };
  return view;
}

/**
 * Whether a killed client could be resumed in its tool call (one that holds this text): the transcript is written a
 * moment after the call began.
 */
export function hasSavedToolCall(view: ClientView, text = ''): boolean {
  return view
    .transcript()
    .map((line) => JSON.stringify(line))
    .some((line) => line.includes('"type":"tool_use"') && line.includes(text));
}

/** One event for each prompt that was answered. */
export function answers(view: ClientView): ClientEvent[] {
  return view.events().filter((event) => event.type === 'result');
}

/** The first session id on standard output; empty when there was none yet. */
export function sessionIdOf(view: ClientView): string {
  const ids = view.events().map((event) => event['session_id']);
  return ids.find((id) => typeof id === 'string') ?? '';
}

/** The folder under `home` that holds the session's transcript, once there is one. */
export function transcriptFolder(home: string, sessionId: string): string | undefined {
  const projects = path.join(home, '.claude/projects');
  if (!existsSync(projects)) return undefined;
  const folders = readdirSync(projects).map((name) => path.join(projects, name));
  return folders.find((folder) => existsSync(path.join(folder, `${sessionId}.jsonl`)));
}
