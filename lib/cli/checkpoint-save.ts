// Saving a note of progress. It succeeds whatever happens, so that no work stops for it; --strict lifts that.
import { ok, saveCheckpoint, type CheckpointOutcome } from '../index.ts';
import { EXIT, type Answer } from './answer.ts';
import { toWhole } from './arguments.ts';
import { command } from './command.ts';

// As long as a save may take: a stdin that nobody closes must not hold up the work.
const STDIN_LIMITS = { bytes: 1024 * 1024, ms: 4000 };

export const checkpointSave = command({
  name: 'checkpoint save',
  group: 'every day',
  summary: 'Note how far an agent got',
  options: {
    agent: { value: 'NAME', required: true, about: 'who got there: letters, digits and _ . : -' },
    message: {
      value: 'TEXT|-',
      required: true,
      about: 'what was done, 10,000 characters at most; - reads stdin',
    },
    tools: { value: 'A,B', multiple: true, about: 'the tools that were used' },
    issue: { value: 'N', about: 'the GitHub issue that it belongs to' },
    kind: {
      value: 'progress|completed|failed',
      about: 'what it is a note of; progress unless told otherwise',
    },
    strict: { about: 'exit 75 when nothing was saved, 2 when the command is wrong; otherwise it exits 0' },
  },

  async run({ options, surroundings, terminal }) {
    const { agent, message: given, tools, issue, kind, strict } = options;
    const message = given === '-' ? await terminal.stdin(STDIN_LIMITS) : ok(given);
    if (!message.ok) return answer(unsaved(message.refusal.code, message.refusal.message), strict);
    const request = {
      agentName: agent,
      message: message.value,
      toolsUsed: tools.flatMap((names) => names.split(',')),
      ...(issue === undefined ? {} : { githubIssue: toWhole(issue) ?? Number.NaN }),
      // Anything else is refused by the save itself, which says what there is.
      ...(kind === undefined ? {} : { kind: kind as 'progress' }),
    };
    return answer(saveCheckpoint(request, surroundings), strict);
  },

  misused(message, { strict }) {
    const outcome = unsaved('invalid-input', `${message} (see adev help checkpoint save)`);
    return { ...answer(outcome, false), exit: strict ? EXIT.usage : EXIT.done };
  },
});

type Unsaved = Readonly<{ saved: false; reason: string; detail: string }>;

function unsaved(reason: string, detail: string): Unsaved {
  return { saved: false, reason, detail };
}

function answer(outcome: CheckpointOutcome | Unsaved, isStrict: boolean): Answer {
  if (outcome.saved) {
    const { number, sessionId } = outcome;
    const json = { saved: true, number, session_id: sessionId };
    return { exit: EXIT.done, json, lines: ['Checkpoint: saved'], notes: [] };
  }
  const lines = [`Checkpoint: skipped (${outcome.reason}): ${outcome.detail}`];
  return { exit: isStrict ? EXIT.skipped : EXIT.done, json: outcome, lines, notes: [] };
}
