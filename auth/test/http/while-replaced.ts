/** Runs with some methods of a port replaced, and puts them back. `original` is the port as it was. */
export async function whileReplaced<T extends object, R>(
  port: T,
  replace: (original: T) => Partial<T>,
  run: () => Promise<R>,
): Promise<R> {
  const original = { ...port };
  Object.assign(port, replace(original));
  try {
    return await run();
  } finally {
    Object.assign(port, original);
  }
}

/** A method of a port that is away. */
export async function rejects(): Promise<never> {
  throw new Error('secret cause at db:5432');
}
