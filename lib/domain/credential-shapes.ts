// Credentials known by their own shape, wherever they stand. Every pattern is linear in the text: no repetition
// inside a repetition of the same characters.

export type CredentialShape = Readonly<{
  kind: string;
  /** A text without any of these cannot hold the shape. For a context, in lower case. */
  hints: readonly string[];
  /** Nor without this, for a pattern that is dear to compile. */
  outline?: RegExp;
  pattern: RegExp;
}>;

/** Keys of many lines. */
export const PRIVATE_KEYS: readonly CredentialShape[] = [
  {
    kind: 'private key',
    hints: ['PRIVATE KEY'],
    // Up to the END line; where that was cut off, as far as lines of base64 go.
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]*(?:-(?!----(?:BEGIN|END))[^-]*){0,99}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:\s{0,9}(?:Proc-Type|DEK-Info|Version|Comment): [^\n]*)*(?:[^\w+/=-]{0,12}(?:\d{1,6}[^\w+/=-]{1,4})?[A-Za-z0-9+/=]{16,})+)/g,
  },
  {
    kind: 'private key',
    hints: ['Private-Lines: '],
    pattern: /Private-Lines: \d+(?:\s+[A-Za-z0-9+/=]{16,})+/g,
  },
];

/** Tokens. Each starts and ends where a word does, which `redact` sees to. */
export const CREDENTIAL_SHAPES: readonly CredentialShape[] = [
  {
    kind: 'GitHub token',
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /gh[pour]_[A-Za-z0-9]{16,}|ghs_[\w-]{16,}(?:\.[\w-]+){0,2}|github_pat_\w{16,}/g,
  },
  {
    kind: 'GitLab token',
    hints: ['gl', 'GR1348941'],
    pattern:
      /gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[\w-]{16,}(?:\.[\w-]+){0,3}|GR1348941[\w-]{20,}/g,
  },
  { kind: 'Anthropic API key', hints: ['sk-ant-'], pattern: /sk-ant-[\w-]{16,}/g },
  {
    kind: 'OpenAI API key',
    hints: ['sk-'],
    pattern:
      /sk-(?:(?:proj|svcacct|admin|None|or-v1)-[\w-]{16,}|[\w-]{0,64}T3BlbkFJ[\w-]+|[A-Za-z0-9]{40,}|(?=[A-Za-z]*\d)[A-Za-z0-9]{20,})/g,
  },
  { kind: 'xAI API key', hints: ['xai-'], pattern: /xai-[A-Za-z0-9_]{40,}/g },
  { kind: 'Groq API key', hints: ['gsk_'], pattern: /gsk_[A-Za-z0-9]{40,}/g },
  { kind: 'Perplexity API key', hints: ['pplx-'], pattern: /pplx-[A-Za-z0-9]{32,}/g },
  { kind: 'Replicate token', hints: ['r8_'], pattern: /r8_[A-Za-z0-9]{30,}/g },
  {
    kind: 'Hugging Face token',
    hints: ['hf_', 'api_org_'],
    pattern: /(?:hf|api_org)_[A-Za-z0-9]{34,40}(?!_)/g,
  },
  {
    kind: 'AWS access key',
    hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'ABSK'],
    // Credential files put the secret key behind the key id.
    pattern: /A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?:[,:][A-Za-z0-9/+]{40})?|ABSK[A-Za-z0-9+/]{100,}={0,2}/g,
  },
  { kind: 'Google API key', hints: ['AIza'], pattern: /AIza[\w-]{30,}/g },
  { kind: 'Google API key', hints: ['AQ.'], pattern: /AQ\.[\w-]{30,}/g },
  { kind: 'Google OAuth secret', hints: ['GOCSPX-'], pattern: /GOCSPX-[\w-]{20,}/g },
  { kind: 'Google OAuth token', hints: ['ya29.', '1//0'], pattern: /ya29\.[\w-]{20,}|1\/\/0[\w-]{40,}/g },
  {
    kind: 'Slack token',
    hints: ['xox', 'xapp-', 'xwfp-'],
    pattern: /(?:xoxe\.)?xox[a-z]-[\w%/+=-]{15,}|(?:xapp|xwfp)-[\w-]{15,}/g,
  },
  {
    kind: 'Discord bot token',
    hints: ['.'],
    pattern: /[MNO][\w-]{23,27}\.[\w-]{6,7}\.(?=[\w-]*\d)[\w-]{27,}/g,
  },
  { kind: 'Telegram bot token', hints: [':AA'], pattern: /(?:bot)?\d{6,12}:AA[\w-]{32,}/g },
  {
    kind: 'Stripe key',
    hints: ['_live_', '_test_', '_prod_'],
    pattern: /[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}/g,
  },
  { kind: 'Stripe webhook secret', hints: ['whsec_'], pattern: /whsec_[A-Za-z0-9+/]{24,}={0,2}/g },
  { kind: 'Twilio API key', hints: ['SK'], pattern: /SK[0-9a-fA-F]{32}/g },
  { kind: 'SendGrid API key', hints: ['SG.'], pattern: /SG\.[\w-]{16,}\.[\w-]{16,}/g },
  { kind: 'Mailgun API key', hints: ['key-'], pattern: /(?<![_-])key-[0-9a-z]{32}/g },
  { kind: 'npm token', hints: ['npm_'], pattern: /npm_[A-Za-z0-9]{30,}/g },
  { kind: 'PyPI token', hints: ['pypi-Ag'], pattern: /pypi-Ag[\w-]{30,}/g },
  { kind: 'RubyGems key', hints: ['rubygems_'], pattern: /rubygems_[0-9a-f]{32,}/g },
  { kind: 'Docker Hub token', hints: ['dckr_'], pattern: /dckr_[a-z]{3}_[\w-]{20,}/g },
  { kind: 'DigitalOcean token', hints: ['_v1_'], pattern: /do[opr]_v1_[0-9a-f]{40,}/g },
  { kind: 'Azure client secret', hints: ['Q~'], pattern: /[\w~.]{3}\dQ~[\w~.-]{30,}[\w~-]/g },
  {
    kind: 'Cloudflare token',
    hints: ['cfk_', 'cfut_', 'cfat_', 'v1.0-'],
    pattern: /cf(?:k|ut|at)_[A-Za-z0-9]{40,}|v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}/g,
  },
  { kind: 'Heroku API key', hints: ['HRKU-'], pattern: /HRKU-[\w-]{30,}/g },
  {
    kind: 'Vercel token',
    hints: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
    pattern: /vc[aikpr]_[A-Za-z0-9]{20,}/g,
  },
  { kind: 'Netlify token', hints: ['nfp_'], pattern: /nfp_[A-Za-z0-9]{30,}/g },
  {
    kind: 'Fly.io token',
    hints: ['fo1_', 'fm1', 'fm2_'],
    pattern: /fo1_[\w-]{40,}|fm(?:1[ar]|2)_[A-Za-z0-9+/]{80,}={0,3}/g,
  },
  { kind: 'Supabase key', hints: ['sbp_', 'sb_secret_'], pattern: /sbp_\w{32,}|sb_secret_[\w-]{20,}/g },
  { kind: 'PlanetScale token', hints: ['pscale_'], pattern: /pscale_(?:tkn|oauth|pw)_[\w=.-]{29,}[\w=-]/g },
  { kind: 'Databricks token', hints: ['dapi'], pattern: /dapi[0-9a-f]{32}(?:-\d{1,2})?/g },
  {
    kind: 'Grafana token',
    hints: ['glsa_', 'glc_', 'eyJrIjoi'],
    pattern: /glsa_[A-Za-z0-9]{30,}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{32,}={0,2}|eyJrIjoi[A-Za-z0-9]{50,}={0,2}/g,
  },
  { kind: 'New Relic key', hints: ['NRAK-'], pattern: /NRAK-[A-Z0-9]{20,}/g },
  { kind: 'Sentry token', hints: ['sntrys_', 'sntryu_'], pattern: /sntry[su]_[\w+/=-]{40,}/g },
  { kind: 'Vault token', hints: ['hvs.', 'hvb.', 'hvr.'], pattern: /hv[brs]\.[\w-]{20,}/g },
  {
    kind: 'Terraform token',
    hints: ['.atlasv1.'],
    pattern: /[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}/g,
  },
  { kind: 'Pulumi token', hints: ['pul-'], pattern: /pul-[0-9a-f]{40,}/g },
  {
    kind: 'Doppler token',
    hints: ['dp.'],
    pattern: /dp\.(?:pt|ct|st|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,}/g,
  },
  { kind: '1Password token', hints: ['ops_eyJ'], pattern: /ops_eyJ[\w+/-]{40,}={0,3}/g },
  {
    kind: '1Password secret key',
    hints: ['A3-'],
    pattern: /A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}/g,
  },
  { kind: 'age secret key', hints: ['AGE-SECRET-KEY-'], pattern: /AGE-SECRET-KEY-[A-Z0-9-]{20,}/g },
  { kind: 'Tailscale key', hints: ['tskey-'], pattern: /tskey-[a-z]+-[\w-]{16,}/g },
  {
    kind: 'Linear API key',
    hints: ['lin_api_', 'lin_oauth_'],
    pattern: /lin_(?:api|oauth)_[A-Za-z0-9]{32,}/g,
  },
  {
    kind: 'Notion token',
    hints: ['ntn_', 'secret_'],
    pattern: /ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{40,}/g,
  },
  {
    kind: 'Atlassian token',
    hints: ['ATATT3', 'ATCTT3', 'ATBB'],
    pattern: /AT[AC]TT3[\w=-]{50,}|ATBB[A-Za-z0-9]{28,}/g,
  },
  {
    kind: 'Sourcegraph token',
    hints: ['sgp_'],
    pattern: /sgp_(?:[0-9a-fA-F]{16}_|local_)?[0-9a-fA-F]{40}/g,
  },
  { kind: 'OpenShift token', hints: ['sha256~'], pattern: /sha256~[\w-]{40,}/g },
  { kind: 'Facebook token', hints: ['EAA'], pattern: /(?<![+/])EAA[CM][A-Za-z0-9]{100,}(?![+/=])/g },
  { kind: 'Figma token', hints: ['figd_'], pattern: /figd_[\w-]{30,}/g },
  { kind: 'Airtable token', hints: ['pat'], pattern: /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/g },
  { kind: 'Postman API key', hints: ['PMAK-'], pattern: /PMAK-[0-9a-f]{24}-[0-9a-f]{30,}/g },
  {
    kind: 'Shopify token',
    hints: ['shp'],
    pattern: /shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{30,}/g,
  },
  {
    kind: 'Square token',
    hints: ['sq0', 'EAAA'],
    pattern: /sq0(?:atp|csp|atb|csb)-[\w-]{22,}|(?<![+/])EAAA[El][\w-]{59}(?![+/=])/g,
  },
  {
    kind: 'JSON web token',
    hints: ['eyJ'],
    pattern:
      /(?<![_-])(?:sk\.)?eyJ[\w-]{8,}\.(?:eyJ[\w-]{8,}(?:\.[\w-]*)?|[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+){0,2})/g,
  },
  // Last, because it looks at what follows, which an earlier shape may have taken out.
  {
    kind: 'Vault token',
    hints: ['s.'],
    pattern: /(?<!\.)s\.(?=[A-Za-z]*\d)[A-Za-z0-9]{24}(?!_|\(|\.\w)/g,
  },
];
