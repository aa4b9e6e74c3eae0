// Whether trying again may help. Only what says so plainly is transient: network trouble, limits and outages. What
// stands in quotation marks, in file names or in a test's expectations is talked about, not what went wrong.

/** `transient` for timeouts, rate limits, overload, 5xx and lost connections; all else is `permanent`. */
export function classifyFailure(message: string): 'transient' | 'permanent' {
  const said = message.slice(0, LONGEST_READ).replace(QUOTED, ' ').replace(FILE_NAME, ' ');
  if (TEST_OR_SOURCE.test(said)) return 'permanent';
  if (PLAIN_SIGNS.some((sign) => sign.test(said))) return 'transient';
  if (CODE_ERROR.test(said) || SETTING.test(said)) return 'permanent';
  if (WORDS.some((words) => words.test(said))) return 'transient';
  return REPORTED_TYPE.test(message) ? 'transient' : 'permanent';
}

/** The cause stands at the beginning or nowhere; the rest is output. */
const LONGEST_READ = 4000;

const QUOTED = /"[^"\n]*"|`[^`\n]*`|“[^”\n]*”|(?<!\w)'[^'\n]*'(?!\w)/g;

/** Paths, addresses, and names with an extension. */
const FILE_NAME = /[\w@~.+:-]*[\\/][^\s,;)]*|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9]{0,4}(?![\w(])/gi;

const TEST_OR_SOURCE =
  /\bassert(?:ion)?(?:error|s|ed|ions)?\b|\btests? (?:failed|failing|failures?)\b|\btests?\s+timed out\b|\bms for a (?:test|hook)\b|\bfor async tests and hooks\b|\b(?:failed|failing) tests?\b|\bexpected\b.*\b(?:to|but|got|received|actual)\b|\b(?:syntax|indentation|tab|import|modulenotfound|name|reference|attribute|notimplemented)error\b|\berror (?:TS|C|E)\d+\b|\bcompil(?:e|er|ation) (?:error|failed)|\bfailed to compile\b/i;

const PLAIN_SIGNS = [
  /\b(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|E(?:SOCKET)?TIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|ERR_NETWORK|ERR_(?:CONNECTION_[A-Z]+|NETWORK_CHANGED|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|TIMED_OUT)|UND_ERR_[A-Z_]*TIMEOUT|UND_ERR_SOCKET)\b/,
  /\b(?:https?|status|api|server|request|response|error|(?:status|error) code|get|post|put|patch|delete)\b\W*(?:(?!lines?\b)\w+\W+){0,2}?(?:408|429|50[0234]|52\d)\b/i,
  /^\W*(?:code )?(?:408|429|50[0234]|52\d)\W*$|\b(?:408|429|50[0234]|52\d) from (?:the )?(?:api|server|gateway|proxy|registry)\b/i,
  /\b(?:429 )?too many requests\b|\brate[ -]limit(?:s|ed|ing)?\b|\busage limit\b|\b(?:rate_limit|overloaded)_error\b/i,
  /\b(?:session|weekly|\d{1,3}[- ]hour) limit (?:was |has been )?(?:reached|exceeded|hit)\b|\b(?:hit|reached) your (?:(?:session|weekly|\d{1,3}[- ]hour) )?limit\b/i,
  /\b(?:internal server error|bad gateway|service (?:is )?(?:temporarily )?unavailable|gateway time-?out)\b/i,
  /\bfetch failed\b|\bsocket hang up\b/i,
];

/** Errors of the program itself, in which words for network trouble name a variable more often than a cause. */
const CODE_ERROR = /\b(?:type|value|key|index|range|zerodivision|lookup)error\b/i;

const SETTING =
  /--\w|\b(?:invalid|unknown|unsupported|unrecognized|unexpected|missing|bad|no such)\b[^.;]*\b(?:time-?out|option|argument|property|field|key|value)\b|\bis not (?:defined|a function)\b/i;

const WORDS = [
  /(?<![\w.$-])tim(?:ed?|ing)[ -]?out\b(?![\w(=[-]|\.\w)|\bdeadline exceeded\b/i,
  /\b(?:[A-Z]\w*)?Time[dO]?[oO]ut(?:Error|Exception|Expired)?\b|\b(?:[A-Z]\w*)?Connection(?:Reset|Refused|Aborted)?Error\b|\bBrokenPipeError\b|\bRateLimitError\b|\bOverloadedError\b/,
  /\bconnection (?:was |has been |is )?(?:unexpectedly )?(?:reset|refused|aborted|closed|lost|dropped|terminated|interrupted|error)\b/i,
  /\boverloaded\b(?!\s+(?:function|operator|method|constructor|signature))/i,
  /\bcould not resolve host\b|\bnetwork (?:is )?(?:error|request failed|unreachable|down|timeout|failure)\b|\btemporar(?:y|ily) (?:failure|unavailable|error)\b|\bbroken pipe\b/i,
];

/** An API's answer, as JSON. */
const REPORTED_TYPE = /"type"\s*:\s*"(?:overloaded_error|rate_limit_error|api_error|timeout_error)"/;
