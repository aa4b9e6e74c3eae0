import { done, usage } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { statusOf } from './status-facts.ts';
import { statusLines } from './status-lines.ts';

const REDRAW_MS = 2000;

export const status = command({
  name: 'status',
  group: 'every day',
  summary: 'Show the session, its agents and what they noted last',
  options: { watch: { about: 'on a terminal: show it anew every 2 seconds until Ctrl-C' } },

  async run(call) {
    const look = () =>
      inProject(call, async (workspace) => {
        const facts = await statusOf(workspace);
        return done(facts, statusLines(facts, { now: workspace.surroundings.now(), width: call.width() }));
      });
    if (!call.options.watch) return await look();
    if (call.options.json || call.terminal.screen() === null) {
      return usage('status: --watch needs a terminal to draw on', ['For one look: adev status']);
    }
    for (;;) {
      const seen = await look();
      if (seen.exit !== 0 || !call.redraw(seen.lines)) return { ...seen, lines: [] };
      await call.terminal.wait(REDRAW_MS);
    }
  },
});
