// Help, made of nothing but the table of commands.
import { done, type Answer } from './answer.ts';
import { alignColumns } from './columns.ts';
import { COMMON_OPTIONS, GROUPS, type Command, type Option, type Options } from './command.ts';
import { styled, type Line, type Span } from './output.ts';

/** All commands by group; groups without a command are left out. */
export function overview(commands: readonly Command[]): Answer {
  const groups = GROUPS.map((group) => ({
    group,
    entries: commands.filter((command) => command.group === group),
  })).filter(({ entries }) => entries.length > 0);
  const rows = groups.flatMap(({ entries }) => entries.map(summaryRow));
  const aligned = alignColumns(rows, Infinity, '  ');
  let next = 0;
  const lines: Line[] = [
    'adev keeps the run state of agents: checkpoints that survive a crash, and what was going on.',
    '',
    'Usage: adev COMMAND [options]',
  ];
  for (const { group, entries } of groups) {
    lines.push('', [styled('bold', titleOf(group))], ...aligned.slice(next, next + entries.length));
    next += entries.length;
  }
  lines.push('', 'More about a command: adev help COMMAND');
  return done({ commands: commands.map(commandJson) }, lines);
}

export function helpFor(commands: readonly Command[]): Answer {
  const lines = commands.flatMap((command, index): Line[] => [
    ...(index === 0 ? [] : ['']),
    [styled('bold', usageOf(command))],
    `  ${command.summary}.`,
    ...alignColumns(optionRows(command.options), Infinity, '  '),
  ]);
  lines.push('', 'Every command takes:', ...alignColumns(optionRows(COMMON_OPTIONS), Infinity, '  '));
  return done({ commands: commands.map(commandJson) }, lines);
}

/** `adev checkpoint list [--all] [--agent NAME] [--limit N]` */
export function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => usageOfOption(name, option));
  return ['adev', command.name, ...(command.arguments ?? []), ...options].join(' ');
}

function usageOfOption(name: string, option: Option): string {
  const text = optionText(name, option);
  return `${option.required ? text : `[${text}]`}${option.multiple ? '...' : ''}`;
}

function optionText(name: string, { value, otherwise }: Option): string {
  if (otherwise !== undefined) return `--${name} [${value}]`;
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function optionRows(options: Options): Span[][] {
  return Object.entries(options).map(([name, option]) => [
    styled('cyan', optionText(name, option)),
    option.about,
  ]);
}

function summaryRow({ name, summary }: Command): Span[] {
  return [styled('cyan', name), summary];
}

function commandJson(command: Command) {
  const { name, group, summary, options } = command;
  return {
    name,
    group,
    summary,
    usage: usageOf(command),
    options: Object.entries({ ...options, ...COMMON_OPTIONS } satisfies Options).map(
      ([option, { about }]) => ({ name: `--${option}`, about }),
    ),
  };
}

function titleOf(group: string): string {
  return `${group.slice(0, 1).toUpperCase()}${group.slice(1)}`;
}
