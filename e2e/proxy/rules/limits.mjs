import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { freshGrant, picture, tile } from '../support/answers.mjs'
import { ask, askBehind, fakes, proxyMetrics } from '../support/stack.mjs'

const large = tile.replace(/\/[^/]+\/[^/]+\/0\/default\.jpg$/, '/full/max/0/default.jpg')
const from = (address, headers = {}) => ({ Host: 'gate.test', 'X-Forwarded-For': address, ...headers })

/** Statuses of so many requests, one after the other in groups. */
async function statuses(count, target, headers, method = 'GET') {
  const found = []
  for (let sent = 0; sent < count; sent += 20) {
    const group = Array.from({ length: Math.min(20, count - sent) }, () => askBehind(method, target, headers))
    found.push(...(await Promise.all(group)).map(({ status }) => status))
  }
  return found
}
const refused = (list) => list.filter((status) => status === 429).length

// VISITOR_RATE=10 (100 at once), ANONYMOUS_DOWNLOADS=10 (20 at once).
describe('budgets', () => {
  before(async () => {
    await fakes.reset()
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
  })

  it('hold one visitor back politely, and nobody else', async () => {
    assert.ok(refused(await statuses(200, tile, from('203.0.113.1'))) > 0)
    const answer = await askBehind('GET', tile, from('203.0.113.1', { Origin: 'https://a.example' }))
    if (answer.status === 429) {
      assert.equal(answer.headers['retry-after'], '5')
      assert.equal(answer.headers['access-control-allow-origin'], '*')
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.equal(JSON.parse(answer.body).error, 'too_many_requests')
    }
    assert.equal((await askBehind('GET', tile, from('203.0.113.2'))).status, 200)
  })

  it('take the network of an IPv6 visitor for one visitor', async () => {
    await statuses(200, tile, from('2001:db8:1:2:aaaa::1'))
    assert.ok(refused(await statuses(90, tile, from('2001:db8:1:2:bbbb::2'))) > 0)
    assert.equal(refused(await statuses(90, tile, from('2001:db8:1:3:bbbb::2'))), 0)
  })

  it('let the bursts of a viewer through: a hundred tiles at once', async () => {
    assert.equal(refused(await statuses(100, tile, from('203.0.113.3'))), 0)
  })

  it('cap whole pictures in a large size for those who did not sign in, not tiles', async () => {
    assert.ok(refused(await statuses(40, large, from('203.0.113.4'))) > 0)
    assert.equal((await askBehind('GET', large, from('203.0.113.4'))).status, 429)
    assert.equal((await askBehind('GET', tile, from('203.0.113.4'))).status, 200)
    const cookie = `__Host-gatehouse=${'x'.repeat(43)}`
    assert.equal(refused(await statuses(40, large, from('203.0.113.5', { Cookie: cookie }))), 0)
  })

  it('are shared by nobody who comes through the engine’s own networks', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check, gateway: picture() })
    for (let n = 0; n < 5; n++) assert.equal((await ask('GET', large)).status, 200)
  })
})

describe('posts', () => {
  const post = (count, target, address) => statuses(count, target, from(address, { 'Content-Length': '0' }), 'POST')
  const signIns = ['/auth/admin/sign-in', '/account/sign-in', '/Account/Sign-In', '/account/forgot', '/account/link/x', '/iiif-login']
  before(() => fakes.reset())

  for (const [index, path] of signIns.entries())
    it(`that guess are held back at once: ${path}`, async () => {
      assert.ok(refused(await post(60, path, `203.0.113.${20 + index}`)) > 0)
    })

  it('of the administration come in bursts: somebody works through a list', async () => {
    assert.equal(refused(await post(200, '/auth/admin/people/ada/groups', '203.0.113.30')), 0)
    assert.equal(refused(await post(1, '/account/sign-in', '203.0.113.30')), 0)
  })

  it('of the administration are held back one day too', async () => {
    assert.ok(refused(await post(600, '/auth/admin/people/ada/groups', '203.0.113.31')) > 0)
  })

  for (const path of ['/auth/admin/sign-in', '/account/sign-in'])
    it(`that are held back get a page that says what to do, at ${path}`, async () => {
      const headers = from('203.0.113.32', { 'Content-Length': '0' })
      const answers = await Promise.all(Array.from({ length: 60 }, () => askBehind('POST', path, headers)))
      const held = answers.find(({ status }) => status === 429)
      assert.equal(held?.headers['retry-after'], '5')
      assert.equal(held.headers['cache-control'], 'no-store')
      assert.match(held.headers['content-security-policy'], /^default-src 'none'/)
      assert.match(held.body, /<h1>Too many requests<\/h1><p>Please wait a few seconds, go back, and try again\.<\/p>/)
    })
})

describe('robots', () => {
  it('may fetch pictures but no sign-in pages, or nothing', async () => {
    assert.match((await ask('GET', '/robots.txt')).body, /Disallow: \/iiif-login\n/)
    assert.equal((await askBehind('GET', '/robots.txt', { Host: 'gate.test' })).body, 'User-agent: *\nDisallow: /\n')
  })

  it('are told whether text and data mining is reserved, where somebody decided', async () => {
    assert.equal((await ask('GET', '/.well-known/tdmrep.json')).status, 404)
    const answer = await askBehind('GET', '/.well-known/tdmrep.json', { Host: 'gate.test' })
    assert.deepEqual(JSON.parse(answer.body), [{ location: '/', 'tdm-reservation': 1 }])
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    assert.equal((await askBehind('GET', tile, from('203.0.113.9'))).headers['tdm-reservation'], '1')
    assert.equal((await ask('GET', tile)).headers['tdm-reservation'], undefined)
  })
})

describe('the proxy’s metrics', () => {
  it('count answers, the cache and times, and name nobody', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    for (let n = 0; n < 3; n++) await askBehind('GET', tile, from('203.0.113.10'))
    await new Promise((done) => setTimeout(done, 3500))
    const text = await proxyMetrics()
    assert.match(text, /^# TYPE gatehouse_proxy_answers_total counter$/m)
    assert.match(text, /^gatehouse_proxy_answers_total\{status="429"\} [1-9]/m)
    assert.match(text, /^gatehouse_proxy_cache_total\{status="HIT"\} [1-9]/m)
    assert.match(text, /^gatehouse_proxy_cache_total\{status="MISS"\} [1-9]/m)
    const value = (name) => Number(text.match(new RegExp(`^${name.replace(/[{}+]/g, '\\$&')} (\\S+)$`, 'm'))?.[1])
    assert.equal(value('gatehouse_proxy_seconds_bucket{le="+Inf"}'), value('gatehouse_proxy_seconds_count'))
    assert.ok(value('gatehouse_proxy_seconds_bucket{le="0.005"}') <= value('gatehouse_proxy_seconds_bucket{le="2.5"}'))
    assert.doesNotMatch(text, /203\.0\.113|iiif/)
  })
})
