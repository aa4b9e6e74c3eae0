// What the doctor finds about the programs that work with the state: Node.js, the client, the command, the off switch.
import { programsOnPath, type Program } from '../client.ts';
import type { Diagnosis } from './diagnosis.ts';
import { finding, type Finding } from '../domain/findings.ts';
import { isLauncher } from '../domain/launcher.ts';
import { clientVersion, isSupportedClient, isSupportedNode, OLDEST_CLIENT } from '../domain/supported.ts';
import { plainLine } from '../domain/text.ts';
import { isOffForProcess, PROJECT, type Workspace } from '../workspace.ts';

export function diagnoseClient(workspace: Workspace, nodeVersion: string): readonly Diagnosis[] {
  return [...programFindings(workspace, nodeVersion), ...switchFindings(workspace)].map((each) => ({
    finding: each,
  }));
}

function programFindings(workspace: Workspace, nodeVersion: string): Finding[] {
  const { env } = workspace.surroundings;
  const client = clientVersion(env);
  const [first] = programsOnPath('adev', folderOf(workspace), env);
  return [
    ...(isSupportedNode(nodeVersion)
      ? []
      : [
          finding(
            'old-node',
            null,
            `Node.js is ${nodeVersion}: the hooks do nothing with it.`,
            'Install 20.19 or newer.',
          ),
        ]),
    ...(client === null || isSupportedClient(client)
      ? []
      : [
          finding(
            'old-client',
            null,
            `Claude Code is ${client}, and ${OLDEST_CLIENT} is the oldest that this was tried with.`,
            'Update it: claude update.',
          ),
        ]),
    ...(first === undefined || isOurProgram(first)
      ? []
      : [
          finding(
            'other-adev',
            first.path,
            'This is the first adev on the PATH, and it is not the one of this plugin: agents that call adev reach another program.',
            'Rename it, or put its folder behind the plugin’s.',
          ),
        ]),
  ];
}

/** The launcher, or the command of this plugin in whatever version. */
function isOurProgram({ bytes }: Program): boolean {
  const text = bytes();
  return isLauncher(text) || Buffer.from(text).includes('("../lib/cli.cjs").main');
}

/** The current folder may have been deleted. */
function folderOf({ surroundings, project }: Workspace): string {
  try {
    return surroundings.cwd();
  } catch {
    return project.root;
  }
}

/** Null also where the project's document cannot be read: that is found elsewhere. */
function offSince({ store }: Workspace): string | null {
  try {
    const found = store.readNow(PROJECT);
    return (found.ok ? found.value?.data.off?.at : undefined) ?? null;
  } catch {
    return null;
  }
}

function switchFindings(workspace: Workspace): Finding[] {
  const { surroundings, project } = workspace;
  const since = offSince(workspace);
  return [
    ...(isOffForProcess(surroundings.env)
      ? [
          finding(
            'off-process',
            null,
            'AUTONOMOUS_DEV=off is set in this environment: nothing is recorded from it.',
            'Unset it.',
          ),
        ]
      : []),
    ...(since === null
      ? []
      : [
          finding(
            'off-project',
            project.root,
            `Switched off for this project since ${plainLine(since)}: nothing is recorded.`,
            'To switch it on: adev on.',
          ),
        ]),
  ];
}
