// The report of the morning, printed or written into a file that the next one may replace.
import path from 'node:path';
import { ok, publishFile } from '../index.ts';
import { done, refused } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { needsPersonAt } from './person.ts';
import { quote } from './quote.ts';
import { reportOn } from './report-facts.ts';
import { reportLines, TITLE } from './report-markdown.ts';

export const report = command({
  name: 'report',
  group: 'every day',
  summary: 'Report what came of everything, and what to do, in Markdown',
  options: {
    out: { value: 'FILE', about: 'a new file, or an earlier report to replace; stdout without it' },
  },

  run: (call) =>
    inProject(call, async (workspace) => {
      const { out, session } = call.options;
      const file = out === undefined ? undefined : path.resolve(call.surroundings.cwd(), out);
      const allowed = file === undefined ? ok(null) : needsPersonAt(file, workspace);
      if (!allowed.ok) return refused(allowed.refusal);
      const facts = await reportOn(workspace, session !== undefined);
      const lines = reportLines(facts);
      if (file === undefined) return done(facts, lines);
      const published = publishFile(file, `${lines.join('\n')}\n`, (text) => text.startsWith(TITLE));
      if (published === 'published') return done({ ...facts, path: file }, [`Report written to ${file}`]);
      return refused(
        published === 'no-folder'
          ? { code: 'no-such-folder', message: `There is no folder for ${quote(file)}: make it first.` }
          : {
              code: 'file-exists',
              message: `${quote(file)} is there and is no report, so it stays: choose another --out.`,
            },
      );
    }),
});
