import { mapPatterns, walk } from './nginx-conf.mjs'

/** What nginx decoded, or a client chose, and what it may be spelled like: nothing of it goes into a request or a header. */
const decoded = /\$(?:\{)?(?:uri|document_uri|request_filename|args|arg_\w+|query_string|is_args|cookie_\w+|http_x_\w+|sent_http_\w+)\b/
const withoutVariables = ['proxy_pass', 'proxy_set_header', 'proxy_cache_key', 'add_header', 'return', 'rewrite', 'proxy_redirect', 'proxy_method', 'root', 'alias', 'try_files', 'error_page']
const isTerminated = (at) => at.name === 'location' && at.args[0] === '='
const has = (block, name, ...args) =>
  block.some((each) => each.name === name && args.every((arg, i) => arg instanceof RegExp ? arg.test(each.args[i]) : each.args[i] === arg))
const locationsOf = (tree) => [...walk(tree)].filter(({ directive }) => directive.name === 'location').map(({ directive }) => directive)

/** Where nginx cuts fingers: name → problems that a configuration has. Each is a hole that somebody's gate had, or that we measured. */
export const traps = {
  'decoded or chosen text in a request, header, key or redirect': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => withoutVariables.includes(name) && args.some((arg) => decoded.test(arg)))
      .map(({ directive: { name, args } }) => `${name} ${args.join(' ')}`),

  'an alias or root that a prefix leads out of': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name }, above }) => name === 'alias' && !isTerminated(above.at(-1)))
      .map(({ directive }) => `alias ${directive.args[0]}`)
      .concat([...walk(tree)].filter(({ directive: { name }, above }) => name === 'root' && !has(above.at(-1).block, 'disable_symlinks', 'on')).map(({ directive }) => `root ${directive.args[0]}`)),

  'a way round the check: satisfy, allow, auth_request off, auth_basic': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => ['satisfy', 'allow', 'auth_basic', 'auth_delay', 'internal_redirect'].includes(name) || (name === 'auth_request' && args[0] === 'off'))
      .map(({ directive }) => `${directive.name} ${directive.args.join(' ')}`),

  'pictures without the check in the same location': (tree) =>
    locationsOf(tree)
      .filter(({ block }) => block.some(({ name, args }) => name === 'proxy_pass' && !/^http:\/\/auth(?:_internal)?[$/]/.test(args[0])) && !has(block, 'auth_request', '/.check'))
      .map(({ args }) => args.join(' ')),

  // `= @answer` has the auth service word a refusal; a status that is given here could turn a refusal into a picture.
  'an error page that gives a good status, or leads to pictures': (tree) => {
    const toPictures = locationsOf(tree)
      .filter(({ block }) => block.some(({ name, args }) => name === 'proxy_pass' && !args[0].startsWith('http://auth$')))
      .map(({ args }) => args.join(' '))
    return [...walk(tree)]
      .filter(({ directive: { name, args } }) => name === 'error_page' && (args.some((arg) => /^=[123]/.test(arg)) || toPictures.includes(args.at(-1)) || !/^[@$]/.test(args.at(-1))))
      .map(({ directive }) => `error_page ${directive.args.join(' ')}`)
  },

  'a question that takes more of the client along than it must': (tree) =>
    locationsOf(tree)
      .filter(({ block }) => has(block, 'proxy_pass'))
      .filter(({ block }) => !has(block, 'proxy_pass_request_headers', 'off') || block.some(({ name, args }) => name === 'proxy_set_header' && /^x-(?:forwarded|original-(?!uri)|real)/i.test(args[0])))
      .map(({ args }) => args.join(' ')),

  'a conditional or partial question to the check': (tree) =>
    locationsOf(tree)
      .filter(({ block }) => block.some(({ name, args }) => name === 'proxy_pass' && args[0].includes('query_auth')))
      .filter(({ block }) => !has(block, 'internal') || block.some(({ name, args }) => name === 'proxy_set_header' && /^(?:if-|range)/i.test(args[0])))
      .map(({ args }) => args.join(' ')),

  'a check that can be asked from outside': (tree) =>
    has(locationsOf(tree).find(({ args }) => args.join(' ') === '= /query_auth')?.block ?? [], 'return', '404') ? [] : ['/query_auth'],

  'headers that an add_header of the block’s own takes away, or that errors lack': (tree) =>
    locationsOf(tree)
      .filter(({ block }) => block.some(({ name }) => name === 'add_header') && block.some(({ name }) => name === 'proxy_pass' || name === 'return'))
      .filter(({ args }) => /iiif/.test(args.join(' ')))
      .flatMap(({ args, block }) => {
        const own = block.filter(({ name }) => name === 'add_header')
        const readable = own.some((each) => each.args[0] === 'Access-Control-Allow-Origin')
        return [
          ...(readable ? [] : [`${args.join(' ')}: no CORS`]),
          ...own.filter((each) => each.args.at(-1) !== 'always').map((each) => `${args.join(' ')}: ${each.args[0]} not always`),
        ]
      }),

  'a cache that keeps what it must not, or is asked too simply': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => ['proxy_cache_use_stale', 'proxy_cache_background_update', 'proxy_store', 'fastcgi_cache', 'proxy_cache_revalidate'].includes(name) || (name === 'proxy_cache_valid' && args[0] !== '200'))
      .map(({ directive }) => `${directive.name} ${directive.args.join(' ')}`)
      .concat(
        locationsOf(tree)
          .filter(({ block }) => has(block, 'proxy_cache', 'tiles') && !(has(block, 'proxy_cache_key', '$gate_path') && has(block, 'proxy_ignore_headers', /./) && block.find(({ name }) => name === 'proxy_ignore_headers').args.includes('X-Accel-Redirect')))
          .map(({ args }) => `${args.join(' ')}: key or headers`),
        locationsOf(tree)
          .filter(({ block }) => has(block, 'proxy_cache', '$decision_zone'))
          .filter(({ block }) => !['$decision_generation', '$decision_session', '$remote_addr', '$decision_image'].every((part) => block.find(({ name }) => name === 'proxy_cache_key').args[0].includes(part)))
          .map(() => 'decisions: the key lacks something that was decided by'),
      ),

  'a name that is looked up once and for ever': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => name === 'upstream' && args[0] !== 'nowhere')
      .filter(({ directive: { block } }) => !has(block, 'zone') || !block.filter(({ name }) => name === 'server').every(({ args }) => args.includes('resolve')))
      .map(({ directive }) => directive.args[0])
      .concat([...walk(tree)].filter(({ directive: { name, args } }) => name === 'proxy_pass' && !/^http:\/\/(?:auth|auth_internal|\$gate_upstream)(?:[$/]|$)/.test(args[0])).map(({ directive }) => directive.args[0])),

  'an `if` that does more than answer or note': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, block } }) => name === 'if' && block.some((each) => !['return', 'set'].includes(each.name)))
      .map(({ directive }) => directive.args.join(' ')),

  'rewrites, captures by number, or a proxied path that nginx normalised': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args }, above }) => name === 'rewrite' || (name === 'proxy_pass' && /^http:\/\/[^/$]+\/?$/.test(args[0])) || args.some((arg) => /\$[1-9]/.test(arg) && !/\(\?</.test(arg) && !arg.startsWith('~')))
      .map(({ directive }) => `${directive.name} ${directive.args.join(' ')}`),

  'an expression that isn’t anchored at its beginning': (tree) =>
    [...mapPatterns(tree)].filter((pattern) => /^~/.test(pattern) && !/^~\*?(?:\^|\(\?:\^)/.test(pattern) && !/[^\\]\$$/.test(pattern)),

  'parsing of requests that is laxer than ours': (tree) => {
    const http = tree.find(({ name }) => name === 'http')?.block ?? []
    const wanted = { underscores_in_headers: 'off', ignore_invalid_headers: 'on', merge_slashes: 'off', server_tokens: 'off' }
    return Object.entries(wanted).filter(([name, value]) => !has(http, name, value)).map(([name]) => name)
      .concat(['client_header_timeout', 'client_body_timeout', 'send_timeout', 'client_max_body_size', 'large_client_header_buffers'].filter((name) => !has(http, name)))
  },

  'somebody’s word about an address that is not asked for': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => (name === 'set_real_ip_from' && /^(?:0\.0\.0\.0\/0|::\/0|all)$/.test(args[0])) || (name === 'real_ip_recursive' && args[0] !== 'on') || name === 'proxy_protocol')
      .map(({ directive }) => `${directive.name} ${directive.args.join(' ')}`),

  'queries, cookies or tokens in a log': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => name === 'log_format' && /\$(?:request\b|request_uri|args|query_string|http_cookie|http_authorization|http_referer|cookie_)/.test(args.join(' ')))
      .map(({ directive }) => `log_format ${directive.args[0]}`),

  'old protocols of TLS, early data, or HTTP/3': (tree) =>
    [...walk(tree)]
      .filter(({ directive: { name, args } }) => (name === 'ssl_protocols' && args.some((arg) => !/^TLSv1\.[23]$/.test(arg))) || (name === 'ssl_early_data' && args[0] === 'on') || name === 'http3' || (name === 'listen' && args.includes('quic')))
      .map(({ directive }) => `${directive.name} ${directive.args.join(' ')}`),
}

/** Problems of a configuration, by trap. */
export const problemsOf = (tree) =>
  Object.fromEntries(Object.entries(traps).map(([name, find]) => [name, find(tree)]).filter(([, found]) => found.length > 0))
