// The real proxy image, twice (its own TLS; behind somebody else's), before fake backends, on a network of its own.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { requestText, send } from './raw.mjs'

const run = promisify(execFile)
const docker = async (...args) => (await run('docker', args, { maxBuffer: 2 ** 26 })).stdout.trim()
const here = fileURLToPath(new URL('..', import.meta.url))
const id = `gatehouse-proxy-test-${process.pid}`
const image = `${id}-image`

const hardened = [
  '--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', '101:101',
  '--tmpfs', '/tmp:uid=101,gid=101', '--tmpfs', '/run/gatehouse:uid=101,gid=101',
  '--tmpfs', '/var/cache/gatehouse:uid=101,gid=101', '--tmpfs', '/var/lib/gatehouse/certificates:uid=101,gid=101',
]

async function portOf(name, inner) {
  const lines = await docker('port', name, String(inner))
  return Number(lines.split('\n')[0].split(':').pop())
}

/** Shared by the auth service, which says there what it has heard of, and the proxy. */
const generation = `${id}-generation`

async function startProxy(name, settings) {
  const env = Object.entries(settings).flatMap(([key, value]) => ['-e', `${key}=${value}`])
  const shared = ['-v', `${generation}:/run/generation:ro`]
  await docker('run', '-d', '--name', name, '--network', id, '-p', '127.0.0.1::8080', '-p', '127.0.0.1::8443', ...hardened, ...shared, ...env, image)
  return { name, tls: await portOf(name, 8443), plain: await portOf(name, 8080) }
}

async function until(check) {
  for (let tries = 0; tries < 100; tries++) {
    if (await check().catch(() => false)) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the test stack did not come up')
}

/** Filled by `startStack`. */
export const stack = { own: null, behind: null, kept: null, control: 0, network: id, image }

export async function startStack() {
  await docker('build', '-q', '-t', image, `${here}/../../proxy`)
  await docker('network', 'create', id)
  await docker('volume', 'create', '--opt', 'type=tmpfs', '--opt', 'device=tmpfs', '--opt', 'o=mode=0777', generation)
  await docker('run', '-d', '--name', `${id}-fake`, '--network', id, '--network-alias', 'auth', '--network-alias', 'image-server',
    '-p', '127.0.0.1::9000', '-v', `${here}/fake:/fake:ro`, '-v', `${generation}:/run/generation`, '--init', 'node:24-trixie-slim', 'node', '/fake/backends.mjs')
  stack.control = await portOf(`${id}-fake`, 9000)
  await until(async () => (await fakes.reset()) === null)
  const settings = { DECISION_CACHE: 'off', PUBLIC_URL: 'https://gate.test', VIEWER_ORIGINS: 'https://viewer.test, https://other.test:8444' }
  stack.own = await startProxy(`${id}-own`, settings)
  stack.behind = await startProxy(`${id}-behind`, { ...settings, TLS_TERMINATED: 'elsewhere', TRUSTED_PROXIES: '0.0.0.0/1, 128.0.0.0/1', LOG_ADDRESSES: 'full',
    VISITOR_RATE: '10', ANONYMOUS_DOWNLOADS: '10', TDM_RESERVATION: '1', ROBOTS: 'none', COUNT_SECONDS: '1' })
  stack.kept = await startProxy(`${id}-kept`, { ...settings, TLS_TERMINATED: 'elsewhere', TRUSTED_PROXIES: '0.0.0.0/1, 128.0.0.0/1', DECISION_CACHE: 'on' })
  await until(async () => (await ask('GET', '/')).status === 200)
  for (const { plain } of [stack.behind, stack.kept])
    await until(async () => (await send({ port: plain, tls: false }, requestText('GET', '/'))).status === 200)
}

export async function stopStack() {
  await docker('rm', '-f', '-v', `${id}-own`, `${id}-behind`, `${id}-kept`, `${id}-fake`).catch(() => {})
  await docker('network', 'rm', id).catch(() => {})
  await docker('volume', 'rm', generation).catch(() => {})
  await docker('image', 'rm', image).catch(() => {})
}

/** An order to the fakes. */
async function control(path, value = {}) {
  const body = JSON.stringify(value)
  const order = httpRequest({ host: '127.0.0.1', port: stack.control, path, method: 'POST', agent: false, timeout: 5000 })
  order.on('timeout', () => order.destroy(new Error('the fakes do not answer')))
  order.end(body)
  const [answer] = await once(order, 'response')
  return await json(answer)
}

export const fakes = {
  reset: () => control('/reset'),
  tell: (wanted) => control('/tell', wanted),
  close: (name) => control('/close', { name }),
  open: (name) => control('/open', { name }),
  /** What the auth service says that it has heard of. */
  vouch: (generation) => control('/vouch', { generation }),
  /** The folder to which the link leads; NOW, PAST and FUTURE stand for tenths of a second. */
  vouchAs: (name) => control('/vouch', { name }),
  /** What one backend was asked since the last reset; headers as an object with lower-case names. */
  async asked(name) {
    const all = await control('/asked')
    return all.filter((each) => each.name === name).map((each) => ({ ...each, headers: fieldsOf(each.headers) }))
  },
}

function fieldsOf(raw) {
  const fields = {}
  for (let at = 0; at < raw.length; at += 2) fields[raw[at].toLowerCase()] = raw[at + 1]
  return fields
}

/** A request to the proxy with its own TLS. */
export const ask = (method, target, headers, body) => send({ port: stack.own.tls }, requestText(method, target, headers, body))
export const askRaw = (bytes) => send({ port: stack.own.tls }, bytes)
export const askPlain = (method, target, headers, body) => send({ port: stack.own.plain, tls: false }, requestText(method, target, headers, body))
export const askBehind = (method, target, headers, body) => send({ port: stack.behind.plain, tls: false }, requestText(method, target, headers, body))
/** A request to the proxy that keeps decisions, behind somebody else's TLS. */
export const askKept = (method, target, headers, body) => send({ port: stack.kept.plain, tls: false }, requestText(method, target, headers, body))
export const proxyLog = (which = 'own') => run('docker', ['logs', stack[which].name]).then(({ stdout, stderr }) => stdout + stderr)
/** What Prometheus reads of the proxy behind somebody else's TLS. */
export const proxyMetrics = () => docker('exec', stack.behind.name, 'curl', '-fsS', 'http://127.0.0.1:9145/metrics')
export const inProxy = (...args) => docker('exec', stack.own.name, ...args)
export const runImage = (env, ...args) => run('docker', ['run', '--rm', '--network', 'none', '--tmpfs', '/run/gatehouse:uid=101,gid=101', '--tmpfs', '/var/lib/gatehouse/certificates:uid=101,gid=101',
  ...Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]), image, ...args])
