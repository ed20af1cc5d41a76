import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inProxy, runImage } from '../support/stack.mjs'

describe('configuration', () => {
  it('is valid for nginx', async () => {
    await inProxy('nginx', '-t', '-q')
  })

  it('runs as an ordinary user on a read-only root', async () => {
    assert.equal(await inProxy('id', '-u'), '101')
    await assert.rejects(inProxy('touch', '/etc/nginx/x'))
  })

  for (const [label, env, expected] of [
    ['https://localhost:8443 without any setting', {}, /gate_public_url \{ default "https:\/\/localhost:8443"; \}/],
    ['the first VIRTUAL_HOST and HTTPS_PORT', { VIRTUAL_HOST: 'a.example,b.example', HTTPS_PORT: '443' }, /gate_public_url \{ default "https:\/\/a\.example"; \}/],
    ['a pointer for further names', { VIRTUAL_HOST: 'a.example, B.example' }, /gate_name_wrong \{ default 1; "a\.example" 0; "b\.example" 0; \}\nmap \$host \$gate_alias \{ default ""; "b\.example" 1; \}/],
    ['no HSTS on localhost', {}, /gate_hsts \{ default ""; \}/],
    ['no trusted proxy by default', {}, /^(?![\s\S]*set_real_ip_from)/],
  ])
    it(`derives ${label}`, async () => {
      const { stdout } = await runImage(env, 'bash', '-c', 'gatehouse-proxy check >/dev/null 2>&1; cat /run/gatehouse/settings.conf')
      assert.match(stdout, expected)
    })

  it('accepts an address in brackets', async () => {
    await runImage({ PUBLIC_URL: 'https://[2001:db8::1]:8443' }, 'bash', '-c', 'gatehouse-proxy check 2>&1 | grep -v resolve >&2; test -s /run/gatehouse/servers.conf')
  })

  it('refuses to start on settings that could mean something to nginx, all told at once', async () => {
    const env = { PUBLIC_URL: 'https://a;} evil', VIRTUAL_HOST: 'a.example b;c', VIEWER_ORIGINS: 'https://a"; b', TRUSTED_PROXIES: 'all; x', TLS_TERMINATED: 'maybe', DECISION_CACHE: 'long' }
    await assert.rejects(runImage(env, 'check'), (error) => {
      for (const name of Object.keys(env)) assert.match(error.stderr, new RegExp(name))
      return true
    })
  })
})
