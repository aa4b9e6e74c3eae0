// The hook of the recording plugin: appends what it was given to $RECORDER_LOG, then does as $RECORDER_REPLIES says.
// Plain CommonJS without dependencies: it starts fast, and runs on old versions of Node.

const fs = require('node:fs');

const event = process.argv[2];
const reply = JSON.parse(process.env.RECORDER_REPLIES || '{}')[event] || {};

record('fired', {
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  ppid: process.ppid,
  env: process.env,
  stdin: JSON.parse(fs.readFileSync(0, 'utf8')),
});
for (const [signal, status] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.on(signal, () => {
    record('signalled', { signal });
    process.exit(status);
  });
}
setTimeout(answer, reply.sleep_ms || 0);

function answer() {
  process.stdout.write(reply.stdout || '');
  process.stderr.write(reply.stderr || '');
  process.exitCode = reply.exit || 0;
  record('finished', {});
}

function record(phase, details) {
  const line = { phase, event, at: new Date().toISOString(), pid: process.pid, ...details };
  fs.appendFileSync(process.env.RECORDER_LOG, JSON.stringify(line) + '\n');
}
