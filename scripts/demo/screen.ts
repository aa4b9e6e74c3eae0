// What the demonstration prints: sections, plain lines, and on a terminal colours and a progress bar.
import process from 'node:process';

const isTerminal = process.stdout.isTTY;
const hasColours = isTerminal && !process.env['NO_COLOR'];
const BAR_WIDTH = 30;

let section = 0;

export function heading(title: string): void {
  section += 1;
  console.log(`\n${styled('1', `${section}. ${title}`)}`);
}

export function line(text: string): void {
  console.log(`   ${text}`);
}

/** Something that was looked at, and is as it has to be or is not. */
export function checked(isSo: boolean, what: string): void {
  line(isSo ? `${styled('32', 'ok')} ${what}` : `${styled('1;31', 'NOT SO:')} ${what}`);
}

/** Text of a program or a file, shown as it is. */
export function quoted(text: string): void {
  for (const each of text.trimEnd().split('\n')) console.log(`   ${styled('36', `| ${each}`)}`);
}

export function verdict(isGood: boolean, text: string): void {
  console.log(`\n${styled(isGood ? '1;32' : '1;31', `${isGood ? 'OK' : 'FAILED'}: ${text}`)}`);
}

/** Shows how far `work` has come while it runs, on a terminal; elsewhere only waits for it. */
export async function withProgress<T>(total: number, done: () => number, work: Promise<T>): Promise<T> {
  if (!isTerminal) return work;
  const draw = () => {
    const count = Math.min(total, done());
    const filled = Math.round((count / total) * BAR_WIDTH);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    process.stdout.write(`\r   [${bar}] ${count}/${total}`);
  };
  const timer = setInterval(draw, 50);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    process.stdout.write('\r\u001b[2K');
  }
}

function styled(style: string, text: string): string {
  return hasColours ? `\u001b[${style}m${text}\u001b[0m` : text;
}
