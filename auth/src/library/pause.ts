/** Waits some seconds, or until the signal comes. `asleep`: does not keep the process alive. */
export async function pauseUntil(
  seconds: number,
  signal: AbortSignal,
  mode: 'asleep' | 'awake' = 'asleep',
): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    if (mode === 'asleep') timer.unref();
    signal.addEventListener('abort', end);
  });
}
