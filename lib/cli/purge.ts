// Erasing the state of a project or of the user, after saying what and asking.
import { planProjectPurge, planUserPurge, type PurgePlan } from '../index.ts';
import { done, refused, skipped, type Answer } from './answer.ts';
import { command, type Call, type Options } from './command.ts';
import { sizeOf } from './gc.ts';
import { renderText, type Line } from './output.ts';
import { needsPerson } from './person.ts';
import { quote } from './quote.ts';

const ANSWER_MS = 600_000;

export const purge = command({
  name: 'purge',
  group: 'housekeeping',
  summary: 'Erase all that is kept of this project, for good',
  options: {
    user: { about: 'erase your preferences instead; projects keep their state' },
    yes: { about: 'do not ask' },
  },

  async run(call) {
    const allowed = needsPerson(call.surroundings);
    if (!allowed.ok) return refused(allowed.refusal);
    const { user, yes } = call.options;
    const plan = user ? planUserPurge(call.surroundings) : planProjectPurge(call.surroundings);
    if (plan === null) {
      const detail = 'no .git or .claude here or above: go into a project, or name one with --root DIR';
      return skipped({ reason: 'no-project', detail });
    }
    if (plan.files === 0) return done(jsonOf(plan, false), [`Nothing is kept in ${plan.path}.`]);
    if (!yes) {
      const agreed = await isAgreed(call, plan);
      if (agreed !== null) return agreed;
    }
    const isGone = plan.carryOut();
    return done(jsonOf(plan, isGone), [
      isGone
        ? `Erased: ${contentsOf(plan)}.`
        : 'Not all of it is gone: somebody saves into it. Run this again.',
      ...othersIn(plan),
    ]);
  },
});

/** Null when the person agrees; otherwise what to answer. */
async function isAgreed<O extends Options>(
  { options, terminal }: Call<O>,
  plan: PurgePlan,
): Promise<Answer | null> {
  const what = `${contentsOf(plan)}, in ${plan.path}`;
  if (options.json || terminal.screen() === null)
    return unconfirmed(`This erases ${what}. To do that, add --yes.`);
  const lines = [`This erases for good: ${what}.`, ...othersIn(plan), 'Erase it? [y/N]'];
  terminal.stdout(renderText(lines, false));
  const typed = await terminal.stdin({ bytes: 1000, ms: ANSWER_MS, line: true });
  if (!typed.ok) return unconfirmed(`${typed.refusal.message}. This erases ${what}. To do that, add --yes.`);
  return /^y(es)?$/i.test(typed.value.trim()) ? null : unconfirmed('Nothing was erased.');
}

function unconfirmed(message: string): Answer {
  return refused({ code: 'not-confirmed', message });
}

function contentsOf({ sessions, batches, unfinished, files, bytes }: PurgePlan): string {
  const parts = [
    ...(sessions === 0 ? [] : [`${sessions} session${sessions === 1 ? '' : 's'}`]),
    ...(batches === 0
      ? []
      : [
          `${batches} batch${batches === 1 ? '' : 'es'}${unfinished === 0 ? '' : ` (${unfinished} unfinished)`}`,
        ]),
    `${files} file${files === 1 ? '' : 's'} of ${sizeOf(bytes)}`,
  ];
  return parts.join(', ');
}

function othersIn({ others }: PurgePlan): Line[] {
  if (others.length === 0) return [];
  const more = others.length > 5 ? ` and ${others.length - 5} more` : '';
  return [`Not ours, and left there: ${others.slice(0, 5).map(quote).join(', ')}${more}.`];
}

function jsonOf({ path, sessions, batches, files, bytes, others }: PurgePlan, purged: boolean) {
  return { purged, path, sessions, batches, files, bytes, left: others };
}
