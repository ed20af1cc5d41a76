// Stands for the auth service (3000 public, 3001 internal) and the gateway (8080): does what it was told on the
// control port and remembers, byte for byte, what it was asked.
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'

const json = (value) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })
const defaults = () => ({
  check: { status: 401, headers: {}, body: '' },
  public: json({ from: 'auth' }),
  gateway: { status: 404, headers: {}, body: '' },
})
let told = defaults()
let asked = []

function answer(name, request, response, body) {
  const { status, headers = {}, body: text = '', delay = 0, hang, cut, slow } = told[name]
  asked.push({ name, method: request.method, url: request.url, headers: request.rawHeaders, body })
  if (hang) return
  setTimeout(async () => {
    if (cut) {
      // Promises more than it sends, then breaks off.
      response.writeHead(status, { ...headers, 'content-length': String(text.length + cut) })
      response.write(text)
      setTimeout(() => request.socket.destroy(), 50)
      return
    }
    response.writeHead(status, { 'content-length': String(Buffer.byteLength(text)), ...headers })
    if (slow) await new Promise((done) => setTimeout(done, slow))
    response.end(request.method === 'HEAD' ? undefined : text)
  }, delay)
}

function backend(name, port) {
  const server = createServer((request, response) => {
    const parts = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => answer(name, request, response, Buffer.concat(parts).toString('latin1')))
  })
  server.keepAliveTimeout = 5000
  const open = () => new Promise((done) => server.listening ? done() : server.listen(port, '0.0.0.0', done))
  const close = () => new Promise((done) => {
    if (!server.listening) return done()
    server.close(() => done())
    server.closeAllConnections()
  })
  return { open, close }
}

const backends = { check: backend('check', 3001), public: backend('public', 3000), gateway: backend('gateway', 8080) }
for (const each of Object.values(backends)) await each.open()

// What the auth service says of itself in the folder that it shares with the proxy (auth: system/vouch-in-folder.ts).
const folder = '/run/generation'
let vouchedFor = 'none'
function pointTo(name) {
  mkdirSync(`${folder}/${name}`, { recursive: true })
  symlinkSync(name, `${folder}/.fake`)
  renameSync(`${folder}/.fake`, `${folder}/now`)
}
const tenths = (from) => Array.from({ length: 5 }, (_, i) => Math.floor(Date.now() / 100) + from + i).join('_')
const say = () => pointTo(vouchedFor === 'none' ? 'none.fake' : `is.${vouchedFor}.fake_${tenths(-1)}`)
say()
setInterval(() => { if (vouchedFor !== 'silence') say() }, 50)

const controls = {
  async '/reset'() {
    told = defaults()
    asked = []
    vouchedFor = 'none'
    say()
    for (const each of Object.values(backends)) await each.open()
  },
  async '/tell'(wanted) { told = { ...told, ...wanted } },
  async '/asked'() { return asked },
  /** `generation`: hexadecimal; `none`: none is vouched for; `silence`: nothing more is said. `name`: the folder, as it is. */
  async '/vouch'({ generation, name }) {
    vouchedFor = name === undefined ? generation : 'silence'
    if (name !== undefined) pointTo(name.replaceAll('NOW', tenths(-1)).replaceAll('PAST', tenths(-20)).replaceAll('FUTURE', tenths(20)))
    else if (generation !== 'silence') say()
  },
  async '/close'({ name }) { await backends[name].close() },
  async '/open'({ name }) { await backends[name].open() },
}
createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', async () => {
    const result = await controls[request.url]?.(JSON.parse(Buffer.concat(parts).toString() || '{}'))
    response.end(JSON.stringify(result ?? null))
  })
}).listen(9000, '0.0.0.0')
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
