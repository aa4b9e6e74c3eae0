// What a caller may ask to be saved as a checkpoint, and what is refused.
import { isAgentName } from './ids.ts';
import { MAX_TEXT_CHARACTERS } from './limits.ts';
import { ok, refuse, type Result } from './result.ts';
import { hasControls } from './text.ts';

const MAX_TOOLS = 100;
const MAX_TOOL_CHARACTERS = 255;
const MAX_ISSUE = 999_999;

const CHECKPOINT_KINDS = ['progress', 'completed', 'failed'] as const;
type CheckpointKind = (typeof CHECKPOINT_KINDS)[number];

export type Checkpoint = Readonly<{
  agent: string;
  message: string;
  toolsUsed: readonly string[];
  kind: CheckpointKind;
  githubIssue?: number;
  startedAt?: string;
}>;

/** Checks arguments of any type; the refusal's code is always `invalid-input` and its message names the argument. */
export function checkCheckpoint(request: unknown): Result<Checkpoint> {
  if (typeof request !== 'object' || request === null)
    return invalid('one object with agentName and message is needed');
  const given = request as Readonly<Record<string, unknown>>;
  // Each is read once: a getter may answer differently, or throw, the next time.
  const [agentName, message, toolsUsed = [], kind = 'progress', githubIssue, startedAt] = [
    given['agentName'],
    given['message'],
    given['toolsUsed'],
    given['kind'],
    given['githubIssue'],
    given['startedAt'],
  ];

  if (typeof agentName !== 'string' || agentName.length > 1000 || !isAgentName(agentName.trim())) {
    return invalid('agentName must be 1 to 255 of the characters A-Z a-z 0-9 _ . : -');
  }
  const text = checkText(message);
  if (!text.ok) return text;
  const tools = checkTools(toolsUsed);
  if (!tools.ok) return tools;
  if (!isKind(kind)) return invalid(`kind must be one of ${CHECKPOINT_KINDS.join(', ')}`);
  const issue = checkIssue(githubIssue);
  if (!issue.ok) return issue;
  const started = checkTime(startedAt);
  if (!started.ok) return started;

  return ok({
    agent: agentName.trim(),
    message: text.value,
    toolsUsed: tools.value,
    kind,
    ...(issue.value === undefined ? {} : { githubIssue: issue.value }),
    ...(started.value === undefined ? {} : { startedAt: started.value }),
  });
}

/** A message as it is kept: trimmed, not empty, at most 10,000 characters, no controls but tab and line breaks. */
function checkText(message: unknown): Result<string> {
  if (typeof message !== 'string') return invalid('message must be a text');
  if (message.length > MAX_TEXT_CHARACTERS) {
    return invalid(
      `message has ${message.length} characters; at most ${MAX_TEXT_CHARACTERS} are taken, shorten it`,
    );
  }
  if (hasControls(message))
    return invalid('message has control characters; only tab and line breaks are taken');
  const text = message.toWellFormed().trim();
  return text === '' ? invalid('message is empty') : ok(text);
}

function checkTools(tools: unknown): Result<readonly string[]> {
  if (!Array.isArray(tools)) return invalid('toolsUsed must be a list of names');
  const { length } = tools;
  if (length > MAX_TOOLS) return invalid(`toolsUsed has ${length} names; at most ${MAX_TOOLS} are taken`);
  const names: string[] = [];
  // By index: the list's own iterator is the caller's, and may never end.
  for (let index = 0; index < length; index += 1) {
    const tool: unknown = tools[index];
    if (typeof tool !== 'string' || tool.length > MAX_TOOL_CHARACTERS) {
      return invalid(`each of toolsUsed must be a text of at most ${MAX_TOOL_CHARACTERS} characters`);
    }
    if (hasControls(tool)) return invalid('toolsUsed has control characters');
    const name = tool.toWellFormed().trim();
    if (name !== '') names.push(name);
  }
  return ok(names);
}

/** A GitHub issue's number, 1 to 999,999; undefined where none is given. */
export function checkIssue(issue: unknown): Result<number | undefined> {
  if (issue === undefined || issue === null) return ok(undefined);
  if (typeof issue === 'number' && Number.isInteger(issue) && issue >= 1 && issue <= MAX_ISSUE)
    return ok(issue);
  return invalid(`githubIssue must be a whole number from 1 to ${MAX_ISSUE}`);
}

function checkTime(time: unknown): Result<string | undefined> {
  if (time === undefined || time === null) return ok(undefined);
  const moment =
    time instanceof Date ? time.getTime() : typeof time === 'string' ? Date.parse(time) : Number.NaN;
  // The range that ISO 8601 writes with four-digit years.
  if (moment >= 0 && moment < 253_402_300_800_000) return ok(new Date(moment).toISOString());
  return invalid('startedAt must be a Date or an ISO 8601 time');
}

function isKind(kind: unknown): kind is CheckpointKind {
  return CHECKPOINT_KINDS.some((known) => known === kind);
}

function invalid(message: string): Result<never> {
  return refuse('invalid-input', message);
}
