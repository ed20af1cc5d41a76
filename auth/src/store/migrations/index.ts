import { Foundation1795200000000 } from './1795200000000-foundation.js';

/** In the order they run. Add at the end; never edit a released one. */
export const migrations = [Foundation1795200000000];
