import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, picture } from '../support/answers.mjs'
import { ask, askRaw, fakes } from '../support/stack.mjs'

const cut = '0,0,256,256/256,/0/default.jpg'
// Even an allow by mistake leads nowhere: nothing of these may reach the gateway.
const tails = [
  `/iiif/images/a.jp2/${cut}&FIF=secret.jp2&WID=100&CVT=jpeg`, `/iiif/images/a.jp2/${cut}%26FIF=secret.jp2`, `/iiif/images/a.jp2/${cut}/`,
  `/iiif/images/a.jp2/${cut}/..`, `/iiif/images/a.jp2/${cut}%00`, `/iiif/images/a.jp2/${cut}#x`, `/iiif/images/a.jp2/${cut};x`, `/iiif/images/a.jp2/${cut}%0d%0aX:y`,
  '/iiif/images/a.jp2/full/max/0/default.jpg%3Fx', '/iiif/images/a.jp2/full/max/0/%64efault.jpg', '/iiif/images/a.jp2/full/max/0/default', '/iiif/images/a.jp2/full/max/0',
  '/iiif/images/a.jp2/full/m%61x/0/default.jpg', '/iiif/images/a.jp2/full/%25s%25s/0/default.jpg', '/iiif/images/a.jp2/full/{}/0/default.jpg', '/iiif/images/a.jp2/full/max/0/default.JPG',
  '/iiif/images/a.jp2/full/max%2F0/default.jpg', `/iiif/images/${cut}`, `/iiif/image/a.jp2/${cut}`, `/iiif/2/images/a.jp2/${cut}`,
  `/iiif//images/a.jp2/${cut}`, `/iiif/./images/a.jp2/${cut}`, `/iiif/x/../images/a.jp2/${cut}`, `/iiif/%69mages/a.jp2/${cut}`,
  `/iiif/tiers//images/a.jp2/${cut}`, `/iiif/tiers/%70/images/a.jp2/${cut}`, `/iiif/3/3/images/a.jp2/${cut}`, `/iiif/images?/a.jp2/${cut}`, `/iiif/images/a?/${cut}`,
  '/iiif/?FIF=secret.jp2&WID=200&CVT=jpeg', '/iiif/?DeepZoom=secret.jp2.dzi', '/iiif/images/?IIIF=secret.jp2/full/max/0/default.jpg', `/iiif/images/a.jp2/${'9'.repeat(80)}/max/0/default.jpg`,
]
const elsewhere = [`/IIIF/images/a.jp2/${cut}`, '/query_auth', '/metrics', '/readyz', '/.check', '/%2echeck', '/image/2/images/1x1/1x1-color/v/a.jp2/full/max/0/default.jpg', '/facts/images/a.jp2', '//iiif/images/a.jp2/info.json', `//iiif/images/a.jp2/${cut}`, `/%69iif/images/a.jp2/${cut}`, '/anything?FIF=secret.jp2&WID=200&CVT=jpeg', '/?SPECTRA=x']

describe('hostile requests', () => {
  beforeEach(async () => {
    await fakes.reset()
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
  })

  for (const target of tails)
    it(`gives no picture for ${target.slice(0, 90)}, not even on an allow`, async () => {
      const answer = await ask('GET', target)
      assert.notEqual(answer.status, 200)
      assert.ok(!answer.body.includes('JPEG'))
      assert.equal((await fakes.asked('gateway')).length, 0)
    })

  for (const target of elsewhere)
    it(`gives no picture and reaches no inner address by ${target}`, async () => {
      const answer = await ask('GET', target)
      assert.ok(!answer.body.includes('JPEG'))
      assert.equal((await fakes.asked('gateway')).length, 0)
      for (const question of await fakes.asked('public')) assert.equal(question.url, target)
    })

  for (const target of ['/query_auth', '/metrics', '/readyz', '/query%5Fauth', '/x/../query_auth', '/.check'])
    it(`keeps ${target} inside`, async () => {
      assert.equal((await ask('GET', target)).status, 404)
      assert.equal((await fakes.asked('check')).length, 0)
      assert.equal((await fakes.asked('public')).length, 0)
    })

  it('takes the identifier from the check alone, whatever the request says', async () => {
    const { check, path } = freshGrant()
    await fakes.tell({ check })
    for (const id of ['private%252Fs.jp2', '%2570rivate/s.jp2', 'priv%2500ate/s.jp2', 'priv..%2Fate/s.jp2', 'a.jp2&FIF=s.jp2', 'a.jp2%0d%0aX-Y:%20z', '..%2f..%2fetc', `a.jp2/${cut}`])
      await ask('GET', `/iiif/images/${id}/${cut}`)
    for (const question of await fakes.asked('gateway')) assert.equal(question.url, `${path}/${cut}`)
  })

  it('injects no header by an encoded line break', async () => {
    await fakes.tell({ check: { status: 401 } })
    for (const target of ['/iiif/images/a%0d%0aX-Evil:%201/info.json', '/a%0d%0aX-Evil:%201'])
      await ask('GET', target)
    for (const name of ['check', 'public'])
      for (const question of await fakes.asked(name)) assert.equal(question.headers['x-evil'], undefined)
  })

  for (const [label, bytes] of [
    ['two Host headers', 'GET / HTTP/1.1\r\nHost: gate.test\r\nHost: evil.test\r\nConnection: close\r\n\r\n'],
    ['a path above the root', 'GET /iiif/../../etc/passwd HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n'],
    ['a bare line feed in the target', 'GET /iiif/a\nX-Evil: 1 HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n'],
    ['a NUL', 'GET /iiif/a\0b HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n'],
    ['a space', 'GET /iiif/a b HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n'],
    ['length and chunks at once', 'POST /iiif-login HTTP/1.1\r\nHost: gate.test\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n'],
    ['a huge header', `GET / HTTP/1.1\r\nHost: gate.test\r\nX-Big: ${'x'.repeat(70_000)}\r\nConnection: close\r\n\r\n`],
    ['a huge target', `GET /iiif/${'x'.repeat(70_000)} HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n`],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n'],
    ['CONNECT', 'CONNECT auth:3001 HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n'],
  ])
    it(`refuses ${label} without asking anybody`, async () => {
      const answer = await askRaw(bytes)
      // What reads as HTTP/0.9 is answered without a status.
      const status = answer.status === 0 && /misdirected/.test(answer.body) ? 421 : answer.status
      assert.ok(status >= 400 && status < 500, String(status))
      for (const name of ['check', 'public', 'gateway']) assert.equal((await fakes.asked(name)).length, 0)
    })
})
