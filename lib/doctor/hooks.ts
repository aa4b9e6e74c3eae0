// What the doctor finds about the hooks: whether they are switched off, whose they are, and whether they run.
import { dirname, join } from 'node:path';
import type { Diagnosis } from './diagnosis.ts';
import type { SeenSession } from './sessions.ts';
import { finding, type Finding } from '../domain/findings.ts';
import { isObject, parseObject } from '../domain/json.ts';
import { cutText, plainLine } from '../domain/text.ts';
import { userDirectory } from '../project-root.ts';
import { readForeignFile } from '../store/store.ts';
import type { Workspace } from '../workspace.ts';

export function diagnoseHooks(workspace: Workspace, sessions: readonly SeenSession[]): readonly Diagnosis[] {
  return [...pluginFindings(workspace), ...hookFindings(workspace, sessions)].map((each) => ({
    finding: each,
  }));
}

const NAME = 'autonomous-dev';
const MAX_FILE_BYTES = 4 * 1024 * 1024;

function pluginFindings({ project, surroundings }: Workspace): Finding[] {
  const { env } = surroundings;
  const claude = env['CLAUDE_CONFIG_DIR'] || join(dirname(userDirectory({ env })), '.claude');
  const files = [
    join(claude, 'settings.json'),
    join(project.root, '.claude/settings.json'),
    join(project.root, '.claude/settings.local.json'),
    ...(process.platform === 'linux' ? ['/etc/claude-code/managed-settings.json'] : []),
  ];
  const settings = files.map((path) => ({ path, values: jsonIn(path) }));
  const off = settings.flatMap(({ path, values }) =>
    values['disableAllHooks'] === true
      ? [finding('hooks-disabled', path, 'disableAllHooks is set here: no hook runs.', 'Take it out.')]
      : [],
  );
  return [
    ...off,
    ...enabledFindings(settings),
    ...otherPlugins(join(claude, 'plugins/installed_plugins.json')),
  ];
}

type SettingsFile = Readonly<{ path: string; values: Readonly<Record<string, unknown>> }>;

function enabledFindings(settings: readonly SettingsFile[]): Finding[] {
  const enabled = settings.flatMap(({ path, values }) => {
    const plugins = isObject(values['enabledPlugins']) ? values['enabledPlugins'] : {};
    return Object.entries(plugins)
      .filter(([key]) => key.startsWith(`${NAME}@`))
      .map(([key, value]) => ({ path, key, isOn: value !== false }));
  });
  const on = [...new Set(enabled.filter(({ isOn }) => isOn).map(({ key }) => plainLine(key)))];
  const [last] = enabled.filter(({ isOn }) => !isOn);
  if (on.length > 1) {
    const meaning = `${on.length} plugins of this name are enabled: ${cutText(on.join(', '), 300)}. Each of them runs its own hooks.`;
    return [finding('other-plugin', null, meaning, 'Keep one: claude plugin disable the others.')];
  }
  if (on.length > 0 || last === undefined) return [];
  const meaning = `The plugin is disabled here (${plainLine(last.key)}): its hooks do not run.`;
  return [finding('hooks-disabled', last.path, meaning, `claude plugin enable ${plainLine(last.key)}`)];
}

/** Installed under this plugin's name, and another one. */
function otherPlugins(registry: string): Finding[] {
  const plugins = jsonIn(registry)['plugins'];
  const installed = Object.entries(isObject(plugins) ? plugins : {}).flatMap(([key, places]) =>
    key.startsWith(`${NAME}@`) && Array.isArray(places)
      ? places.map((place: unknown) => ({ key, place }))
      : [],
  );
  return installed.flatMap(({ key, place }) => {
    const folder = isObject(place) ? place['installPath'] : undefined;
    if (typeof folder !== 'string' || isOurPlugin(folder)) return [];
    const meaning = `${plainLine(key)} is installed here: a plugin of the same name without this one’s command.`;
    return [
      finding(
        'other-plugin',
        folder,
        meaning,
        `If you do not need it: claude plugin uninstall ${plainLine(key)}`,
      ),
    ];
  });
}

/** Whether a folder holds this plugin, in whatever version. */
function isOurPlugin(folder: string): boolean {
  const isNamedSo = jsonIn(join(folder, '.claude-plugin/plugin.json'))['name'] === NAME;
  return isNamedSo && readForeignFile(join(folder, 'lib/core.cjs'), MAX_FILE_BYTES) !== null;
}

function jsonIn(path: string): Readonly<Record<string, unknown>> {
  return parseObject(readForeignFile(path, MAX_FILE_BYTES)?.toString('utf8') ?? '') ?? {};
}

/** Of how many of the newest sessions the doctor looks whether hooks recorded them. */
const NEWEST = 10;

function hookFindings(
  { store, surroundings, sessionId }: Workspace,
  sessions: readonly SeenSession[],
): Finding[] {
  const newest = sessions.toSorted((a, b) => (lastAt(a) < lastAt(b) ? 1 : -1)).slice(0, NEWEST);
  const failed = newest.flatMap(({ folder, events }) =>
    events.flatMap((event) => (event.event === 'hook-failed' ? [{ folder, event }] : [])),
  );
  const [last] = failed.toSorted((a, b) => (a.event.at < b.event.at ? 1 : -1));
  const failures =
    last === undefined
      ? []
      : [
          finding(
            'hooks-failed',
            join(store.stateDir.path, 'sessions', last.folder),
            `Of the newest sessions ${failed.length} ${failed.length === 1 ? 'hook' : 'hooks'} failed, last ${plainLine(last.event.hook ?? 'one')} ` +
              `at ${plainLine(last.event.at)}: ${cutText(plainLine(last.event.message ?? ''), 300)}`,
            'See to what it says; what was to be recorded then is missing.',
          ),
        ];
  return [...failures, ...silentHooks(newest, sessionId, surroundings.env)];
}

/** A hook tells how its client came; a start that is noted `late` was none of a hook's. */
function silentHooks(
  newest: readonly SeenSession[],
  own: string,
  env: Workspace['surroundings']['env'],
): Finding[] {
  const starts = newest.flatMap(({ session }) =>
    session.stays.filter(({ client }) => client.pid !== undefined),
  );
  const isRunByClient = Boolean(env['CLAUDECODE']) && env['CLAUDE_CODE_SESSION_ID'] === own;
  const missing = starts.length > 0 && starts.every(({ source }) => source === 'late');
  const unexported = isRunByClient && !env['AUTONOMOUS_DEV_PROJECT_DIR'];
  if (!missing && !unexported) return [];
  const meaning = missing
    ? `None of the newest ${newest.length === 1 ? 'session was' : `${newest.length} sessions were`} begun by a hook: only commands recorded them.`
    : 'The hook of this session’s start has not run: the variables that it exports are missing.';
  return [
    finding(
      'hooks-silent',
      null,
      meaning,
      'Look whether the plugin is installed and enabled: claude plugin list; in a session /hooks.',
    ),
  ];
}

function lastAt({ events }: SeenSession): string {
  return events.at(-1)?.at ?? '';
}
