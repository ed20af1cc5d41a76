// For the container engine: exits 0 only if this container's gateway says that it is healthy.
const port = process.env['PORT'] ?? '8080';
const healthy = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4000) }).then(
  (response) => response.status === 200,
  () => false,
);
process.exit(healthy ? 0 : 1);
