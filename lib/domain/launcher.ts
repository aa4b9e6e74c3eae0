// The launcher that `adev link` puts into a person's own PATH folder: a script that finds the installed plugin each
// time it runs, for the plugin's folder changes with every update.

/** The launcher's text, the same for every version of the plugin: one that was linked long ago is still known. */
export function launcherText(): string {
  return `#!/bin/sh
# Runs the adev command of the installed autonomous-dev plugin, wherever its current version is.
program=
for folder in "\${CLAUDE_CONFIG_DIR:-$HOME/.claude}"/plugins/cache/*/autonomous-dev/*/; do
  candidate=\${folder}bin/adev
  if [ -x "$candidate" ] && [ ! -e "\${folder}.orphaned_at" ]; then
    if [ -z "$program" ] || [ "$candidate" -nt "$program" ]; then program=$candidate; fi
  fi
done
if [ -n "$program" ]; then exec "$program" "$@"; fi
why='the autonomous-dev plugin is not installed for this user'
case "$* " in
  *--strict*) ;;
  'checkpoint save '*)
    echo "Checkpoint: skipped (unknown): $why"
    exit 0
    ;;
esac
echo "adev: $why: install it with claude plugin install autonomous-dev" >&2
exit 75
`;
}

/** Whether a program is that launcher, byte for byte. */
export function isLauncher(program: Uint8Array): boolean {
  const text = launcherText();
  return program.length === text.length && program.every((byte, at) => byte === text.charCodeAt(at));
}
