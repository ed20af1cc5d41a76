import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, picture, tile } from '../support/answers.mjs'
import { ask, askBehind, askRaw, fakes } from '../support/stack.mjs'

const forged = {
  'X-Gate-Client': '10.9.9.9', 'X-Gate-Image': 'secret!s.jp2', 'X-Gate-Outcome': 'document', 'X-Gate-Tier': 'full',
  'X-Original-URI': '/iiif/images/open.jp2/info.json', 'X-Original-Method': 'HEAD', 'X-Original-URL': '/', 'X-Rewrite-URL': '/',
  'X-Forwarded-For': '10.9.9.9', 'X-Forwarded-Host': 'evil.test', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Uri': '/', 'X-Real-IP': '10.9.9.9',
  Forwarded: 'for=10.9.9.9', X_Gate_Client: '10.9.9.9', 'X-IIIF-ID': 'https://evil.test', 'X-Accel-Redirect': '/x', 'X-HTTP-Method-Override': 'POST',
}
const allowed = ['authorization', 'cookie', 'host', 'x-gate-client', 'x-gate-own-network', 'x-original-uri', 'x-request-id']

describe('headers', () => {
  beforeEach(fakes.reset)

  it('tells the check nothing but its list, and nothing that a client forged', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    const mine = { Cookie: 'c=1', Authorization: 'Bearer t', Accept: 'image/*', Origin: 'https://v.test', 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site', 'If-None-Match': '"x"', Range: 'bytes=0-1' }
    await ask('GET', tile, { ...forged, ...mine })
    const [question] = await fakes.asked('check')
    assert.deepEqual(Object.keys(question.headers).sort(), allowed)
    assert.equal(question.headers['x-original-uri'], tile)
    assert.notEqual(question.headers['x-gate-client'], '10.9.9.9')
    assert.match(question.headers['x-request-id'], /^[0-9a-f]{32}$/)
  })

  for (const [name, header] of [['VT', 'Cookie: c=\x0b1'], ['FF', 'Cookie: c=1\x0c'], ['DEL', 'Authorization: Bearer \x7f'], ['SOH', 'Authorization: \x01']])
    it(`answers 400, and no picture, where ${name} stands in ${header.split(':')[0]}`, async () => {
      await fakes.tell({ check: freshGrant().check, gateway: picture() })
      const answer = await askRaw(`GET ${tile} HTTP/1.1\r\nHost: gate.test\r\n${header}\r\nConnection: close\r\n\r\n`)
      assert.equal(answer.status, 400)
      assert.equal(JSON.parse(answer.body).error, 'bad_request')
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.equal(answer.headers['retry-after'], undefined)
      assert.equal((await fakes.asked('gateway')).length, 0)
    })

  for (const target of ['/iiif/images/a.jp2/info.json', '/', '/iiif-login', '/account/', '/auth/admin/users'])
    it(`tells the auth service nothing that a client forged at ${target}`, async () => {
      await ask('GET', target, forged)
      const [question] = await fakes.asked('public')
      assert.equal(question.url, target)
      assert.equal(question.headers.host, 'gate.test')
      assert.notEqual(question.headers['x-gate-client'], '10.9.9.9')
      for (const [name, value] of Object.entries(question.headers)) {
        assert.ok(!String(value).includes('evil') && !String(value).includes('10.9.9.9'), `${name}: ${value}`)
        assert.ok(!/^x-(original|forwarded|real|iiif|accel|rewrite|http)|^forwarded|_/.test(name), name)
      }
    })

  it('joins several Cookie headers into one', async () => {
    await ask('GET', tile, { Cookie: ['a=1', 'b=2'] })
    assert.equal((await fakes.asked('check'))[0].headers.cookie, 'a=1; b=2')
  })

  it('believes X-Forwarded-For of a trusted proxy only', async () => {
    await ask('GET', '/', { 'X-Forwarded-For': '203.0.113.7' })
    assert.notEqual((await fakes.asked('public'))[0].headers['x-gate-client'], '203.0.113.7')
    await fakes.reset()
    await askBehind('GET', '/', { 'X-Forwarded-For': '2001:db8::7' })
    assert.equal((await fakes.asked('public'))[0].headers['x-gate-client'], '2001:db8::7')
  })

  it('tells when an address is of the stack’s own networks, which are never a place', async () => {
    await ask('GET', '/', {})
    assert.equal((await fakes.asked('public'))[0].headers['x-gate-own-network'], '1')
    await fakes.reset()
    await askBehind('GET', '/', { 'X-Forwarded-For': '203.0.113.7', 'X-Gate-Own-Network': '1' })
    assert.equal((await fakes.asked('public'))[0].headers['x-gate-own-network'], undefined)
  })

  it('keeps an address that is none out of the client\'s header', async () => {
    await askBehind('GET', '/', { 'X-Forwarded-For': 'a' })
    assert.match((await fakes.asked('public'))[0].headers['x-gate-client'], /^\d+\.\d+\.\d+\.\d+$/)
  })

  it('lets the auth service neither steer nginx nor show its inner headers', async () => {
    const inner = Object.fromEntries(['outcome', 'image', 'cache'].map((part) => [`x-gate-${part}`, 'full']))
    await fakes.tell({ public: { status: 200, headers: { 'x-accel-redirect': '/healthz', ...inner }, body: 'plain words' } })
    const answer = await ask('GET', '/')
    assert.equal(answer.body, 'plain words')
    assert.deepEqual(Object.keys(answer.headers).filter((name) => name.startsWith('x-gate-')), [])
  })

  it('shows a client only our headers for a picture', async () => {
    const gateway = picture()
    Object.assign(gateway.headers, { 'set-cookie': 'x=1', 'cache-control': 'public', vary: '*', 'access-control-allow-origin': 'null', 'x-accel-redirect': '/healthz' })
    await fakes.tell({ check: freshGrant().check, gateway })
    const { headers, body } = await ask('GET', tile)
    assert.equal(headers['set-cookie'], undefined)
    assert.equal(headers['cache-control'], 'private, no-cache')
    assert.equal(headers.vary, 'Origin, Cookie, Authorization')
    assert.equal(headers['access-control-allow-origin'], '*')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin')
    assert.equal(headers['content-type'], 'image/jpeg')
    assert.equal(Number(headers['content-length']), body.length)
    assert.ok(headers.etag)
    assert.equal(headers.server, 'nginx')
  })

  for (const [said, heard] of [['private', 'private, no-cache'], ['public, max-age=300', 'public, max-age=300'], ['public, max-age=0', 'public, max-age=0']])
    it(`turns X-Gate-Cache: ${said} into Cache-Control: ${heard}`, async () => {
      await fakes.tell({ check: freshGrant({ cache: said }).check, gateway: picture() })
      assert.equal((await ask('GET', tile)).headers['cache-control'], heard)
    })
})
