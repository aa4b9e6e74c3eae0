// The person's preferences: the settings with their defaults, and whatever else is kept there.
import {
  getUserPreference,
  isSetting,
  loadUserState,
  setUserPreference,
  settingsFrom,
  unsetUserPreference,
} from '../index.ts';
import { done, refused, skipped, usage, type Answer } from './answer.ts';
import { alignColumns } from './columns.ts';
import { command } from './command.ts';
import { styled, type Span } from './output.ts';
import { quote } from './quote.ts';

export const prefsList = command({
  name: 'prefs list',
  group: 'housekeeping',
  summary: 'Show your preferences, with the defaults of those not set',
  options: {},

  async run(call) {
    const loaded = await loadUserState(call.surroundings);
    if (!loaded.ok) return noAnswer(loaded);
    const { preferences: stored } = loaded.value;
    const preferences = { ...stored, ...settingsFrom(stored) };
    const rows = Object.entries(preferences).map(([name, value]): Span[] => [
      styled('bold', name),
      JSON.stringify(value),
      styled('dim', Object.hasOwn(stored, name) ? '' : 'default'),
    ]);
    return done({ preferences }, alignColumns(rows, call.width()));
  },
});

export const prefsGet = command({
  name: 'prefs get',
  group: 'housekeeping',
  summary: 'Show one preference',
  arguments: ['NAME'],
  options: {},

  async run(call) {
    const [name = ''] = call.arguments;
    const found = await getUserPreference(name, call.surroundings);
    if (!found.ok) return noAnswer(found);
    const settings: Readonly<Record<string, unknown>> = settingsFrom({ [name]: found.value });
    const value = isSetting(name) ? settings[name] : found.value;
    if (value === undefined)
      return refused({
        code: 'not-set',
        message: `${quote(name)} is not set: adev prefs list shows what is.`,
      });
    return done({ name, value }, [JSON.stringify(value)]);
  },
});

export const prefsSet = command({
  name: 'prefs set',
  group: 'housekeeping',
  summary: 'Set a preference',
  arguments: ['NAME', 'VALUE'],
  options: {},

  async run(call) {
    const [name = '', text = ''] = call.arguments;
    const value = valueOf(text);
    const set = await setUserPreference(name, value, call.surroundings);
    return set.ok
      ? done({ name, value }, [`${name} is ${JSON.stringify(value)} from now on.`])
      : noAnswer(set);
  },
});

export const prefsUnset = command({
  name: 'prefs unset',
  group: 'housekeeping',
  summary: 'Put a preference back to its default',
  arguments: ['NAME'],
  options: {},

  async run(call) {
    const [name = ''] = call.arguments;
    if (name === '') return usage('prefs unset: NAME is missing');
    const unset = await unsetUserPreference(name, call.surroundings);
    return unset.ok ? done({ name, value: null }, [`${quote(name)} is not set any more.`]) : noAnswer(unset);
  },
});

/** Numbers, true, false, null, lists and objects as JSON writes them; everything else is a text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function noAnswer(
  outcome: Readonly<
    { refused: { code: string; message: string } } | { skipped: { reason: string; detail: string } }
  >,
): Answer {
  return 'refused' in outcome ? refused(outcome.refused) : skipped(outcome.skipped);
}
