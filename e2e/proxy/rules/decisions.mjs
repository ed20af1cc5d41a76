import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, picture, tail, tile } from '../support/answers.mjs'
import { askKept as ask, fakes } from '../support/stack.mjs'

const other = tile.replace('0,0,256,256', '256,0,256,256')
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
/** Waits for the first tenth of a half second, so that a few requests fall into the same one. */
const earlyInHalf = () => sleep(505 - (Date.now() % 500))

/** How often the check was asked about these requests, all made within one half of a second. */
async function questions(requests, headers = {}, changes = {}) {
  const { check } = freshGrant(changes)
  check.headers['X-Gate-Outcome'] ??= 'allow'
  Object.assign(check.headers, headers)
  await fakes.tell({ check, gateway: picture() })
  await earlyInHalf()
  for (const [target, sent] of requests) await ask('GET', target, sent)
  return (await fakes.asked('check')).length
}

describe('decisions kept for a moment', () => {
  beforeEach(fakes.reset)

  it('asks once for tiles of one image and one visitor', async () => {
    assert.equal(await questions([[tile, { Cookie: 'a=1' }], [other, { Cookie: 'a=1' }], [tile, { Cookie: 'a=1' }]]), 1)
    assert.equal((await fakes.asked('gateway')).length, 2)
  })

  for (const [what, first, second] of [
    ['cookie', [tile, { Cookie: 'a=1' }], [tile, { Cookie: 'a=2' }]],
    ['missing cookie', [tile, { Cookie: 'a=1' }], [tile, {}]],
    ['key', [tile, { Authorization: 'Gatehouse-Key 1' }], [tile, { Authorization: 'Gatehouse-Key 2' }]],
    ['address', [tile, { 'X-Forwarded-For': '203.0.113.7' }], [tile, { 'X-Forwarded-For': '203.0.113.8' }]],
    ['image', [tile, {}], [tile.replace('001', '002'), {}]],
    ['version of the API', [tile, {}], [tile.replace('/iiif/', '/iiif/3/'), {}]],
    ['tier', [tile.replace('/iiif/', '/iiif/tiers/a/'), {}], [tile.replace('/iiif/', '/iiif/tiers/b/'), {}]],
    ['credential’s place', [tile, { Cookie: 'x', Authorization: 'y' }], [tile, { Cookie: 'y', Authorization: 'x' }]],
  ])
    it(`asks again for another ${what}`, async () => {
      assert.equal(await questions([first, second]), 2)
    })

  for (const [what, target] of [
    ['a query', `${tile}?x`], ['the whole region', tile.replace('0,0,256,256', 'full')], ['a part in per cent', tile.replace('0,0,256,256', 'pct:0,0,10,10')],
    ['a rotation', tile.replace('/0/', '/90/')], ['another quality', tile.replace('default', 'gray')], ['the greatest size', tile.replace('256,/', 'max/')],
    ['an upscaled size', tile.replace('/256,/', '/^256,/')], ['an escape', tile.replace('0,0,', '0%2C0,')],
  ])
    it(`asks every time about ${what}`, async () => {
      assert.equal(await questions([[target, {}], [target, {}]]), 2)
    })

  it('keeps no allow that is about to end, and none without a word about it', async () => {
    assert.equal(await questions([[tile, {}], [tile, {}]], { 'X-Gate-Outcome': 'allow-once' }), 2)
    await fakes.reset()
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    await earlyInHalf()
    for (let n = 0; n < 2; n++) await ask('GET', tile)
    assert.equal((await fakes.asked('check')).length, 2)
  })

  it('lets a burst wait for its first answer for a moment only', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check: { ...check, headers: { ...check.headers, 'X-Gate-Outcome': 'allow' }, delay: 300 }, gateway: picture() })
    await earlyInHalf()
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => ask('GET', tile.replace('0,0,256', `${n * 256},0,256`))))
    assert.deepEqual(answers.map(({ status }) => status), Array(6).fill(200))
    assert.equal((await fakes.asked('check')).length, 6)
  })

  for (const status of [401, 403, 500, 204])
    it(`never keeps a ${status}`, async () => {
      await earlyInHalf()
      await fakes.tell({ check: { status, headers: { 'X-Gate-Outcome': 'allow' } }, public: { status: 401, body: '' } })
      assert.notEqual((await ask('GET', tile, { Cookie: `s=${status}` })).status, 200)
      await fakes.tell({ check: { ...freshGrant().check, headers: { ...freshGrant().check.headers, 'X-Gate-Outcome': 'allow' } }, gateway: picture() })
      assert.equal((await ask('GET', tile, { Cookie: `s=${status}` })).status, 200)
    })

  it('forgets within half a second, however the check answers then', async () => {
    for (const [answer, expected] of [[{ status: 401 }, 401], [{ status: 500 }, 503], [{ status: 200, headers: {} }, 503]]) {
      await fakes.reset()
      assert.equal(await questions([[tile, {}]]), 1)
      await fakes.tell({ check: answer, public: { status: 401, body: '' } })
      assert.equal((await ask('GET', other)).status, 200)
      await sleep(501)
      assert.equal((await ask('GET', other)).status, expected)
    }
  })

  it('takes neither a life, a cookie nor a redirect from the check', async () => {
    const steering = { 'X-Accel-Expires': '3600', 'Cache-Control': 'max-age=3600', 'Set-Cookie': 'stolen=1', 'X-Accel-Redirect': '/x', Vary: '*' }
    assert.equal(await questions([[tile, {}], [tile, {}]], steering), 1)
    const answer = await ask('GET', `${tile}`)
    assert.equal(answer.headers['set-cookie'], undefined)
    await sleep(501)
    await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
    assert.equal((await ask('GET', `/iiif/images/estates!miller!001.jp2/${tail}`)).status, 401)
  })
})
