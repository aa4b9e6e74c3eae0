// Every hook of the shipped plugin over payloads that both clients really sent, over hostile shapes of them, and over
// whatever JSON can be: exit 0, nothing on stderr that a person would see, and one valid document or none on stdout.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, test } from 'node:test';
import * as fc from 'fast-check';
import * as v from 'valibot';
import registered from '../../hooks/hooks.json' with { type: 'json' };
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { createProject, type TestProject } from '../support/project.ts';

const PAYLOADS = path.resolve(import.meta.dirname, '../fixtures/payloads');
const EVENTS = Object.keys(registered.hooks);

type Payload = Readonly<{
  version: string;
  name: string;
  event: string;
  fields: Readonly<Record<string, unknown>>;
}>;
type Ran = Readonly<{ status: number | null; stdout: string; stderr: string }>;

const context = (event: string) =>
  v.strictObject({
    systemMessage: v.optional(v.string()),
    hookSpecificOutput: v.optional(
      v.strictObject({
        hookEventName: v.literal(event),
        additionalContext: v.pipe(v.string(), v.maxLength(9000)),
      }),
    ),
  });
const message = v.strictObject({ systemMessage: v.string() });

/** What the client takes from each event, as far as we may say it; the others say nothing but a message. */
const OUTPUTS: Readonly<Record<string, v.GenericSchema>> = {
  SessionStart: context('SessionStart'),
  UserPromptSubmit: context('UserPromptSubmit'),
  PermissionRequest: v.union([
    message,
    v.strictObject({
      hookSpecificOutput: v.strictObject({
        hookEventName: v.literal('PermissionRequest'),
        decision: v.strictObject({ behavior: v.literal('allow') }),
      }),
    }),
  ]),
  Stop: v.union([message, v.strictObject({ decision: v.literal('block'), reason: v.string() })]),
  SessionEnd: v.never(),
  PreCompact: v.never(),
};

function payloads(): Payload[] {
  return readdirSync(PAYLOADS).flatMap((version) =>
    readdirSync(path.join(PAYLOADS, version)).map((name) => {
      const text = readFileSync(path.join(PAYLOADS, version, name), 'utf8');
      return {
        version,
        name,
        event: name.split('-')[0] ?? '',
        fields: JSON.parse(text) as Payload['fields'],
      };
    }),
  );
}

function fire(project: TestProject, event: string, input: string | Buffer, stdio?: 'closed stdout'): Ran {
  const file = event.replace(/(?<=.)[A-Z]/g, (sign) => `-${sign}`).toLowerCase();
  const hook = path.join(PLUGIN, 'hooks', `${file}.cjs`);
  const env = { ...project.env, CLAUDE_PROJECT_DIR: project.root, CLAUDE_PLUGIN_ROOT: PLUGIN };
  const command =
    stdio === undefined
      ? [process.execPath, hook]
      : ['sh', '-c', `exec "$0" "$1" >&-`, process.execPath, hook];
  const [program = '', ...args] = command;
  return spawnSync(program, args, {
    cwd: project.root,
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

function assertFits(event: string, { status, stdout, stderr }: Ran, what: string): unknown {
  assert.equal(status, 0, `${what}: ${stderr}`);
  assert.doesNotMatch(stderr, /\n\s+at |\n.*\n/, what);
  if (stdout === '') return null;
  assert.match(stdout, /^[^\n]*\n$/, `${what}: not one line`);
  const document: unknown = JSON.parse(stdout);
  const parsed = v.safeParse(OUTPUTS[event] ?? message, document);
  assert.ok(parsed.success, `${what}: ${stdout}`);
  return document;
}

describe('a payload that a client sent', () => {
  for (const { version, name, event, fields } of payloads()) {
    it(`of ${version}, ${name}, is answered in the form of its event`, (t) => {
      const project = createProject(t);
      const input = { ...fields, cwd: project.root };
      assertFits(event, fire(project, event, JSON.stringify(input)), name);
    });
  }

  it('is there of every registered event', () => {
    const known = new Set(payloads().map(({ event }) => event));
    assert.deepEqual(
      EVENTS.filter((event) => !known.has(event)),
      [],
    );
  });
});

const HOSTILE: Readonly<Record<string, string | Buffer>> = {
  nothing: '',
  'no JSON': 'hello',
  'half a document': '{"session_id":"a",',
  'an array': '[1,2,3]',
  'a number': '5',
  null: 'null',
  'invalid UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  'wrong types':
    '{"session_id":5,"cwd":{},"source":[],"agent_type":true,"prompt":1,"tool_input":"x","background_tasks":{}}',
  'a path as the session':
    '{"session_id":"../../../etc","cwd":"/nowhere","agent_type":"../x","agent_id":"\\u0000"}',
  'a prototype': '{"__proto__":{"session_id":"a"},"constructor":{},"session_id":"b","cwd":"/"}',
  'too deep': `{"session_id":"a","tool_input":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  'ten megabytes': JSON.stringify({
    session_id: 'a',
    agent_type: 'x',
    last_assistant_message: 'x'.repeat(10_000_000),
  }),
  'twenty megabytes': `{"session_id":"${'x'.repeat(20_000_000)}"}`,
};

describe('a hostile payload', () => {
  for (const [what, input] of Object.entries(HOSTILE)) {
    it(`(${what}) ends every hook quietly`, (t) => {
      const project = createProject(t);
      for (const event of EVENTS) assertFits(event, fire(project, event, input), `${event}, ${what}`);
    });
  }

  it('and a closed stdout end every hook quietly', (t) => {
    const project = createProject(t);
    for (const event of EVENTS) {
      const ran = fire(
        project,
        event,
        JSON.stringify({ session_id: 'a', source: 'resume', agent_type: 'x' }),
        'closed stdout',
      );
      assert.equal(ran.status, 0, event);
    }
  });
});

test('any JSON value on stdin yields exit 0 and valid output or none', (t) => {
  const project = createProject(t);
  const known = fc.record(
    {
      session_id: fc.oneof(fc.constant('s1'), fc.string()),
      cwd: fc.oneof(fc.constant(project.root), fc.string()),
      source: fc.oneof(fc.constantFrom('startup', 'resume', 'clear', 'compact', 'fork'), fc.string()),
      agent_type: fc.string(),
      prompt: fc.string(),
      tool_name: fc.constant('Bash'),
      tool_input: fc.jsonValue(),
      background_tasks: fc.jsonValue(),
      error: fc.constantFrom('rate_limit', 'x'),
    },
    { requiredKeys: [] },
  );
  const value = fc.oneof(fc.jsonValue(), known);
  fc.assert(
    fc.property(fc.constantFrom(...EVENTS), value, (event, input) => {
      assertFits(event, fire(project, event, JSON.stringify(input)), `${event} ${JSON.stringify(input)}`);
    }),
    { numRuns: 80 },
  );
});

test('the check would notice two documents, a stack trace, a wrong event and an exit status', () => {
  const good = { status: 0, stdout: '', stderr: '' };
  assert.equal(assertFits('Stop', good, 'good'), null);
  for (const bad of [
    { ...good, status: 1 },
    { ...good, stdout: '{"systemMessage":"a"}\n{"systemMessage":"b"}\n' },
    { ...good, stdout: '{"decision":"approve"}\n' },
    { ...good, stderr: 'Error: x\n    at y\n' },
  ]) {
    assert.throws(() => assertFits('Stop', bad, 'bad'));
  }
  const elsewhere = '{"hookSpecificOutput":{"hookEventName":"Stop","additionalContext":"a"}}\n';
  assert.throws(() => assertFits('SessionStart', { ...good, stdout: elsewhere }, 'elsewhere'));
});
