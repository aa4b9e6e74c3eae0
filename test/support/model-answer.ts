// Owns the shape of the Messages API's answers: one message, as JSON or as the events of a stream.

import { randomUUID } from 'node:crypto';
import type { Answer, Failure, Usage } from './model-script.ts';

/** One answer as a whole message. Ids are unique across servers, as a resumed session meets those of earlier ones. */
export function messageOf(answer: Answer, model: string) {
  const calls = answer.calls ?? [];
  const text = answer.text ?? (calls.length === 0 ? 'Done.' : '');
  const usage: Usage = {
    input_tokens: 100,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 10,
    ...answer.usage,
  };
  return {
    id: newId('msg'),
    type: 'message' as const,
    role: 'assistant' as const,
    model,
    content: [
      ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ...calls.map((call) => ({ type: 'tool_use' as const, id: newId('toolu'), ...call })),
    ],
    stop_reason: calls.length > 0 ? ('tool_use' as const) : ('end_turn' as const),
    stop_sequence: null,
    usage,
  };
}

type Message = ReturnType<typeof messageOf>;

/** The message as server-sent events, without what ends an answer when `unfinished`. */
export function streamOf(message: Message, unfinished: boolean): string {
  const { stop_reason, stop_sequence, content, ...head } = message;
  const start = { ...head, content: [], stop_reason: null, stop_sequence: null };
  const beginning = [
    event('message_start', { message: start }),
    ...content.flatMap((block, index) => blockEvents(block, index)),
  ];
  if (unfinished) return beginning.slice(0, -1).join('');
  const { output_tokens } = message.usage;
  const delta = { delta: { stop_reason, stop_sequence }, usage: { output_tokens } };
  return [...beginning, event('message_delta', delta), event('message_stop', {})].join('');
}

export function errorBody({ error, message = `Scripted ${error}.` }: Pick<Failure, 'error' | 'message'>) {
  return { type: 'error', error: { type: error, message } };
}

function blockEvents(block: Message['content'][number], index: number): string[] {
  const start = block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} };
  const delta =
    block.type === 'text'
      ? { type: 'text_delta', text: block.text }
      : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
  return [
    event('content_block_start', { index, content_block: start }),
    event('content_block_delta', { index, delta }),
    event('content_block_stop', { index }),
  ];
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}
