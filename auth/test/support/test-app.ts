import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInternalApp, createPublicApp } from '../../src/app.js';
import { compose, type Parts } from '../../src/compose.js';
import { parseConfig } from '../../src/config.js';
import type { ChangeFeed, ChangeListener } from '../../src/core/change.js';
import type { User } from '../../src/core/identity/user.js';
import type { ImageFacts } from '../../src/core/image/image-facts.js';
import type { Observation } from '../../src/core/observation.js';
import { epochSeconds, type EpochSeconds } from '../../src/core/time.js';
import { createArgon2Hasher } from '../../src/system/argon2-hasher.js';
import { type Agent, type Answer, createAgent } from '../http/agent.js';
import { readForm } from '../http/forms.js';
import { policyOf } from './example-policy.js';
import { testImages, testPolicyText } from './factories.js';
import { createPeople, type Name, passwordOf } from './people.js';
import { openTestDatabase, type TestDatabase } from './test-database.js';

/** Where the world outside finds the tested server. */
export const publicUrl = 'https://images.test';

/** The viewer's site in tests. */
export const viewer = 'https://viewer.test';

/** When tests begin. */
export const start = epochSeconds(Date.parse('2026-11-20T12:00:00Z') / 1000);

/** The real program on a database of its own: its time moves by hand, and nothing scans. */
export interface TestApp {
  readonly deps: Parts['deps'];
  readonly database: TestDatabase;
  readonly people: Readonly<Record<Name, User>>;
  readonly publicPort: number;
  readonly internalPort: number;
  readonly observed: Observation[];
  /** Folders of which a scan was asked. */
  readonly scansAsked: string[];
  /** Milliseconds that sign-ins were told to wait. */
  readonly pauses: number[];
  now(): EpochSeconds;
  advance(seconds: number): void;
  /** What was heard of changes so far (ChangeFeed.generation). */
  generation(): string | null;
  /** While false, nothing remembered is believed (ChangeFeed.isFresh). */
  setFresh(fresh: boolean): void;
  /** Deletes what ran out, as the program does every few minutes. */
  sweep(): Promise<void>;
  /** Writes down what is counted in memory, as the program does every few seconds. */
  flush(): Promise<void>;
  agent(address?: string): Agent;
  /** Asks the check as nginx does. */
  check(uri: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  publish(text: string): Promise<void>;
  addImages(images: readonly ImageFacts[]): Promise<void>;
  /** Through the real form, as a viewer at `origin` opens it; gives the agent that is signed in now. */
  signIn(name: Name, origin?: string | null, agent?: Agent): Promise<Agent>;
  /** A token as the JSON form gives it. */
  token(agent: Agent): Promise<string>;
  close(): Promise<void>;
}

function createLocalFeed(): ChangeFeed & { fresh: boolean } {
  const listeners: ChangeListener[] = [];
  let told = 0;
  const feed = {
    fresh: true,
    onChange: (listener: ChangeListener) => void listeners.push(listener),
    onVouch: () => undefined,
    isFresh: (): boolean => feed.fresh,
    generation: () => (feed.fresh ? `test-${told}` : null),
    tell: (change: Parameters<ChangeListener>[0]) => {
      told += 1;
      for (const listener of listeners) listener(change);
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  return feed;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The setting values of every test; the password never leaves the machine. */
export const testEnvironment: Readonly<Record<string, string>> = {
  PUBLIC_URL: publicUrl,
  AUTH_SECRET_KEY: 'a key for tests that is long enough to be one',
  INSTITUTION: 'Example Archive',
  // Not the machine's own, which may be those of the rules' places.
  STACK_NETWORKS: '198.18.0.0/15',
  VIEWER_ORIGINS: 'https://own-viewer.test',
  // Most tests are about something else; second-factor.test.ts is about this.
  SECOND_FACTOR: 'offered',
};

/** Starts the program. Close it in `afterAll`. */
export async function openTestApp(environment: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const database = await openTestDatabase();
  const config = parseConfig({ ...testEnvironment, AUTH_DB_CONNECTION: database.url, ...environment });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  let now: number = start;
  const clock = (): EpochSeconds => epochSeconds(now);
  const observed: Observation[] = [];
  const pauses: number[] = [];
  const scansAsked: string[] = [];
  const feed = createLocalFeed();
  // Real argon2id, as cheap as it gets.
  const hasher = createArgon2Hasher({ memoryCost: 1024, timeCost: 2, atOnce: 2, waiting: 30 });
  const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
  const { dataSource } = database;
  const composed = compose(config.value, (line) => void observed.push(line), {
    clock,
    dataSource,
    feed,
    hasher,
    pause,
    lookAtUpkeep: async () => ({ certificate: null, renewal: null, backup: null }),
    // There is no proxy in front of it.
    askOwn: async () => null,
  });
  const deps = { ...composed.deps, requestScan: (folder: string) => void scansAsked.push(folder) };
  const people = await createPeople(deps.users, hasher);
  const servers = [createServer(createPublicApp(deps)), createServer(createInternalApp(deps))] as const;
  const [publicPort, internalPort] = [await listen(servers[0]), await listen(servers[1])];

  const app: TestApp = {
    deps,
    database,
    people,
    publicPort,
    internalPort,
    observed,
    scansAsked,
    pauses,
    now: clock,
    advance: (seconds) => {
      now += seconds;
    },
    generation: feed.generation,
    setFresh: (fresh) => {
      feed.fresh = fresh;
    },
    sweep: async () => composed.sweep(),
    flush: async () => composed.flushTouches(),
    agent: (address) => createAgent(publicPort, address),
    check: async (uri, headers = {}) =>
      createAgent(internalPort).get('/query_auth', { 'X-Original-URI': uri, ...headers }),
    async publish(text) {
      const current = await deps.policies.current();
      const version = await deps.policies.publish(policyOf(text), current?.number ?? null, 'test', 'test');
      if (version === null) throw new Error('the policy was not published');
    },
    async addImages(images) {
      const scan = await deps.catalogue.begin('images', 'folders', clock());
      if (scan === null) throw new Error('another scan is at work');
      await scan.put(images);
      const folders = new Set(
        images.map((image) => image.path.slice(0, Math.max(0, image.path.lastIndexOf('/')))),
      );
      for (const folder of folders) {
        const present = images
          .filter((image) => image.path.startsWith(`${folder}/`))
          .map((image) => image.path);
        await scan.visited(folder, present, []);
      }
      await scan.finish(clock());
    },
    async signIn(name, origin = viewer, agent = createAgent(publicPort)) {
      const target = `/iiif-login${origin === null ? '' : `?origin=${encodeURIComponent(origin)}`}`;
      const form = readForm((await agent.get(target)).text, target);
      const answer = await agent.post(form.action, {
        ...form.fields,
        username: name,
        password: passwordOf(name),
      });
      if (answer.status !== 200)
        throw new Error(`${name} could not sign in: ${answer.status} ${answer.text}`);
      return agent;
    },
    async token(agent) {
      const answer = await agent.get('/iiif-token');
      return String(answer.json?.accessToken);
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      if (dataSource.isInitialized) await database.close();
    },
  };
  await app.publish(testPolicyText);
  await app.addImages(testImages);
  return app;
}

/** Headers of a content session, for the check. */
export function cookieOf(agent: Agent): Readonly<Record<string, string>> {
  return { Cookie: [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}
