// Owns what the scripted model answers: the turns a test writes, and which of them a request gets.

import { userText, type ModelRequest } from './model-request.ts';

export type ToolCall = Readonly<{ name: string; input: Readonly<Record<string, unknown>> }>;

export type Usage = Readonly<{
  input_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  output_tokens: number;
}>;

/** Text, tool calls that run as one batch, or both. `unfinished`: the stream starts and never ends. */
export type Answer = Readonly<{
  text?: string;
  calls?: readonly ToolCall[];
  usage?: Partial<Usage>;
  delayMs?: number;
  unfinished?: boolean;
}>;

/** An API error, e.g. `{ status: 529, error: 'overloaded_error' }`. The client tries again, and takes the next turn. */
export type Failure = Readonly<{ status: number; error: string; message?: string; delayMs?: number }>;

/** The request is never answered. */
export type Silence = Readonly<{ silent: true }>;

export type Turn = Answer | Failure | Silence;

/** A function makes its turn from the request, for example a tool's input from the previous tool's result. */
export type ScriptedTurn = Turn | ((request: ModelRequest) => Turn);

export type ModelScript = Readonly<{
  /** The main conversation, in order, across all prompts of one client. */
  main?: readonly ScriptedTurn[];
  /** By a word in the prompt that the main conversation gave the agent; every agent plays its script from the start. */
  subagents?: Readonly<Record<string, readonly ScriptedTurn[]>>;
  /** What every compaction is answered. */
  summary?: string;
}>;

/** What a request beyond the end of its script is answered: a session may ask more often than a test cares for. */
export const BEYOND_SCRIPT = 'The script has no further turn.';

export function bash(command: string, options: Readonly<Record<string, unknown>> = {}): ToolCall {
  return { name: 'Bash', input: { command, description: 'Run a command', ...options } };
}

/** A call of the Agent tool that is waited for; `{ run_in_background: true }` makes it one that is not. */
export function agent(prompt: string, options: Readonly<Record<string, unknown>> = {}): ToolCall {
  const defaults = { subagent_type: 'general-purpose', run_in_background: false };
  return { name: 'Agent', input: { description: 'Run an agent', prompt, ...defaults, ...options } };
}

/** Plays one script to one client: each call takes the next turn of the conversation that asks. */
export function scriptPlayer(script: ModelScript): (request: ModelRequest) => Turn {
  const positions = new Map<string, number>();

  return function play(request) {
    if (request.class === 'compact') return { text: summaryText(script.summary ?? 'The work goes on.') };
    if (request.class === 'side') return { text: '{"title":"Scripted session"}' };

    const conversation = request.agentId ?? 'main';
    const position = positions.get(conversation) ?? 0;
    positions.set(conversation, position + 1);
    const turns = request.agentId === undefined ? script.main : subagentTurns(script, request);
    const turn = turns?.[position] ?? { text: BEYOND_SCRIPT };
    return typeof turn === 'function' ? turn(request) : turn;
  };
}

/** Without the tags the newest client asks a second time. */
function summaryText(summary: string): string {
  return `<analysis>Nothing to add.</analysis>\n<summary>\n${summary}\n</summary>`;
}

function subagentTurns(script: ModelScript, request: ModelRequest): readonly ScriptedTurn[] | undefined {
  const said = userText(request.body);
  return Object.entries(script.subagents ?? {}).find(([word]) => said.includes(word))?.[1];
}
