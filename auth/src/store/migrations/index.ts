import { Foundation1795200000000 } from './1795200000000-foundation.js';
import { ApiKeys1795286400000 } from './1795286400000-api-keys.js';

/** In the order they run. Add at the end; never edit a released one. */
export const migrations = [Foundation1795200000000, ApiKeys1795286400000];
