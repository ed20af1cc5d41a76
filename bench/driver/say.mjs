const began = performance.now();

/** Progress, on standard error. */
export function say(text) {
  process.stderr.write(`bench: ${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s  ${text}\n`);
}
