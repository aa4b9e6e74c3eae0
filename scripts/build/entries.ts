// The head of each file that Node.js starts in the plugin. It is plain ES5: a Node too old for the rest runs it too.

const NEEDED = 'Node.js 20.19 or newer (of 22: 22.3)';

// Node 21 and the first of 22 are newer than 20.19, and yet lack getBuiltinModule.
const FOUND = `var found = process.versions.node;
var usable = typeof process.getBuiltinModule === "function" && !/^(?:1?\\d|20\\.(?:1[0-8]|\\d))\\./.test(found);
`;

// These do nothing where nothing was ever saved, and most projects are such: to see that takes no library. Whatever is
// not plain (a worktree, another place for state, a folder that cannot be looked at) is left to the library.
const NEEDS_STATE = ['pre-compact', 'stop', 'stop-failure', 'session-end'];
const UNTOUCHED = `
function isAbsent(fs, path) {
  try {
    fs.lstatSync(path);
  } catch (error) {
    return error.code === "ENOENT";
  }
  return false;
}

function isUntouched(fs, root) {
  if (!root || process.env.AUTONOMOUS_DEV_STATE_DIR) return false;
  var git = root + "/.git";
  try {
    if (!fs.lstatSync(git).isDirectory()) return false;
  } catch (error) {
    return false;
  }
  return isAbsent(fs, git + "/autonomous-dev") && isAbsent(fs, git + "/commondir");
}

if (isUntouched(require("fs"), process.env.CLAUDE_PROJECT_DIR)) return;
`;

/** The file of a hook, named by its path in the plugin. Whatever happens it exits 0; only SessionStart tells the person that Node.js is too old. */
export function hookEntry(name: string, bundled: string): string {
  const notice = `autonomous-dev does not run: it needs ${NEEDED}, and "node" here is `;
  const tell = `  process.stdout.write(JSON.stringify({ systemMessage: ${JSON.stringify(notice)} + found }) + "\\n");\n`;
  const untouched = NEEDS_STATE.some((hook) => name === `hooks/${hook}.cjs`) ? UNTOUCHED : '';
  return `"use strict";

// An older Node.js can read this file, and then does nothing.
${FOUND}if (!usable) {
${name === 'hooks/session-start.cjs' ? tell : ''}  return;
}
${untouched}
// The plugin's folder may be replaced or deleted while a session runs: not even that is the session's trouble.
process.on("uncaughtException", function (error) {
  process.stderr.write("autonomous-dev: " + (error && error.message) + "\\n");
  process.exit(0);
});

${bundled.replace(/^"use strict";\n/, '').trimStart()}`;
}

/** bin/adev. Where the program cannot run, "checkpoint save" still succeeds: no work stops for a note of progress. */
export function adevEntry(): string {
  return `#!/usr/bin/env node
"use strict";

// An older Node.js can read this file, and then says what it needs.
${FOUND}
function skip(why) {
  var detail = why.replace(/[\\u0000-\\u001f\\u007f-\\u009f]+/g, " ");
  var options = process.argv.slice(2);
  var saving = options[0] === "checkpoint" && options[1] === "save";
  process.exitCode = saving && options.indexOf("--strict") < 0 ? 0 : 75;
  if (options.indexOf("--json") >= 0) {
    process.stdout.write(JSON.stringify({ saved: false, reason: "unknown", detail: detail }) + "\\n");
  } else if (saving) {
    process.stdout.write("Checkpoint: skipped (unknown): " + detail + "\\n");
  } else {
    process.stderr.write("adev: " + detail + "\\n");
  }
}

function start() {
  var main;
  try {
    main = require("../lib/cli.cjs").main;
  } catch (error) {
    return skip("the plugin's files cannot be loaded: " + error.message);
  }
  main(process.argv.slice(2)).then(
    function (status) {
      process.exitCode = status;
    },
    function (error) {
      skip(error.message);
    }
  );
}

if (usable) start();
else skip("needs ${NEEDED}, and \\"node\\" here is " + found);
`;
}

/** bin/adev.cmd, by which Windows finds bin/adev. */
export const ADEV_CMD = '@node "%~dp0adev" %*\n';
