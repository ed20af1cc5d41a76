import { fileURLToPath } from 'node:url';

/** The file that a decoder process runs. */
export const decoderProgram = fileURLToPath(new URL('../decode/main.js', import.meta.url));
