import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { COMMANDS } from '../../lib/cli/commands.ts';
import { agentCommands, parseAdevCommand } from '../../lib/domain/adev-command.ts';
import { scratchFolder } from '../support/project.ts';
import { ALLOWED, REFUSED, type NamedCommand } from './adev-commands.ts';

type Ran = Readonly<{
  /** Of each adev that ran: its arguments, and its stdin. */
  runs: readonly Readonly<{ args: readonly string[]; stdin: string }>[];
  /** How many simple commands the shell traced. */
  traced: number;
  status: number | null;
  files: readonly string[];
}>;

/** Runs commands in bash where `adev`, which prints what it is given, and touch are all there is on PATH. */
function shell(t: TestContext): (command: string) => Ran {
  const folder = scratchFolder(t);
  const [bin, project] = [path.join(folder, 'bin'), path.join(folder, 'project')];
  mkdirSync(bin);
  mkdirSync(project);
  // Every run is one record: the arguments and stdin, each ended by a NUL, the record by a byte that UTF-8 lacks.
  const adev = `#!/bin/sh
printf '%s\\0' "$@"
while IFS= read -r line; do printf '%s\\n' "$line"; done
printf '\\0\\377'
`;
  writeFileSync(path.join(bin, 'adev'), adev, { mode: 0o755 });
  writeFileSync(path.join(bin, 'touch'), '#!/bin/sh\n: >"$1"\n', { mode: 0o755 });
  return (command) => {
    const { stdout, stderr, status } = spawnSync('/bin/bash', ['--norc', '-xc', command], {
      cwd: project,
      env: { PATH: bin, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const records = stdout.toString('latin1').split('\u00ff').slice(0, -1);
    const runs = records.map((record) => {
      const parts = Buffer.from(record, 'latin1').toString().split('\0').slice(0, -1);
      return { args: parts.slice(0, -1), stdin: parts.at(-1) ?? '' };
    });
    const traced = stderr
      .toString()
      .split('\n')
      .filter((line) => line !== '').length;
    return { runs, traced, status, files: readdirSync(project) };
  };
}

describe('an adev command that needs no permission', () => {
  for (const [name, command] of ALLOWED) {
    it(`is ${name}`, () => {
      assert.notEqual(parseAdevCommand(command), null);
    });
  }

  it('is read as bash reads it, and is all that bash runs', (t) => {
    const run = shell(t);
    for (const [name, command] of ALLOWED) {
      const parsed = parseAdevCommand(command);
      assert.equal(spawnSync('/bin/bash', ['--norc', '-nc', command]).status, 0, name);
      assert.deepEqual(
        run(command),
        { runs: [{ args: parsed?.args, stdin: parsed?.stdin ?? '' }], traced: 1, status: 0, files: [] },
        name,
      );
    }
  });

  it('is told by the same look at bash from one that does more', (t) => {
    const run = shell(t);
    const commandNamed = (wanted: string): string => nameless(REFUSED.find(([name]) => name === wanted));
    assert.deepEqual(run(commandNamed('a second command behind &&')).files, ['x']);
    assert.equal(run('adev status & adev status; wait').runs.length, 2);
    assert.equal(run('adev status; :').traced, 2);
    assert.deepEqual(run(commandNamed('a list in braces')).runs[0]?.args, [
      'batch',
      'create',
      'a.md',
      'b.md',
    ]);
    assert.deepEqual(run(commandNamed('a command behind a heredoc that ends early')).files, ['x']);
  });

  it('names the files that it reads', () => {
    const filesOf = (command: string) => parseAdevCommand(command)?.files;
    assert.deepEqual(filesOf("adev batch create --title '../x' plans/a.md"), ['plans/a.md']);
    assert.deepEqual(filesOf('adev batch add --feature ../x b1 ./b1'), ['b1', './b1']);
    assert.deepEqual(filesOf('adev batch create - --title=/x'), []);
    assert.deepEqual(filesOf('adev history batch/b1'), []);
  });

  it('takes the options that adev itself takes', () => {
    const mine = agentCommands();
    const compared = COMMANDS.filter(({ name }) => mine.has(name)).map(({ name, options }) => {
      for (const [option, takesValue] of mine.get(name) ?? []) {
        const theirs = options[option];
        if (theirs !== undefined) assert.equal(takesValue, theirs.value !== undefined, `${name} --${option}`);
      }
      return name;
    });
    assert.ok(compared.includes('checkpoint save'));
  });

  it('is taken word for word from any text in single quotes', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/['\p{Cc}\p{Zl}\p{Zp}]/u.test(each));
    fc.assert(
      fc.property(text, text, (agent, message) => {
        const parsed = parseAdevCommand(`adev checkpoint save --agent='${agent}' --message '${message}'`);
        assert.deepEqual(parsed?.args, ['checkpoint', 'save', `--agent=${agent}`, '--message', message]);
      }),
    );
  });

  it('may be long, and is found out in a moment', () => {
    const body = 'a line of text\n'.repeat(60_000);
    const long = `adev batch create - <<'EOF'\n${body}EOF\n`;
    const started = performance.now();
    assert.equal(parseAdevCommand(long)?.stdin, body);
    assert.equal(parseAdevCommand(`adev status ${"'a'".repeat(300_000)};`), null);
    assert.equal(parseAdevCommand(`adev status ${'--a='.repeat(250_000)};`), null);
    assert.equal(parseAdevCommand(`adev status ${'a'.repeat(16 * 1024 * 1024)}`), null);
    assert.ok(performance.now() - started < 5000);
  });
});

describe('a command that is left to the client', () => {
  for (const [name, command] of REFUSED) {
    it(`is ${name}`, () => {
      assert.equal(parseAdevCommand(command), null);
    });
  }

  it('is any with a sign outside quotes that a shell acts on', () => {
    const word = fc.constantFrom('adev', 'status', 'batch', 'show', '--json', "'a b'", 'b1', '"c"', "''");
    const sign = fc.constantFrom(...';&|<>()$`\\*?[]{}#~!^%=\n\t\r\0\'"'.split(''));
    fc.assert(
      fc.property(
        fc.array(word),
        fc.array(word),
        sign,
        fc.constantFrom('', ' '),
        (before, after, each, gap) => {
          const command = `adev status ${before.join(' ')}${gap}${each}${gap}${after.join(' ')}`;
          assert.equal(parseAdevCommand(command), null);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is any allowed one with a second command behind it', () => {
    for (const [name, command] of ALLOWED) {
      for (const more of ['; touch x', '\ntouch x', ' && touch x', ' | touch x', ' > x', '$(touch x)']) {
        assert.equal(parseAdevCommand(command.replace(/\n$/, '') + more), null, `${name}${more}`);
      }
    }
  });
});

function nameless(entry: NamedCommand | undefined): string {
  assert.ok(entry);
  return entry[1];
}
