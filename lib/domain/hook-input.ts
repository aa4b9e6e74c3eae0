// What the client sends a hook, as far as this program uses it. Anything missing or of a wrong type is absent:
// a field that is not understood must not keep the rest from being recorded.
import { isObject, parseObject } from './json.ts';

export type HookInput = Readonly<{
  sessionId?: string;
  /** Absent before the session's first prompt in this client. */
  promptId?: string;
  cwd?: string;
  source?: string;
  reason?: string;
  trigger?: string;
  prompt?: string;
  error?: string;
  agentId?: string;
  agentType?: string;
  lastAssistantMessage?: string;
  agentTranscriptPath?: string;
  toolName?: string;
  toolInput?: Readonly<Record<string, unknown>>;
  backgroundTasks?: readonly unknown[];
}>;

/** A path or an id that is longer than any system allows is none. */
const MAX_NAME_CHARACTERS = 4096;

/** Null when the input is no JSON object. Everything else is taken as far as it goes. */
export function parseHookInput(text: string): HookInput | null {
  const given = parseObject(text);
  if (given === null) return null;
  const names = {
    sessionId: given['session_id'],
    promptId: given['prompt_id'],
    cwd: given['cwd'],
    source: given['source'],
    reason: given['reason'],
    trigger: given['trigger'],
    error: given['error'],
    agentId: given['agent_id'],
    agentType: given['agent_type'],
    agentTranscriptPath: given['agent_transcript_path'],
  };
  const texts = { prompt: given['prompt'], lastAssistantMessage: given['last_assistant_message'] };
  const toolInput = given['tool_input'];
  return {
    ...textsOf(names, MAX_NAME_CHARACTERS),
    ...textsOf(texts, Number.POSITIVE_INFINITY),
    ...(typeof given['tool_name'] === 'string' ? { toolName: given['tool_name'] } : {}),
    ...(isObject(toolInput) ? { toolInput } : {}),
    ...(Array.isArray(given['background_tasks'])
      ? { backgroundTasks: given['background_tasks'] as unknown[] }
      : {}),
  };
}

function textsOf(fields: Readonly<Record<string, unknown>>, limit: number): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && value !== '' && value.length <= limit) texts[name] = value;
  }
  return texts;
}
