/** One defence, how it is switched off in a copy of the source, and the narrowest test that must notice. */
export interface Mutant {
  readonly defence: string;
  readonly file: string;
  /** Must occur; its first occurrence is replaced. */
  readonly find: string;
  readonly replace: string;
  readonly kind: TestKind;
  /** Test file, relative to its package; for `proxy` the file in e2e/proxy/rules. */
  readonly test: string;
}

export type TestKind = 'unit' | 'http' | 'image-server' | 'proxy';

const core = 'auth/src/core';
const unit = (defence: string, file: string, test: string, find: string, replace = ''): Mutant => ({
  kind: 'unit',
  defence,
  file: `${core}/${file}`,
  test: `src/core/${test}`,
  find,
  replace,
});
const http = (defence: string, file: string, test: string, find: string, replace = ''): Mutant => ({
  kind: 'http',
  defence,
  file: `auth/src/${file}`,
  test: `test/http/${test}`,
  find,
  replace,
});
/** On the account and administration pages; a test of `auth/test/admin`. */
const pages = (defence: string, file: string, test: string, find: string, replace = ''): Mutant => ({
  kind: 'http',
  defence: `pages: ${defence}`,
  file: `auth/src/${file}`,
  test: `test/admin/${test}`,
  find,
  replace,
});
const gateway = (defence: string, file: string, test: string, find: string, replace: string): Mutant => ({
  kind: 'image-server',
  defence,
  file: `image-server/src/${file}`,
  test: `src/${test}`,
  find,
  replace,
});
const proxy = (defence: string, file: string, test: string, find: string, replace: string): Mutant => ({
  kind: 'proxy',
  defence,
  file: `proxy/conf/${file}`,
  test,
  find,
  replace,
});

const segment = 'image/path-segment.ts';
const names = 'image/image-path.test.ts';
const plans = 'image/image-plan.test.ts';
const decisions = 'policy/decide.test.ts';

export const mutants: readonly Mutant[] = [
  // Names.
  unit(
    'a remembered image stands only for requests of its own',
    'image/address-reader.ts',
    'image/address-reader.test.ts',
    "if (imageFile.test(tail.slice(tail.lastIndexOf('/') + 1))) {",
    'if (cut > 0) {',
  ),
  unit(
    'dot segments are refused',
    segment,
    names,
    "if (name === '.' || name === '..') return pathProblem('dot_segment');",
  ),
  unit('empty segments are refused', segment, names, "if (name === '') return pathProblem('empty_segment');"),
  unit(
    'control characters are refused',
    segment,
    names,
    "if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return pathProblem('control_character');",
  ),
  unit('backslashes are refused', segment, names, "if (unit === 0x5c) return pathProblem('backslash');"),
  unit(
    'over-encoded characters are refused',
    segment,
    names,
    "if (isUnreserved(String.fromCharCode(Number.parseInt(digits, 16)))) return pathProblem('over_encoded');",
  ),
  unit(
    'names are decoded once',
    segment,
    names,
    'checkName(decodeURIComponent(raw))',
    'checkName(decodeURIComponent(decodeURIComponent(raw)))',
  ),
  unit(
    'segments are split before they are decoded',
    'image/image-path.ts',
    names,
    'joinSegments(raw.split(separator), decodeSegment)',
    'joinSegments(decodeURIComponent(raw).split(separator), (text) => ok(text))',
  ),
  // Requests for pixels.
  unit(
    'nothing is enlarged',
    'image/resolve-size.ts',
    plans,
    'if (written.width > region.width || written.height > region.height) {',
    'if (written.width < 0) {',
  ),
  unit(
    'regions lie on the picture',
    'image/region.ts',
    plans,
    'if (across.length < 1 || down.length < 1) {',
    'if (across.length < -1e9) {',
  ),
  unit(
    'a tier’s region is never narrower than its pixels',
    'image/image-plan.ts',
    plans,
    'Math.ceil(((start + length) * master) / view)',
    'Math.floor(((start + length) * master) / view) - 1',
  ),
  // Decisions.
  unit(
    'ceilings lie on everybody',
    'policy/judge.ts',
    decisions,
    "if (judgeCeiling(ceiling, person, now) === 'lies-on') left &= ceiling.tiers;",
    'void ceiling;',
  ),
  unit(
    'only canonical paths find rules',
    'policy/walk.ts',
    decisions,
    "if (path !== '' && notCanonical.test(path)) return found;",
  ),
  unit(
    'the nearest grants replace those above',
    'policy/walk.ts',
    decisions,
    'if (grantsFrom === null && compiled.grants !== null)',
    'if (compiled.grants !== null)',
  ),
  unit(
    'a grant ends',
    'policy/judge.ts',
    decisions,
    "if (grant.until !== null && now >= grant.until) return 'over';",
  ),
  unit(
    '`and:` asks for both',
    'policy/judge.ts',
    decisions,
    "if (grant.and !== null && !isAmong(grant.and, person)) return 'other-people';",
  ),
  unit(
    'an agreement runs out',
    'policy/accept-agreement.ts',
    decisions,
    'return agreement.validSeconds === null || now < accepted.at + agreement.validSeconds;',
    'return true;',
  ),
  unit(
    'a grey tier covers no colour',
    'policy/covers.ts',
    'policy/covers.test.ts',
    " && (a.quality === 'color' || b.quality === 'gray')",
  ),
  unit(
    'hidden is 404',
    'iiif/image-outcome.ts',
    'iiif/image-outcome.test.ts',
    "if (decision.hidden && decision.limits === null) return { kind: 'not-found' };",
  ),
  // Sessions, tokens, ways back.
  unit(
    'a way back stays on this site',
    'session/return-path.ts',
    'session/return-path.test.ts',
    "if (path.includes('//') || /%(?![0-9A-Fa-f]{2})|%(?:2[fF]|5[cC]|0|1|7[fF])/.test(path)) return null;",
  ),
  unit(
    'an origin is a whole origin',
    'session/viewer-origin.ts',
    'session/viewer-origin.test.ts',
    '/?$`',
    '`',
  ),
  unit(
    'tokens only for sites that were clicked for',
    'session/judge-token-request.ts',
    'session/judge-token-request.test.ts',
    'return credential.origins.includes(request.origin)',
    'return true || credential.origins.includes(request.origin)',
  ),
  unit(
    'a key counts below its folder only',
    'identity/api-key.ts',
    'identity/api-key.test.ts',
    "return key.folder === ''",
    "return true || key.folder === ''",
  ),
  unit(
    'guessing is slowed',
    'identity/sign-in-limits.ts',
    'identity/sign-in-limits.test.ts',
    'if (until > now) return',
    'if (until < 0) return',
  ),
  {
    kind: 'unit',
    defence: 'values are escaped in pages',
    file: 'auth/src/http/html.ts',
    test: 'src/http/html.test.ts',
    find: "if (typeof value === 'string') return escapeText(value);",
    replace: "if (typeof value === 'string') return value;",
  },
  {
    kind: 'unit',
    defence: 'values are escaped in scripts',
    file: 'auth/src/http/html.ts',
    test: 'src/http/html.test.ts',
    find: '/[<>&\\u2028\\u2029]/g',
    replace: '/[\\u2028\\u2029]/g',
  },
  http(
    'forms need their token',
    'http/csrf.ts',
    'agreements.test.ts',
    'return digest.equal(token, tokenFor(cookie));',
    'return true;',
  ),
  http('forms come from this site', 'http/csrf.ts', 'login-window.test.ts', ' || !sameSite(ctx, ownOrigin)'),
  http(
    'a new session id at every sign-in',
    'http/middleware/session.ts',
    'content-session.test.ts',
    'await holder(ctx).session?.regenerate();',
  ),
  http(
    'viewers’ tokens open no pixels',
    'http/visitor.ts',
    'query-auth.test.ts',
    'return soon(sessionOf(deps, credentials.cookie), (live)',
    'return soon(sessionOfToken(deps, credentials.bearer, 1).then(async (token) => token ?? sessionOf(deps, credentials.cookie)), (live)',
  ),
  http(
    'the stack’s own networks are no place',
    'http/visitor.ts',
    'places.test.ts',
    "const own = headers['x-gate-own-network'] === '1';",
    'const own = false;',
  ),
  http(
    'pictures and frames sign nobody out',
    'http/handlers/logout.ts',
    'logout.test.ts',
    'return !isBrowser ||',
    'return true || !isBrowser ||',
  ),
  http(
    'the account cookie opens no pictures',
    'http/visitor.ts',
    'token-origins.test.ts',
    "live?.session.kind === 'content' ? live : null",
    'live',
  ),
  http(
    'disabled accounts can’t sign in',
    'http/sign-in.ts',
    'login-forms.test.ts',
    ' || found.user.disabled',
  ),
  // The account and administration pages, every unsafe route of them.
  pages(
    'forms need the token of this browser',
    'admin/require-form-token.ts',
    'refusals.test.ts',
    "if (formGuard.accepts(ctx, form.get('form_token'))) return;",
    'return;',
  ),
  pages('forms come from our own pages', 'http/csrf.ts', 'refusals.test.ts', ' || !sameSite(ctx, ownOrigin)'),
  pages(
    'a token counts in its own session’s browser',
    'http/csrf.ts',
    'refusals.test.ts',
    'return digest.equal(token, tokenFor(cookie));',
    'return token.length > 0;',
  ),
  pages(
    'the viewers’ cookie opens none',
    'http/middleware/session.ts',
    'refusals.test.ts',
    'found.kind !== kind || ',
  ),
  pages(
    'people without a role are kept out',
    'admin/current-user.ts',
    'refusals.test.ts',
    'if (!mayEnter(standing))',
    'if (mayEnter(standing) === null)',
  ),
  pages(
    'auditors change nothing',
    'admin/guard.ts',
    'refusals.test.ts',
    "(method === 'GET' && mayReadAll(standing))",
    'mayReadAll(standing)',
  ),
  pages(
    'managers stay in their folders',
    'admin/folders/require-folder.ts',
    'refusals.test.ts',
    'if (may || standing.administrator) return;',
    'return;',
  ),
  pages(
    'rights are changed only soon after a sign-in',
    'admin/fresh-sign-in.ts',
    'refusals.test.ts',
    'deps.clock() - session.createdAt < freshSeconds',
    'deps.clock() - session.createdAt >= 0',
  ),
  pages(
    'an edit from an old page is shown before it counts',
    'admin/overtaken.ts',
    'two-administrators.test.ts',
    "return before !== undefined && before.replaceAll('\\r\\n', '\\n') !== now;",
    'return before === now && false;',
  ),
  pages(
    'control characters come into no field',
    'admin/require-form-token.ts',
    'probes.test.ts',
    'if (unwritable.test(name) || unwritable.test(value))',
    'if (unwritable.test(name))',
  ),
  pages(
    'what people wrote is text on every page',
    'http/html.ts',
    'probes.test.ts',
    "if (typeof value === 'string') return escapeText(value);",
    "if (typeof value === 'string') return value;",
  ),
  pages(
    'no cell of an export is a formula',
    'core/csv-line.ts',
    'probes.test.ts',
    "? `'${text}` : text",
    '? text : text',
  ),
  // The gateway.
  gateway(
    'a reduced tier has pixels of its own',
    'render/render-view.ts',
    'render/render-view.test.ts',
    'if (!isReduced || isCoarse(plan, tier))',
    'if (tier.view.width > 0)',
  ),
  gateway(
    'only whole JPEGs pass',
    'render/jpeg.ts',
    'render/jpeg.test.ts',
    ' || bytes.readUInt16BE(bytes.length - 2) !== eoi',
    '',
  ),
  gateway(
    'metadata is taken out',
    'render/jpeg.ts',
    'render/jpeg.test.ts',
    'if (marker === comment) return true;',
    'if (marker > 0) return false;',
  ),
  gateway(
    'links lead nowhere outside the collection',
    'files/locate.ts',
    'files/locate.test.ts',
    "if (!file.startsWith(base + sep)) return err('denied');",
    '',
  ),
  gateway(
    'a view is never larger than its master',
    'http/image-address.ts',
    'http/image-address.test.ts',
    'if (view.width > master.width || view.height > master.height) return null;',
    '',
  ),
  gateway(
    'iipsrv is never asked where it would crash',
    'render/iip-view.ts',
    'render/iip-view.test.ts',
    'if (x >= levelSize.width || y >= levelSize.height || across < 1 || down < 1) return null;',
    '',
  ),
  // nginx.
  proxy(
    'an allow without its parts opens nothing',
    'gate-maps.conf',
    'gate',
    '[23]/(?:images|demo)/',
    '[23]?/(?:images|demo)/',
  ),
  proxy(
    'the tail is cut out by a strict pattern',
    'gate-maps.conf',
    'hostile',
    '(?:(?:[a-z0-9:,.!^]|%(?:2[1Cc]|3[Aa]|5[Ee])){1,64}/){3}',
    '(?:[^?#]{1,64}/){3}',
  ),
  proxy(
    'no header of the client’s goes on',
    'iiif.conf',
    'gate',
    'proxy_pass_request_headers off;',
    'proxy_pass_request_headers on;',
  ),
  proxy(
    'the tile cache is keyed on what was decided',
    'iiif.conf',
    'cache',
    'proxy_cache_key $gate_path;',
    'proxy_cache_key $uri;',
  ),
  ...(
    [
      ['kept decisions are keyed on the session', 'keep-decisions.conf', '\\n$decision_session', ''],
      ['kept decisions are keyed on the address', 'keep-decisions.conf', '\\n$remote_addr', ''],
      ['kept decisions are keyed on the image', 'keep-decisions.conf', '\\n$decision_image', ''],
      ['kept decisions are keyed on the generation', 'keep-decisions.conf', '"$decision_generation\\n', '"'],
      ['a link that is over vouches for nothing', 'decisions.conf', '_\\k<decision_second>\\k<decision_tenth>', '_\\d+'],
      ['kept decisions are of nobody who shows a key', 'decisions.conf', '"~^\\|[0-9a-f]', '"~^[^|]*\\|[0-9a-f]'],
      ['kept decisions are of nobody with two sessions', 'decisions.conf', '(?!.*__Host-gatehouse=.*__Host-gatehouse=)', ''],
      ['only an allow that says so is kept', 'keep-decisions.conf', 'proxy_no_cache $decision_not_kept;', ''],
      ['kept decisions end by themselves', 'keep-decisions.conf', 'proxy_cache_valid 200 10s;', 'proxy_cache_valid 200 10m;'],
    ] as const
  ).map(([defence, file, find, replace]) => proxy(defence, file, 'decisions', find, replace)),
  ...(
    [
      ['an answer is kept only under the generation that it was asked under', 'askedGeneration(headers) !== generation', 'false'],
      ['nothing is kept that ends by itself', 'if (changesAt !== null && changesAt < until) return false;', ''],
      ['nothing is kept past the end of its session', 'sessionEndsAt(live.session, sessionLives[live.session.kind]) >= until', 'true'],
      ['nothing is kept of whoever shows a key', 'if (key !== null) return false;', ''],
    ] as const
  ).map(([defence, find, replace]) => http(defence, 'http/may-be-kept.ts', 'kept-decisions.test.ts', find, replace)),
  unit(
    'a notice makes another generation',
    'generation.ts',
    'generation.test.ts',
    'shared = digest(`heard ${shared} ${notice}`);',
  ),
  unit(
    'a change of one’s own makes another generation at once',
    'generation.ts',
    'generation.test.ts',
    'own = { tag: newId(), until: now() + ownForMs };',
  ),
  proxy(
    'only reads below /iiif/',
    'maps.conf',
    'methods-and-cors',
    'map $request_method $gate_not_a_read {\n    default 1;',
    'map $request_method $gate_not_a_read {\n    default "";',
  ),
  proxy(
    'only our own name is answered',
    'maps.conf',
    'addresses',
    '$gate_misdirected {\n    default $gate_not_health;',
    '$gate_misdirected {\n    default "";',
  ),
  proxy(
    'the question can not be asked from outside',
    'gate.conf',
    'hostile',
    'location = /query_auth { return 404; }',
    'location = /query_auth { proxy_pass http://auth_internal; }',
  ),
  proxy(
    'nobody outside is told what was decided',
    'to-auth.conf',
    'headers',
    'proxy_hide_header X-Gate-Outcome;',
    '',
  ),
  proxy(
    'errors of the gateway are kept by nobody',
    'gate-maps.conf',
    'gate',
    '"~[45]\\d\\d$" "no-store";',
    '',
  ),
];
