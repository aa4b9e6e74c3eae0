// `tsx test/support/survey.ts --client VERSION` prints which hook events that client fires, with which fields.
// Two versions are compared by comparing what this prints. With `--payloads FOLDER` it also writes an example of each
// event and set of fields there, for the tests that play them to our hooks.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { installClient, NEWEST_CLIENT } from './client-install.ts';
import { isLoopbackOnly, loopbackUnavailable, runInLoopback } from './loopback.ts';
import { RECORDED_EVENTS, writeRecorder, type HookRecord } from './recorder/recorder.ts';
import registered from '../../hooks/hooks.json' with { type: 'json' };
import { createScratch } from './scratch.ts';
import { SCENARIOS } from './survey-scenarios.ts';

/** The events that the plugin registers. */
const OURS = new Set(Object.keys(registered.hooks));

const { values } = parseArgs({
  options: { client: { type: 'string', default: NEWEST_CLIENT }, payloads: { type: 'string' } },
});
process.exitCode = await main(values.client, values.payloads);

async function main(version: string, payloads: string | undefined): Promise<number> {
  await installClient(version);
  if (isLoopbackOnly()) {
    await survey(version, payloads);
    return 0;
  }
  const missing = loopbackUnavailable();
  if (missing === undefined) {
    const self = [process.execPath, ...process.execArgv, import.meta.filename];
    return runInLoopback([
      ...self,
      '--client',
      version,
      ...(payloads ? ['--payloads', path.resolve(payloads)] : []),
    ]);
  }
  console.error(`The client cannot run here: ${missing}`);
  return 1;
}

async function survey(version: string, payloads: string | undefined): Promise<void> {
  const hooks: HookRecord[] = [];
  const examples = new Map<string, string>();
  console.log(`# Claude Code ${version}\n`);
  for (const [name, play] of Object.entries(SCENARIOS)) {
    const scratch = createScratch();
    try {
      const { home, project, folder } = scratch;
      const recorder = await writeRecorder(path.join(folder, 'recorder'), version);
      console.log(`## ${name}`);
      for (const run of await play({ version, home, project, pluginDirs: [recorder] })) {
        hooks.push(...run.hooks());
        for (const hook of run.hooks()) if (OURS.has(hook.event)) addExample(examples, hook, folder);
        const fired = run.hooks().map((hook) => hook.event);
        console.log(
          `requests: ${run
            .requests()
            .map((request) => request.class)
            .join(' ')}`,
        );
        console.log(`events:   ${fired.join(' ')}`);
      }
    } catch (error) {
      console.log(`failed:   ${String(error)}`);
    } finally {
      await scratch.remove();
    }
  }
  if (payloads !== undefined) writeExamples(examples, payloads);
  const everywhere = commonVariables(hooks);
  console.log('\n## Environment of every hook');
  console.log(everywhere.join(' '));
  console.log('\n## Fields of each event, and the variables that only some have');
  for (const event of RECORDED_EVENTS.toSorted()) {
    const fired = hooks.filter((hook) => hook.event === event);
    console.log(`${event}${fired.length === 0 ? ': did not fire' : ''}`);
    for (const field of describeFields(fired)) console.log(`  ${field}`);
    const own = new Set(fired.flatMap(clientVariables).filter((name) => !everywhere.includes(name)));
    if (own.size > 0) console.log(`  environment: ${[...own].toSorted().join(' ')}`);
  }
}

/** One example of each event and set of fields; paths of this run become plain ones. */
function addExample(examples: Map<string, string>, { event, stdin }: HookRecord, folder: string): void {
  const fields: Readonly<Record<string, unknown>> = stdin;
  const kind = JSON.stringify(['source', 'reason', 'trigger', 'tool_name'].map((name) => fields[name]));
  const key = `${event} ${kind} ${Object.keys(fields).toSorted().join(' ')}`;
  if (examples.has(key)) return;
  const text = JSON.stringify(stdin, null, 2).replaceAll(folder, '/scratch');
  // The client makes a folder's name of the path of the project.
  const slug = path.join(folder, 'project').replaceAll(/[^A-Za-z0-9]/g, '-');
  examples.set(key, text.replaceAll(slug, '-scratch-project'));
}

function writeExamples(examples: ReadonlyMap<string, string>, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const counts = new Map<string, number>();
  for (const [key, text] of examples) {
    const event = key.slice(0, key.indexOf(' '));
    const count = (counts.get(event) ?? 0) + 1;
    counts.set(event, count);
    writeFileSync(path.join(folder, `${event}-${count}.json`), `${text}\n`);
  }
}

function clientVariables(hook: HookRecord): string[] {
  return Object.keys(hook.env).filter((name) => /^(CLAUDE|AI_)/.test(name));
}

function commonVariables(hooks: readonly HookRecord[]): string[] {
  const [first, ...others] = hooks;
  const names = first === undefined ? [] : clientVariables(first);
  return names.filter((name) => others.every((hook) => name in hook.env)).toSorted();
}

function describeFields(fired: readonly HookRecord[]): string[] {
  const inputs: Readonly<Record<string, unknown>>[] = fired.map((hook) => hook.stdin);
  const names = new Set(inputs.flatMap((stdin) => Object.keys(stdin)));
  return [...names].toSorted().map((name) => {
    const present = inputs.filter((stdin) => name in stdin).map((stdin) => stdin[name]);
    return `${name}${present.length < inputs.length ? '?' : ''}: ${describeValues(present)}`;
  });
}

/** Types, and the values themselves where they are a few plain words. */
function describeValues(values: readonly unknown[]): string {
  const types = [...new Set(values.map(typeOf))].toSorted().join(' | ');
  const words = [...new Set(values)].filter((value) => typeof value === 'string');
  const plain = words.length <= 6 && words.every((word) => /^[A-Za-z_:-]{0,40}$/.test(word));
  return plain && words.length > 0 ? `${types} (${words.toSorted().join(', ')})` : types;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' ? `{${Object.keys(value).toSorted().join(' ')}}` : typeof value;
}
