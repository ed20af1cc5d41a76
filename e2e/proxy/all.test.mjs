// One process, one stack: the rules one after the other.
import { after, before } from 'node:test'
import { startStack, stopStack } from './support/stack.mjs'

before(startStack, { timeout: 180_000 })
after(stopStack)

await import('./rules/gate.mjs')
await import('./rules/headers.mjs')
await import('./rules/methods-and-cors.mjs')
await import('./rules/cache.mjs')
await import('./rules/decisions.mjs')
await import('./rules/failures.mjs')
await import('./rules/hostile.mjs')
await import('./rules/addresses.mjs')
await import('./rules/configuration.mjs')
await import('./rules/traps.mjs')
await import('./rules/limits.mjs')
