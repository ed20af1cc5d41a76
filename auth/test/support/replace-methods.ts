/** Puts other methods into a part of the running program; gives the way back. */
export function replaceMethods<T extends object>(target: T, methods: Partial<T>): () => void {
  const before = { ...target };
  Object.assign(target, methods);
  return () => void Object.assign(target, before);
}
