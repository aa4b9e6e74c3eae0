// The client is about to ask whether a command may run. A plain `adev` command needs no answer from a person, so that
// a run that nobody watches is not stopped for a note of progress. On everything else this hook has no opinion.
import { runHook, type HookInput } from '../lib/hook.ts';
import {
  findProjectRoot,
  isInside,
  isLauncher,
  isOffForProject,
  openWorkspace,
  parseAdevCommand,
  programsOnPath,
  readSettings,
  type Program,
  type Surroundings,
} from '../lib/index.ts';

const ALLOW = { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } } };

// With any other field the command would run otherwise than it reads: outside the sandbox, for one.
const HARMLESS: readonly string[] = ['command', 'description', 'timeout', 'run_in_background'];

void runHook({ name: 'permission-request', onFailure: 'silent' }, (input, surroundings) => {
  const command = commandOf(input);
  const parsed = command === null ? null : parseAdevCommand(command);
  if (parsed === null || isOff(surroundings)) return null;
  const isOurs = (program: Program) => isThisCommand(program, surroundings);
  return areInWorktree(parsed.files, surroundings) &&
    !hasShellFunction(surroundings) &&
    programsOnPath('adev', surroundings.cwd(), surroundings.env).every(isOurs)
    ? ALLOW
    : null;
});

function commandOf({ toolName, toolInput = {} }: HookInput): string | null {
  const { command } = toolInput;
  if (toolName !== 'Bash' || typeof command !== 'string') return null;
  const isPlain = Object.keys(toolInput).every(
    (name) => HARMLESS.includes(name) || toolInput[name] === false,
  );
  return isPlain ? command : null;
}

function isOff(surroundings: Surroundings): boolean {
  const workspace = openWorkspace(surroundings);
  if (workspace !== null && isOffForProject(workspace.store)) return true;
  return readSettings(surroundings).auto_approve === 'off';
}

function areInWorktree(files: readonly string[], { env, cwd }: Surroundings): boolean {
  if (files.length === 0) return true;
  const folder = cwd();
  const worktree = findProjectRoot({ env, start: folder })?.root;
  return worktree !== undefined && files.every((file) => isInside(worktree, file, folder));
}

/** A function that the shell inherits goes before every program. */
function hasShellFunction({ env }: Surroundings): boolean {
  return env['BASH_FUNC_adev%%'] !== undefined;
}

/** Whether the program runs this plugin's command: it is that command, or the unchanged launcher. */
function isThisCommand({ path, bytes }: Program, { env }: Surroundings): boolean {
  const plugin = env['CLAUDE_PLUGIN_ROOT'];
  return isLauncher(bytes()) || (plugin ? isInside(`${plugin}/bin`, path) : false);
}
