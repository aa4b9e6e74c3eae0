// A hook whose handler never answers. It says when it begins, and at its end how many milliseconds it took.
import { writeSync } from 'node:fs';
import { runHook } from '../../lib/hook.ts';

const startedAt = performance.now();
process.on('exit', () => writeSync(1, String(performance.now() - startedAt)));
writeSync(1, 'begins\n');
void runHook({ name: 'endless', limitMs: 2000 }, () => new Promise(() => undefined));
