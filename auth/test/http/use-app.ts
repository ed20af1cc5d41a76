import { afterAll, beforeAll } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/test-app.js';

/** One app for the tests of a file; `use()` gives it inside a test. */
export function useTestApp(environment: Readonly<Record<string, string>> = {}): () => TestApp {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await openTestApp(environment);
  });
  afterAll(async () => app?.close());
  return () => {
    if (app === undefined) throw new Error('only inside a test');
    return app;
  };
}
