import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { parseConfiguration } from '../support/nginx-conf.mjs'
import { inProxy, runImage } from '../support/stack.mjs'
import { problemsOf, traps } from '../support/traps.mjs'

/** For each trap a line that falls into it, and the text that it is put behind (or in the place of). */
const falls = {
  'decoded or chosen text in a request, header, key or redirect': [/(location = \/\.check \{)/, '$1 proxy_set_header X-Path $uri;'],
  'an alias or root that a prefix leads out of': [/(location \/iiif\/ \{)/, 'location /pictures { alias /data/; }\n$1'],
  'a way round the check: satisfy, allow, auth_request off, auth_basic': [/(location \/iiif\/ \{)/, '$1 satisfy any; allow 10.0.0.0/8;'],
  'pictures without the check in the same location': [/auth_request \/\.check;/, ''],
  'an error page that gives a good status, or leads to pictures': [/error_page 401 403 = @answer;/, 'error_page 401 403 =200 @answer;'],
  'a question that takes more of the client along than it must': [/(location = \/\.check \{[^}]*?)proxy_pass_request_headers off;/, '$1'],
  'a conditional or partial question to the check': [/(location = \/\.check \{)/, '$1 proxy_set_header If-None-Match $http_if_none_match;'],
  'a check that can be asked from outside': [/location = \/query_auth \{ return 404; \}/, ''],
  'headers that an add_header of the block’s own takes away, or that errors lack': [/(location @unavailable_iiif \{[\s\S]*?)include [^;]+cors\.conf;/, '$1'],
  'a cache that keeps what it must not, or is asked too simply': [/(proxy_cache tiles;)/, '$1 proxy_cache_use_stale error; proxy_cache_valid any 1m;'],
  'a name that is looked up once and for ever': [/server auth:3001 resolve/, 'server auth:3001'],
  'an `if` that does more than answer or note': [/(if \(\$gate_not_a_read\) \{)/, '$1 add_header X-A b;'],
  'rewrites, captures by number, or a proxied path that nginx normalised': [/(location \/iiif\/ \{)/, '$1 rewrite ^/iiif/(.*)$ /$1 break;'],
  'an expression that isn’t anchored at its beginning': [/"~\^\/iiif" @unavailable_iiif/, '"~/iiif" @unavailable_iiif'],
  'parsing of requests that is laxer than ours': [/underscores_in_headers off;/, 'underscores_in_headers on;'],
  'somebody’s word about an address that is not asked for': [/real_ip_recursive on;/, 'real_ip_recursive on; set_real_ip_from 0.0.0.0/0;'],
  'queries, cookies or tokens in a log': [/("path":")\$log_path/, '$1$request_uri'],
  'old protocols of TLS, early data, or HTTP/3': [/ssl_protocols TLSv1\.2/, 'ssl_protocols TLSv1.1'],
}

/** The configuration as nginx itself reads it, generated parts too. */
describe('traps of nginx', () => {
  let dump

  before(async () => {
    dump = await inProxy('nginx', '-T', '-q')
  })

  it('has none of them', () => assert.deepEqual(problemsOf(parseConfiguration(dump)), {}))

  for (const [label, env] of [
    ['behind another proxy, with everything set', { TLS_TERMINATED: 'elsewhere', TRUSTED_PROXIES: '10.0.0.0/8', VIEWER_ORIGINS: 'https://v.example', DECISION_CACHE: 'on', TDM_RESERVATION: '1', VIRTUAL_HOST: 'a.example,b.example', LOG_ADDRESSES: 'full' }],
  ])
    it(`has none of them ${label}`, async () => {
      const { stdout } = await runImage(env, 'bash', '-c', 'gatehouse-proxy check >/dev/null 2>&1; nginx -T -q 2>/dev/null')
      assert.match(stdout, /location \/iiif\//)
      assert.deepEqual(problemsOf(parseConfiguration(stdout)), {})
    })

  for (const name of Object.keys(traps))
    it(`would notice ${name}`, () => {
      const [find, replace] = falls[name]
      const fallen = dump.replace(find, replace)
      assert.notEqual(fallen, dump, 'the example still fits the configuration')
      assert.ok(Object.hasOwn(problemsOf(parseConfiguration(fallen)), name))
    })

  it('is of a version without the holes that were mended by July 2026', async () => {
    const { stderr } = await runImage({}, 'nginx', '-v')
    const [, minor = 0, patch = 0] = /nginx\/1\.(\d+)\.(\d+)/.exec(stderr)?.map(Number) ?? []
    assert.ok(minor > 31 || (minor === 31 && patch >= 3) || (minor === 30 && patch >= 4), stderr)
  })
})
