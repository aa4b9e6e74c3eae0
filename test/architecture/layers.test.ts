import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { layerViolations, modulesNamedIn, type Sources } from './layers.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAX_LINES = 220;
const SAYS_NOTHING = /(?:^|-)(?:utils?|helpers?|common|misc|shared|types|managers?)\.ts$/;
const NAMED_BY_THE_PORT = ['lib/batch-state-manager.ts', 'lib/user-state-manager.ts'];

const sources: Sources = new Map(
  ['lib', 'hooks'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
      .map((name) => [name, readFileSync(path.join(ROOT, name), 'utf8')] as const),
  ),
);

const violationsOf = (file: string, text: string): string[] => layerViolations(new Map([[file, text]]));

/** The sources in which something stands, comments left out. */
function holding(part: RegExp, within: Sources = sources): string[] {
  return [...within]
    .filter(([, text]) => part.test(text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')))
    .map(([file]) => file);
}

describe('the layers', () => {
  it('are kept by every source', () => {
    assert.ok(sources.size > 40);
    assert.deepEqual(layerViolations(sources), []);
  });

  for (const [file, text, violation] of [
    ['lib/domain/x.ts', "import { readFileSync } from 'node:fs';", 'may not load node:fs'],
    ['lib/domain/x.ts', "import type { Stats } from 'fs';", 'may not load node:fs'],
    ['lib/domain/x.ts', "import type { Store } from '../store/store.ts';", 'may not load lib/store/store.ts'],
    ['lib/domain/deep/x.ts', "export { a } from '../../client.ts';", 'may not load lib/client.ts'],
    ['lib/domain/x.ts', "export * from 'fast-check';", 'may not load fast-check'],
    [
      'lib/store/x.ts',
      "import {\n  findProjectRoot,\n  readHead,\n} from '../project-root.ts';",
      'may not load lib/project-root.ts',
    ],
    ['lib/store/x.ts', "import 'write-file-atomic';", 'may not load write-file-atomic'],
    ['lib/store/x.ts', "import * as v from 'valibot';", 'may not load valibot'],
    [
      'lib/store/x.ts',
      "import { createHash } from 'node:crypto';",
      'may load node:crypto only when it is needed',
    ],
    [
      'lib/store/packages.ts',
      "const a = createRequire(import.meta.url);\nexport const b = () => a('pg');",
      'may not load pg',
    ],
    ['lib/store/packages.ts', "export const b = createRequire(import.meta.url)('pg');", 'may not load pg'],
    [
      'lib/agent-tracker.ts',
      "import { appendEntry } from './store/log.ts';",
      'may not load lib/store/log.ts',
    ],
    [
      'lib/agent-tracker.ts',
      "const { openSync } = process.getBuiltinModule('node:fs');",
      'may not load node:fs',
    ],
    ['lib/workspace.ts', "import { main } from './cli/main.ts';", 'may not load lib/cli/main.ts'],
    ['lib/workspace.ts', "import { AgentTracker } from './index.ts';", 'may not load lib/index.ts'],
    ['lib/workspace.ts', "import { runHook } from './hook.ts';", 'may not load lib/hook.ts'],
    [
      'lib/workspace.ts',
      "export const spawn = () => import('node:child_process');",
      'may not load node:child_process',
    ],
    ['lib/cli/x.ts', "import { plainLine } from '../domain/text.ts';", 'may not load lib/domain/text.ts'],
    ['lib/cli/x.ts', "import fs from 'node:fs/promises';", 'may not load node:fs/promises'],
    ['lib/cli/terminal.ts', "import { connect } from 'node:net';", 'may not load node:net'],
    ['lib/brief.ts', "import { hostname } from 'node:os';", 'may not load node:os'],
    ['hooks/x.ts', "import { openStore } from '../lib/store/store.ts';", 'may not load lib/store/store.ts'],
    ['hooks/x.ts', "const http = require('http');", 'may not load node:http'],
    ['hooks/x.ts', 'const any = require(name);', 'may not load (computed)'],
    ['lib/new/x.ts', '', 'is in no layer'],
  ] as const) {
    it(`do not let pass ${JSON.stringify(text)} in ${file}`, () => {
      assert.deepEqual(violationsOf(file, text), [`${file}: ${violation}`]);
    });
  }

  it('let pass what only looks like an import', () => {
    const text =
      "// import fs from 'node:fs';\n/**\n * require('node:fs')\n */\nexport const from = 'node:fs';\n";
    assert.deepEqual(violationsOf('lib/domain/x.ts', text), []);
  });

  it('are checked on every "from" that stands in the sources', () => {
    for (const [file, text] of sources) {
      const named = modulesNamedIn(file, text).filter(({ lazy }) => !lazy);
      assert.equal(
        named.length,
        text.match(/^(?:import|export|\}).*\bfrom '|^import '/gm)?.length ?? 0,
        file,
      );
    }
  });
});

describe('the sources', () => {
  it('start no process and open no connection', () => {
    const outside =
      /['"](?:node:)?(?:child_process|cluster|dgram|dns|http|https|http2|inspector|net|tls)(?:\/\w+)?['"]/;
    assert.deepEqual(holding(outside), []);
    assert.deepEqual(
      holding(
        outside,
        new Map([
          ['a', "x('node:dns/promises')"],
          ['b', "'internet'"],
        ]),
      ),
      ['a'],
    );
    assert.deepEqual(holding(/\bfetch\(|\bnew WebSocket\b/), []);
  });

  it('print nothing but in the edges', () => {
    const printing = /\bconsole\.|\bprocess\.(?:stdout|stderr)\b/;
    assert.deepEqual(
      holding(printing).filter((file) => !/^lib\/(?:hook\.ts$|cli\/)/.test(file)),
      [],
    );
    assert.deepEqual(holding(/\bconsole\./), []);
    assert.deepEqual(
      holding(
        printing,
        new Map([
          ['a', 'process.stdout.write(x)'],
          ['b', '// console.log'],
        ]),
      ),
      ['a'],
    );
  });

  it('do not know whether a test runs them', () => {
    assert.deepEqual(holding(/NODE_TEST_CONTEXT|NODE_ENV|\bVITEST\b|\bJEST_/), []);
  });

  it(`have at most ${MAX_LINES} lines`, () => {
    const lengths = [...sources].map(([file, text]) => [file, text.split('\n').length - 1] as const);
    assert.deepEqual(
      lengths.filter(([, lines]) => lines > MAX_LINES),
      [],
    );
  });

  it('have names that say what they hold', () => {
    const named = (files: Iterable<string>) =>
      [...files].filter((file) => SAYS_NOTHING.test(path.posix.basename(file)));
    assert.deepEqual(
      named(sources.keys()).filter((file) => !NAMED_BY_THE_PORT.includes(file)),
      [],
    );
    assert.deepEqual(named(['lib/utils.ts', 'lib/store/file-helpers.ts', 'lib/domain/batch.ts']), [
      'lib/utils.ts',
      'lib/store/file-helpers.ts',
    ]);
  });
});
