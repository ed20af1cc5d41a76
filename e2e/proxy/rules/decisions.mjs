import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, picture, tail, tile } from '../support/answers.mjs'
import { askKept as ask, fakes } from '../support/stack.mjs'

const other = tile.replace('0,0,256,256', '256,0,256,256')
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const secret = (letter) => letter.repeat(43)
const session = (letter) => ({ Cookie: `__Host-gatehouse=${secret(letter)}` })
let count = 0
/** A generation that no other test had. */
const freshGeneration = () => `${process.pid.toString(16)}abcdef${(++count).toString(16).padStart(4, '0')}`

/** An allow that may be kept, unless it is told otherwise. */
function keepable(headers = {}, changes = {}) {
  const { check } = freshGrant(changes)
  return { ...check, headers: { ...check.headers, 'X-Gate-Outcome': 'allow', 'X-Gate-Keep': '1', ...headers } }
}

/** How often the check was asked about these requests, made one after the other under one generation. */
async function questions(requests, headers = {}) {
  await fakes.tell({ check: keepable(headers), gateway: picture() })
  await fakes.vouch(freshGeneration())
  for (const [target, sent] of requests) await ask('GET', target, sent)
  return (await fakes.asked('check')).length
}

describe('decisions that are kept', () => {
  beforeEach(fakes.reset)

  it('are asked for once for tiles of one image and one visitor, by the generation that the auth service says', async () => {
    await fakes.tell({ check: keepable(), gateway: picture() })
    const generation = freshGeneration()
    await fakes.vouch(generation)
    for (const [target, sent] of [[tile, session('a')], [other, session('a')], [tile, session('a')]]) assert.equal((await ask('GET', target, sent)).status, 200)
    const asked = await fakes.asked('check')
    assert.deepEqual(asked.map(({ headers }) => headers['x-gate-generation']), [generation])
    assert.equal((await fakes.asked('gateway')).length, 2)
  })

  it('are found whatever other cookies a browser sends along', async () => {
    const more = (before, after) => ({ Cookie: `${before}__Host-gatehouse=${secret('a')}${after}` })
    assert.equal(await questions([[tile, more('', '')], [tile, more('x=1; ', '')], [tile, more('x=1; y=2; ', '; z=3')], [tile, more('__Host-gatehouse-account=1; ', ';z')]]), 1)
    await fakes.reset()
    assert.equal(await questions([[tile, {}], [tile, { Cookie: 'x=1' }], [tile, { Cookie: '__Host-gatehouse-account=1' }]]), 1)
  })

  for (const [what, first, second] of [
    ['session', [tile, session('a')], [tile, session('b')]],
    ['missing session', [tile, session('a')], [tile, {}]],
    ['address', [tile, { 'X-Forwarded-For': '203.0.113.7' }], [tile, { 'X-Forwarded-For': '203.0.113.8' }]],
    ['image', [tile, {}], [tile.replace('001', '002'), {}]],
    ['version of the API', [tile, {}], [tile.replace('/iiif/', '/iiif/3/'), {}]],
    ['tier', [tile.replace('/iiif/', '/iiif/tiers/a/'), {}], [tile.replace('/iiif/', '/iiif/tiers/b/'), {}]],
    ['address, spelled like another’s session', [tile, { 'X-Forwarded-For': '203.0.113.7' }], [tile, { 'X-Forwarded-For': '203.0.113.70' }]],
  ])
    it(`are asked for again for another ${what}`, async () => {
      assert.equal(await questions([first, second]), 2)
    })

  for (const [what, target] of [
    ['a query', `${tile}?x`], ['the whole region', tile.replace('0,0,256,256', 'full')], ['a part in per cent', tile.replace('0,0,256,256', 'pct:0,0,10,10')],
    ['a rotation', tile.replace('/0/', '/90/')], ['another quality', tile.replace('default', 'gray')], ['the greatest size', tile.replace('256,/', 'max/')],
    ['an upscaled size', tile.replace('/256,/', '/^256,/')], ['an escape', tile.replace('0,0,', '0%2C0,')],
  ])
    it(`are asked for every time about ${what}`, async () => {
      assert.equal(await questions([[target, {}], [target, {}]]), 2)
    })

  for (const [what, sent] of [
    ['a key of one’s own', { Authorization: 'Gatehouse-Key 1' }],
    ['any Authorization', { ...session('a'), Authorization: 'Bearer x' }],
    ['two sessions', { Cookie: `__Host-gatehouse=${secret('a')}; __Host-gatehouse=${secret('b')}` }],
    ['two cookies, one of them empty', { Cookie: `__Host-gatehouse=; __Host-gatehouse=${secret('b')}` }],
    ['a session that is too short', { Cookie: '__Host-gatehouse=abc' }],
    ['a session that is too long', { Cookie: `__Host-gatehouse=${secret('a')}a` }],
    ['a session with blanks', { Cookie: `__Host-gatehouse= ${secret('a')}` }],
    ['a session after a comma', { Cookie: `x=1, __Host-gatehouse=${secret('a')}` }],
    ['a cookie whose name ends like the session’s', { Cookie: `x__Host-gatehouse=${secret('a')}` }],
    ['a session with a second one in another’s value', { Cookie: `x=__Host-gatehouse=${secret('b')}; __Host-gatehouse=${secret('a')}` }],
  ])
    it(`are asked for every time of whoever sends ${what}`, async () => {
      assert.equal(await questions([[tile, sent], [tile, sent]]), 2)
    })

  it('are only those of which the check says so', async () => {
    for (const word of [undefined, '', '0', 'yes', '1 1']) {
      await fakes.reset()
      const headers = { 'X-Gate-Keep': word }
      if (word === undefined) headers['X-Gate-Keep'] = ''
      assert.equal(await questions([[tile, {}], [tile, {}]], headers), 2, `"${word}"`)
    }
  })

  it('count no more as soon as another generation is said, and again under the former one only if that is said again', async () => {
    const [first, second] = [freshGeneration(), freshGeneration()]
    await fakes.tell({ check: keepable(), gateway: picture() })
    await fakes.vouch(first)
    assert.equal((await ask('GET', tile)).status, 200)
    await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
    assert.equal((await ask('GET', tile)).status, 200)
    await fakes.vouch(second)
    assert.equal((await ask('GET', tile)).status, 401)
    await fakes.vouch(first)
    assert.equal((await ask('GET', tile)).status, 200)
  })

  it('count no more four tenths of a second after the auth service fell silent, nor when it says so', async () => {
    for (const [end, wait] of [['silence', 410], ['none', 0]]) {
      await fakes.reset()
      assert.equal(await questions([[tile, {}], [tile, {}]]), 1)
      await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
      assert.equal((await ask('GET', other)).status, 200)
      await fakes.vouch(end)
      await sleep(wait)
      assert.equal((await ask('GET', other)).status, 401, end)
    }
  })

  for (const [what, name] of [
    ['tenths that are over', 'is.GEN.fake_PAST'], ['tenths to come, as after a clock was set back', 'is.GEN.fake_FUTURE'], ['no tenths', 'is.GEN.fake'],
    ['no generation', 'is..fake_NOW'], ['letters that are none', 'is.GENxyz.fake_NOW'], ['a name of another kind', 'was.GEN.fake_NOW'], ['more than it may say', 'is.GEN.fake.x_NOW'],
  ])
    it(`are not kept where the link says ${what}`, async () => {
      await fakes.tell({ check: keepable(), gateway: picture() })
      await fakes.vouchAs(name.replace('GEN', freshGeneration()))
      for (let n = 0; n < 2; n++) assert.equal((await ask('GET', tile)).status, 200)
      assert.equal((await fakes.asked('check')).length, 2)
      assert.deepEqual((await fakes.asked('check')).map(({ headers }) => headers['x-gate-generation']), [undefined, undefined])
    })

  it('are kept where the link says it as it should, so that the ones before prove something', async () => {
    await fakes.tell({ check: keepable(), gateway: picture() })
    await fakes.vouchAs(`is.${freshGeneration()}.fake_NOW`)
    for (let n = 0; n < 2; n++) await ask('GET', tile)
    assert.equal((await fakes.asked('check')).length, 1)
  })

  it('are asked for again after eleven seconds, whatever is said', async () => {
    assert.equal(await questions([[tile, {}]]), 1)
    await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
    await sleep(11_100)
    assert.equal((await ask('GET', tile)).status, 401)
  })

  it('are waited for by a burst for a moment only', async () => {
    await fakes.tell({ check: { ...keepable(), delay: 300 }, gateway: picture() })
    await fakes.vouch(freshGeneration())
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => ask('GET', tile.replace('0,0,256', `${n * 256},0,256`))))
    assert.deepEqual(answers.map(({ status }) => status), Array(6).fill(200))
    assert.equal((await fakes.asked('check')).length, 6)
  })

  for (const status of [401, 403, 500, 204])
    it(`are never a ${status}`, async () => {
      await fakes.vouch(freshGeneration())
      await fakes.tell({ check: { status, headers: { 'X-Gate-Outcome': 'allow', 'X-Gate-Keep': '1' } }, public: { status: 401, body: '' } })
      assert.notEqual((await ask('GET', tile)).status, 200)
      await fakes.tell({ check: keepable(), gateway: picture() })
      assert.equal((await ask('GET', tile)).status, 200)
    })

  it('take neither a life, a cookie nor a redirect from the check', async () => {
    const steering = { 'X-Accel-Expires': '3600', 'Cache-Control': 'max-age=3600', 'Set-Cookie': 'stolen=1', 'X-Accel-Redirect': '/x', Vary: '*' }
    assert.equal(await questions([[tile, {}], [tile, {}]], steering), 1)
    const answer = await ask('GET', tile)
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.equal(answer.headers['x-gate-keep'], undefined)
    await fakes.vouch(freshGeneration())
    await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
    assert.equal((await ask('GET', `/iiif/images/estates!miller!001.jp2/${tail}`)).status, 401)
  })
})
