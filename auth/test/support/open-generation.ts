import { createGeneration, type Generation } from '../../src/core/generation.js';
import { shortDigest } from '../../src/system/hash.js';
import { randomSecret } from '../../src/system/random.js';

/** A replica's own, as the program makes it. */
export function openGeneration(): Generation {
  return createGeneration({ digest: shortDigest, newId: randomSecret, now: () => performance.now() });
}
