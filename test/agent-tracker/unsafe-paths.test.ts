import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  createProject,
  createProjectOutsideGit,
  scratchFolder,
  snapshot,
  type TestProject,
} from '../support/project.ts';
import { assertSkipped, reasonOf, save } from './saving.ts';

type Level = readonly [string, (project: TestProject) => string];

const GIT_LEVELS: readonly Level[] = [
  ['the state directory', ({ stateDir }) => stateDir],
  ['the sessions', ({ stateDir }) => path.join(stateDir, 'sessions')],
  ['the session', ({ log }) => log],
  ['the project’s document', ({ stateDir }) => path.join(stateDir, 'project')],
];
const HOME_LEVELS: readonly Level[] = [
  ['.autonomous-dev', ({ home }) => path.join(home, '.autonomous-dev')],
  ['projects', ({ home }) => path.join(home, '.autonomous-dev', 'projects')],
  ...GIT_LEVELS,
];

const OBSTACLES: Readonly<Record<string, (at: string, elsewhere: string) => void>> = {
  'a link to a folder': (at, elsewhere) => symlinkSync(elsewhere, at),
  'a link to nowhere': (at) => symlinkSync('/nowhere/at/all', at),
  'a file': (at) => writeFileSync(at, ''),
  'a pipe': (at) => execFileSync('mkfifo', [at]),
};

for (const [where, levels, create] of [
  ['in a repository', GIT_LEVELS, createProject],
  ['outside git', HOME_LEVELS, createProjectOutsideGit],
] as const) {
  test(`unsafe-path: something else in the place of any folder ${where}, and nothing is written there`, (t) => {
    for (const [level, pathOf] of levels) {
      for (const [what, build] of Object.entries(OBSTACLES)) {
        const project = create(t);
        const elsewhere = scratchFolder(t);
        const at = pathOf(project);
        mkdirSync(path.dirname(at), { recursive: true, mode: 0o700 });
        build(at, elsewhere);
        const before = snapshot(project.folder);
        const outcome = save(project);
        assertSkipped(
          outcome,
          'unsafe-path',
          what.includes('link') ? /is a symbolic link/ : /is not a folder/,
        );
        assert.ok(
          !outcome.saved && outcome.detail.includes(at),
          `${what} for ${level}: ${reasonOf(outcome)}`,
        );
        assert.deepEqual(snapshot(project.folder), before);
        assert.deepEqual(readdirSync(elsewhere), []);
      }
    }
  });

  const skip = process.geteuid?.() === 0 ? false : 'only root can give a folder away';
  test(`unsafe-path: another user’s folder ${where}, with its owner and what to do`, { skip }, (t) => {
    for (const [level, pathOf] of levels) {
      const project = create(t);
      mkdirSync(path.join(project.stateDir, 'project'), { recursive: true, mode: 0o700 });
      save(project);
      chownSync(pathOf(project), 1234, 1234);
      const remedy = `hand it over with chown -R 0 ${pathOf(project)}`;
      const outcome = save(project);
      assertSkipped(outcome, 'unsafe-path', /belongs to user 1234, not to user 0 \(root\)/);
      assert.ok(!outcome.saved && outcome.detail.endsWith(remedy), level);
    }
  });
}
