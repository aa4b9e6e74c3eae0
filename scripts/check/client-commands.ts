// What the client itself is told with a slash: its commands, their other names, its own skills; of the newest and the
// oldest client that are supported. A skill of the same name would be taken for one of these, or the other way round.
export const CLIENT_COMMANDS: ReadonlySet<string> = new Set(
  `
access add-dir advisor agents allowed-tools android app artifacts auto-mode-setup autocompact autofix-pr
background bashes batch bg branch break-reminder breaks brief btw bug cd checkpoint checkup chrome
claude-api clear cloud-plugins code-review color compact config context continue copy cost daemon dataviz
debug deep-research design-consent design-login design-revoke desktop diff doctor downtime effort exit
export extra-usage fast feedback fewer-permission-prompts focus fork goal heapdump help hooks ide import
init init-verifiers insights install install-github-app install-slack-app ios keybindings list-agents login
logout loop loops marketplace mcp memory memory-pause mobile model name new output-style passes pause-memory
peers permissions plan plugin plugin-authoring plugins powerup pr-comments privacy-settings
pro-trial-expired proactive project quit radio rate-limit-options rc recap release-notes reload-plugins
reload-skills remote remote-control remote-env rename reset restart resume review rewind routines run
run-skill-generator schedule scroll-speed security-review session settings setup-bedrock setup-vertex share
simplify skill-doctor skills stats status statusline stickers stop subtask tasks team-onboarding teleport
terminal-setup theme todos toggle-memory tp tui ultraplan ultrareview undo update update-config upgrade
usage usage-credits use-case verify version vim voice web-setup wellbeing workflow-authoring
workflow-launch-exec workflows
`
    .trim()
    .split(/\s+/),
);
