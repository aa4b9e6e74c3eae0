// The adev command as a process of its own, from the sources.
import { main } from '../../lib/cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
