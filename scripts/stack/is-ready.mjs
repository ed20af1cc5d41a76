// Exit 0 if the address answers 2xx: the images have no curl.
const address = process.argv[2] ?? '';
try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(2500) });
  process.exit(answer.ok ? 0 : 1);
} catch {
  process.exit(1);
}
