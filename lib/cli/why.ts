// How the last session ended, or the one that is named: a story of a few lines.
import { explainEnding, type EndingOf } from '../index.ts';
import { done, refused } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { quote } from './quote.ts';

export const why = command({
  name: 'why',
  group: 'after trouble',
  summary: 'Tell how the last session ended',
  options: {},

  run: (call) =>
    inProject(call, async (workspace) => {
      const { session } = call.options;
      const told = await explainEnding(workspace, session !== undefined);
      if (told !== null) return done(endingJson(told), told.story);
      const what = session === undefined ? 'of any session of this project' : `of session ${quote(session)}`;
      return refused({
        code: 'unknown-session',
        message: `Nothing is recorded ${what}: adev status shows what is.`,
      });
    }),
});

export type EndingJson = ReturnType<typeof endingJson>;

export function endingJson({
  sessionId,
  ending,
  story,
  began,
  ended,
  lastHeard,
  reason,
  client,
  lostRuns,
  claims,
}: EndingOf) {
  return {
    session_id: sessionId,
    ending,
    story,
    ...(began === undefined ? {} : { began_at: began }),
    ...(ended === undefined ? {} : { ended_at: ended, reason }),
    ...(lastHeard === undefined ? {} : { last_heard_at: lastHeard }),
    client,
    lost_runs: lostRuns,
    claims: claims.map(({ batchId, number, parkedUntil, isUncertain }) => ({
      batch_id: batchId,
      number,
      ...(parkedUntil === undefined ? {} : { parked_until: parkedUntil }),
      uncertain: isUncertain,
    })),
  };
}
