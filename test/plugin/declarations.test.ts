import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeFolder } from '../../scripts/build/folder.ts';
import { PLUGIN_FOLDER, pluginFiles } from '../../scripts/build/plugin-files.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('a project with the plugin in it and none of our packages', () => {
  let project: string;

  before(async () => {
    project = mkdtempSync(path.join(tmpdir(), 'consumer-'));
    writeFolder(path.join(project, PLUGIN_FOLDER), await pluginFiles(ROOT), []);
    writeFileSync(path.join(project, 'package.json'), '{"type":"module"}');
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  /** What the strictest compiler says about a program, declarations of libraries included. */
  const complaintsAbout = (program: string): string => {
    writeFileSync(path.join(project, 'program.ts'), program);
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      types: ['node'],
      typeRoots: [path.join(ROOT, 'node_modules', '@types')],
    };
    writeFileSync(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['program.ts'] }),
    );
    const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    return spawnSync(process.execPath, [tsc, '-p', project], { cwd: project, encoding: 'utf8' }).stdout;
  };

  it('can import every public file', () => {
    const program = ['index', 'agent-tracker', 'batch-state-manager', 'user-state-manager', 'project-root']
      .map(
        (name, index) => `import * as m${index} from './${PLUGIN_FOLDER}/lib/${name}.cjs';\nvoid m${index};`,
      )
      .join('\n');
    assert.equal(complaintsAbout(program), '');
  });

  it('is told when it misuses one', () => {
    const program = `
      import { AgentTracker } from './${PLUGIN_FOLDER}/lib/agent-tracker.cjs';
      const saved: boolean = AgentTracker.saveAgentCheckpoint({ agentName: 'tester', message: 'done' });
      AgentTracker.saveAgentCheckpoint({ agentName: 5, message: String(saved) });
    `;
    const complaints = complaintsAbout(program);
    assert.match(
      complaints,
      /^program\.ts\(4,\d+\): error TS2322: Type 'number' is not assignable to type 'string'/,
    );
    assert.equal(complaints.match(/error TS/g)?.length, 1);
  });
});
