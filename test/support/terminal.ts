// A person's terminal: a shell inside a tmux of its own. Keys go in, the screen comes out as plain text.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Scratch } from './scratch.ts';
import { waitUntil } from './wait-until.ts';

export type Terminal = Readonly<{
  /** Types the text, and presses Enter when it stands on the screen: keys that come faster count as pasted. */
  enter: (text: string) => Promise<void>;
  /** Resolves as soon as the screen matches; rejects after 60 s, with what was seen last. */
  waitFor: (pattern: RegExp) => Promise<void>;
  /** What a person sees now; also written as NAME.txt into the folder that ADEV_SCREENS names, if it names one. */
  screen: (name: string) => string;
  /** The process that the shell waits for. Throws when it waits for none. */
  foreground: () => number;
}>;

/** Why there can be no terminal here, or undefined when there can. */
export function terminalUnavailable(): string | undefined {
  const { error } = spawnSync('tmux', ['-V'], { stdio: 'ignore' });
  return error && `a terminal needs tmux: ${error.message}`;
}

/**
 * A shell in the project with this environment, whose HOME is that of the scratch: what runs in the terminal, and the
 * terminal itself, end when the scratch is removed.
 */
export function openTerminal({ folder, project }: Scratch, env: Readonly<Record<string, string>>): Terminal {
  const tmux = (...words: string[]) =>
    execFileSync('tmux', ['-u', '-f', '/dev/null', '-S', path.join(folder, 'tmux'), ...words], {
      cwd: project,
      env: { ...env, PS1: '$ ' },
      encoding: 'utf8',
    });
  const look = () => tmux('capture-pane', '-p').trimEnd();
  tmux('new-session', '-d', '-x', '120', '-y', '50', 'bash', '--noprofile', '--norc');
  const shell = tmux('display-message', '-p', '#{pane_pid}').trim();

  return {
    async enter(text) {
      tmux('send-keys', '-l', text);
      await waitUntil(() => withoutSpace(look()).includes(withoutSpace(text)));
      tmux('send-keys', 'Enter');
    },
    async waitFor(pattern) {
      let seen = '';
      await waitUntil(() => pattern.test((seen = look()))).catch((error: unknown) => {
        throw new Error(`The screen never matched ${String(pattern)}. At last it was:\n${seen}`, {
          cause: error,
        });
      });
    },
    screen(name) {
      const seen = look();
      const gallery = process.env['ADEV_SCREENS'];
      if (gallery) {
        mkdirSync(gallery, { recursive: true });
        writeFileSync(path.join(gallery, `${name}.txt`), `${seen}\n`);
      }
      return seen;
    },
    foreground() {
      const [child = ''] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ');
      if (child === '') throw new Error('The shell waits for nothing.');
      return Number(child);
    },
  };
}

/** A long line is broken at the edge of the screen. */
function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}
