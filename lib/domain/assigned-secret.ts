// Secrets known by their name alone: `password=…`, `"api_key": "…"`, `--token …`. Decides which values are
// secrets, and which are placeholders, variables, types, code or prose. A value ends at white space.

const NAME =
  String.raw`(?:pass(?:word|wd|phrase)|(?<![a-z\d])pass|pwd|secret(?:[_-]?key[_-]?base)?|(?<!web)token|credentials?|(?<!\w)_auth` +
  '|(?:api|access|secret|private|auth|signing|encryption|master|account|shared)[_ -]?key)';
const OPTION = String.raw`--(?:[a-z]{1,20}-){0,3}${NAME}[ \t]{1,4}`;
// What may stand between a name and its value: a closing quote or bracket, the word `value` of a list of names
// and values, a type, the sign, some markup.
const ASSIGNED =
  String.raw`(?:\\{0,3}["'\x60]\]?)?(?:,?\s{1,40}["']?value["']?|: ?str(?:ing)?)?` +
  String.raw`[ \t]{0,8}(?:=>|[?:]{0,3}={1,3}|:(?!:)|%3D|>(?=\w))\*{0,2}`;
// Inside quotes, the second group, a value goes up to the same quote. Elsewhere, full stops and closing brackets end it unless it
// goes on behind them. The marker of an earlier redaction is never part of one.
const QUOTED = String.raw`(?:(?!\2|\[redacted: )(?:\\\S|[^\s\\])){8,9999}`;
const BARE =
  String.raw`(?:[^\s"'\x60,;<>\\&.:)}\[\]]|\[(?!redacted: )|\\(?![nrt"'\x60\\])|&(?![\w.-]{1,32}=)` +
  String.raw`|[.:)}\]](?=[\w$/+=!@#%^*~-])){8,9999}`;

/** A name, what assigns to it (together the first group), and a value, for `isNoSecret` to judge. */
export const ASSIGNMENT = new RegExp(
  String.raw`((?:${OPTION}|${NAME}${ASSIGNED})(?:\s{0,40}(\\{0,3}["'\x60])|[ \t]{0,8}))(?:${QUOTED}|${BARE})`,
  'gi',
);

/** What every assignment contains. To compile the whole pattern costs milliseconds, and most texts only use the words. */
export const ASSIGNMENT_OUTLINE = new RegExp(
  String.raw`${NAME}(?:[ \t](?<=--[\w-]{1,80}[ \t])|[^\w=:?%>]{0,50}(?:value["']?[ \t]{0,8})?[=:?%>])`,
  'i',
);

const VARIABLE = /^(?:\$[a-z_{(]|%\w+%$|#?\{|[<[(])|\$[{(]|\{\{/i;
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const MASK = /^[x0*._#?-]+$|\*{3}|x{4}|•|…|\.{3}/i;
const STAND_IN =
  /example|placeholder|dummy|sample|change[-_]?me|replace[-_]?(?:me|this|with)|redacted|(?:^|[^a-z])your|^(?:pass(?:wor[dt]|wd)?|pwd|secret|token|undefined|required|optional|disabled|enabled|encrypted|filtered|generated|unchanged|incorrect|protected)$/i;
const CODE =
  /^[a-z_$][\w$.]*(?:[(<|[]|\?\.)|^(?:process|os|env|import|config|settings|secrets?|self|this|args|options|opts|props|ctx|context|req|request|vars?|params|inputs?)\./i;
const REFERENCE = /^(?:[a-z][a-z0-9+.-]*:\/\/|arn:|[a-z]:[\\/]|(?:~|\.{1,2})?(?:\/[\w.@+-]+)+\/?$)/i;
// What a token may be that is no secret: a count, a time, a version, an address on a chain.
const NUMBER = /^(?:[\d.,:_-]+|[~^v=]{0,2}\d+\.\d[-+.\w]*|0x[0-9a-f]{40})$/i;

/** Whether a value stands for a secret that is not there: a variable, a mask, an example, code, a path. */
export function isPlaceholder(value: string): boolean {
  return [VARIABLE, CONSTANT, MASK, STAND_IN, CODE, REFERENCE].some((pattern) => pattern.test(value));
}

/**
 * Whether a value that was given to a name is no secret. `context` is the text from the name up to the value.
 * Letters alone are a secret only where a literal stands: in quotes, after `=`, after an option.
 */
export function isNoSecret(value: string, context: string): boolean {
  if (isPlaceholder(value)) return true;
  const isPassword = /pass|pwd|secret/i.test(context);
  if (/\d/.test(value)) return !isPassword && NUMBER.test(value);
  const isLiteral = /["'`=]$|^--/.test(context);
  const isWord = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)$/.test(value);
  const isNameInCode = !isWord && /^[\w$./-]+$/.test(value) && !/^[a-z]+(?:-[a-z]+)+$/.test(value);
  return !isLiteral || (isPassword ? isNameInCode : !isWord || value.length < 16);
}
