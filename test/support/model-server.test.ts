import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { lastToolResults, modelText } from './model-request.ts';
import { agent, bash, BEYOND_SCRIPT, type ModelScript } from './model-script.ts';
import { startModelServer, type ModelServer } from './model-server.ts';

const TOOLS = [{ name: 'Bash' }, { name: 'Read' }];
const AGENT_HEADER = 'x-claude-code-agent-id';

describe('the scripted model', () => {
  let folder: string;
  let logFile: string;
  let server: ModelServer;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'adev-model-'));
    logFile = path.join(folder, 'requests.jsonl');
  });

  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(script: ModelScript): Promise<void> {
    server = await startModelServer(script, logFile);
  }

  async function post(body: object, headers: Readonly<Record<string, string>> = {}) {
    const request = { model: 'm', tools: TOOLS, messages: [{ role: 'user', content: 'Hello.' }], ...body };
    const answer = await fetch(`${server.url}/v1/messages?beta=true`, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
    });
    return { status: answer.status, text: await answer.text() };
  }

  it('plays turns in order, functions of the request too, and has a last word', async () => {
    await start({ main: [{ text: 'One.' }, (request) => ({ text: `Heard ${modelText(request)}` })] });
    assert.match((await post({})).text, /"text":"One\."/);
    assert.match((await post({ system: 'Sys.' })).text, /"text":"Heard Sys\.\\nHello\."/);
    assert.ok((await post({})).text.includes(BEYOND_SCRIPT));
  });

  it('streams text and tool calls as the events of the API', async () => {
    await start({ main: [{ text: 'Now.', calls: [bash('ls'), agent('Go.')], usage: { output_tokens: 7 } }] });
    const { text } = await post({ stream: true });
    const events = text
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as { type: string; delta?: { partial_json?: string } });
    const block = ['content_block_start', 'content_block_delta', 'content_block_stop'];
    assert.deepEqual(
      events.map((event) => event.type),
      ['message_start', ...block, ...block, ...block, 'message_delta', 'message_stop'],
    );
    assert.deepEqual(JSON.parse(events[5]?.delta?.partial_json ?? ''), bash('ls').input);
    assert.match(text, /"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":7}/);
  });

  it('gives every agent the script of the word in its prompt, from the start', async () => {
    await start({ main: [{ text: 'M.' }], subagents: { left: [{ text: 'L1.' }, { text: 'L2.' }] } });
    const left = { messages: [{ role: 'user', content: [{ type: 'text', text: 'Turn left.' }] }] };
    assert.match((await post(left, { [AGENT_HEADER]: 'a1' })).text, /"L1\."/);
    assert.match((await post(left, { [AGENT_HEADER]: 'a2' })).text, /"L1\."/);
    assert.match((await post(left, { [AGENT_HEADER]: 'a1' })).text, /"L2\."/);
    assert.match((await post({})).text, /"M\."/);
    assert.deepEqual(
      server.requests('subagent').map((request) => request.agentId),
      ['a1', 'a2', 'a1'],
    );
  });

  it('tells compactions and side questions from the conversation', async () => {
    await start({ main: [{ text: 'M.' }], summary: 'Short.' });
    const task = 'CRITICAL: Respond with TEXT ONLY.\nYour task is to create a detailed summary.';
    const { text } = await post({ messages: [{ role: 'user', content: task }] });
    assert.match(text, /<summary>\\nShort\.\\n<\/summary>/);
    await post({ tools: [] });
    await post({ output_config: { format: { type: 'json_schema' } } });
    assert.match((await post({})).text, /"M\."/);
    assert.deepEqual(
      server.requests().map((request) => request.class),
      ['compact', 'side', 'side', 'main'],
    );
  });

  it('puts parallel tool results into the order of their calls', async () => {
    await start({});
    const use = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: {} });
    const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: `of ${id}` });
    await post({
      messages: [
        { role: 'assistant', content: [use('first'), use('second')] },
        { role: 'user', content: [result('second'), result('first')] },
        { role: 'system', content: 'A reminder.' },
      ],
    });
    assert.deepEqual(server.requests().map(lastToolResults), [['of first', 'of second']]);
  });

  it('answers errors, and a broken script as one that no client repeats', async () => {
    await start({
      main: [
        { status: 529, error: 'overloaded_error' },
        () => {
          throw new Error('Broken.');
        },
      ],
    });
    const refused = await post({});
    assert.equal(refused.status, 529);
    assert.match(refused.text, /"type":"error","error":{"type":"overloaded_error"/);
    assert.equal((await post({})).status, 400);
    assert.deepEqual(
      server.failures().map((failure) => failure.message),
      ['Broken.'],
    );
  });

  it('leaves a request without an answer, or without its end, until it closes', async () => {
    await start({
      main: [{ silent: true }, { text: 'Half', unfinished: true }, { text: 'Late.', delayMs: 60_000 }],
    });
    const open = [post({}), post({ stream: true }), post({})];
    const outcomes = Promise.allSettled(open);
    while (server.requests().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.close();
    assert.deepEqual(
      (await outcomes).map((outcome) => outcome.status),
      ['rejected', 'rejected', 'rejected'],
    );
    assert.deepEqual(server.failures(), []);
  });

  it('writes every request down without its secrets', async () => {
    await start({});
    await post(
      {},
      { 'x-api-key': 'secret-1', authorization: 'secret-2', cookie: 'secret-3', 'x-kept': 'yes' },
    );
    await fetch(`${server.url}/`, { method: 'HEAD' });
    const log = readFileSync(logFile, 'utf8');
    assert.doesNotMatch(log, /secret/);
    assert.match(log, /"x-kept":"yes"/);
    assert.match(log, /"endpoint":"HEAD \/"/);
    assert.deepEqual((await fetch(`${server.url}/v1/none`)).status, 404);
  });
});
