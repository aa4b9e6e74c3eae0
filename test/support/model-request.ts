// Owns what a request to the Messages API says: its class, its conversation, and the text that reached the model.

import * as v from 'valibot';

const contentSchema = v.union([v.string(), v.array(v.looseObject({ type: v.string() }))]);

/** The parts of a `POST /v1/messages` body that tests look at; everything else is kept as it came. */
export const bodySchema = v.looseObject({
  model: v.string(),
  stream: v.optional(v.boolean(), false),
  system: v.optional(contentSchema, ''),
  messages: v.array(v.looseObject({ role: v.string(), content: contentSchema })),
  tools: v.optional(v.array(v.looseObject({ name: v.optional(v.string()) })), []),
  output_config: v.optional(v.looseObject({ format: v.optional(v.unknown()) })),
});

export type RequestBody = v.InferOutput<typeof bodySchema>;
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Who asks: `compact` the compaction, `subagent` one agent's conversation, `side` a small question such as a title,
 * `main` the main conversation.
 */
export type RequestClass = 'compact' | 'subagent' | 'side' | 'main';

export type ModelRequest = Readonly<{
  class: RequestClass;
  at: string;
  /** The client's id of the subagent that asks; absent in the main conversation. */
  agentId?: string;
  headers: Headers;
  body: RequestBody;
}>;

/** The order of the tests matters: a compaction carries the main conversation's tools, and an agent has few. */
export function classify(headers: Headers, body: RequestBody): RequestClass {
  const system = contentText(body.system);
  if (/tasked with summarizing conversations/.test(system) || asksForSummary(body)) return 'compact';
  if (agentIdOf(headers) !== undefined) return 'subagent';
  if (body.tools.length === 0 || body.output_config?.format !== undefined) return 'side';
  if (body.tools.length < 2 && /title|topic/i.test(system)) return 'side';
  return 'main';
}

export function agentIdOf(headers: Headers): string | undefined {
  const id = headers['x-claude-code-agent-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** All text the model was given: the system text and every message, tool results included, tool inputs not. */
export function modelText(request: ModelRequest): string {
  const { system, messages } = request.body;
  return [system, ...messages.map((message) => message.content)].map(contentText).join('\n');
}

/** What the model was told since it last spoke: tool results, prompts, and what hooks added. */
export function newText(request: ModelRequest): string {
  const { messages } = request.body;
  const spoke = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages
    .slice(spoke + 1)
    .map(({ content }) => contentText(content))
    .join('\n');
}

/** What people and the client said, without tool results. */
export function userText(body: RequestBody): string {
  const said = body.messages.filter((message) => message.role === 'user');
  return said.map((message) => saidIn(message.content)).join('\n');
}

/**
 * The text of each tool result in the last message that has any, in the order of the calls (the client sends them in
 * the order they finished); empty before the first call.
 */
export function lastToolResults(request: ModelRequest): string[] {
  const blocks = request.body.messages.map((message) => blocksOf(message.content));
  const results = blocks.map((of) => of.filter(isToolResult)).findLast((of) => of.length > 0) ?? [];
  const calls = blocks.flat().map((block) => block['id']);
  return results
    .toSorted((a, b) => calls.indexOf(a['tool_use_id']) - calls.indexOf(b['tool_use_id']))
    .map(contentText);
}

function asksForSummary(body: RequestBody): boolean {
  const last = body.messages.findLast((message) => message.role === 'user');
  const text = saidIn(last?.content ?? '');
  return text.includes('CRITICAL: Respond with TEXT ONLY') && text.includes('a detailed summary');
}

type Content = v.InferOutput<typeof contentSchema>;
type Block = Exclude<Content, string>[number];

function blocksOf(content: Content): Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

function isToolResult(block: Block): boolean {
  return block.type === 'tool_result';
}

function saidIn(content: Content): string {
  return contentText(blocksOf(content).filter((block) => !isToolResult(block)));
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(contentText).join('\n');
  if (content === null || typeof content !== 'object') return '';
  const { text, content: inner } = content as { text?: unknown; content?: unknown };
  return contentText(text ?? inner);
}
