// The entries of a session's history. Schemas are loose: what a newer version adds is kept and ignored, and what
// the client reports (sources, reasons, statuses) is any text.
import * as v from 'valibot';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const at = { at: text };

/** `reported`: an agent or a person said so, through a call or a command; otherwise a hook saw it. */
const agent = {
  agent: text,
  agent_id: v.exactOptional(text),
  reported: v.exactOptional(v.boolean()),
};

/** A client process as far as it could be seen. */
export const clientSchema = v.looseObject({
  pid: v.exactOptional(count),
  pid_started: v.exactOptional(text),
  boot_id: v.exactOptional(text),
  pid_namespace: v.exactOptional(text),
});

export const eventSchema = v.variant('event', [
  v.looseObject({
    event: v.literal('session-started'),
    ...at,
    source: text,
    client: clientSchema,
    cwd: text,
    worktree: v.exactOptional(text),
    head: v.exactOptional(text),
    parent: v.exactOptional(text),
    session_id: v.exactOptional(text),
  }),
  v.looseObject({ event: v.literal('session-ended'), ...at, reason: text, client: clientSchema }),
  v.looseObject({
    event: v.literal('agent-started'),
    ...at,
    ...agent,
    label: v.exactOptional(text),
    message: v.exactOptional(text),
    tools_used: v.exactOptional(v.array(text)),
    client: v.exactOptional(clientSchema),
  }),
  v.looseObject({
    event: v.literal('agent-finished'),
    ...at,
    ...agent,
    status: text,
    message: text,
    tools_used: v.array(text),
    started_at: v.exactOptional(text),
    transcript_path: v.exactOptional(text),
  }),
  v.looseObject({
    event: v.literal('checkpoint'),
    ...at,
    ...agent,
    message: text,
    tools_used: v.array(text),
    kind: text,
    github_issue: v.exactOptional(count),
    started_at: v.exactOptional(text),
  }),
  v.looseObject({ event: v.literal('issue-linked'), ...at, github_issue: count }),
  v.looseObject({ event: v.literal('batch-activated'), ...at, batch_id: text }),
  v.looseObject({
    event: v.literal('drive'),
    ...at,
    batch_id: text,
    on: v.boolean(),
    until: v.exactOptional(text),
  }),
  v.looseObject({ event: v.literal('drive-continued'), ...at, batch_id: text, progress: count }),
  v.looseObject({ event: v.literal('orphan-dismissed'), ...at, ...agent, started_at: text }),
  v.looseObject({ event: v.literal('told'), ...at, what: text }),
  v.looseObject({
    event: v.literal('hook-failed'),
    ...at,
    hook: v.exactOptional(text),
    message: v.exactOptional(text),
  }),
]);

export type SessionEvent = Readonly<v.InferOutput<typeof eventSchema>>;

export type EventOf<Name extends SessionEvent['event']> = Extract<SessionEvent, { event: Name }>;

/** An event of this or a compatible version, null for one that this program does not know. */
export function parseEvent(data: unknown): SessionEvent | null {
  const parsed = v.safeParse(eventSchema, data);
  return parsed.success ? parsed.output : null;
}
