import type { EpochSeconds } from '../core/time.js';
import type { Upkeep } from '../core/upkeep/upkeep.js';
import { allChecks } from './all-checks.js';
import { runChecks } from './check.js';
import type { Finding } from './finding.js';
import type { Samples } from './pick-samples.js';
import type { Ask, Sample, Scene } from './scene.js';

/** Where connections go to, whatever the addresses say. */
export interface Via {
  readonly host: string;
  /** Null: there is none to try. */
  readonly tlsPort: number | null;
  readonly plainPort: number | null;
}

/** What was tried on whom, and what was found. */
export interface Examination {
  /** `https://host[:port]` as people know it. */
  readonly target: string;
  readonly at: EpochSeconds;
  readonly closed: Sample | null;
  readonly open: Sample | null;
  readonly failed: number;
  readonly warned: number;
  readonly findings: readonly Finding[];
}

/** Tries everything on whatever the scene shows; of what does not answer at all, only that. */
export async function examine(scene: Scene, at: EpochSeconds): Promise<Examination> {
  const isThere = (await scene.ask('/')) !== null;
  const checks = isThere ? allChecks : allChecks.filter(({ id }) => id === 'reachable');
  const findings = await runChecks(checks, scene);
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length;
  const { origin: target, closed, open } = scene;
  return { target, at, closed, open, failed: count('fail'), warned: count('warn'), findings };
}

/**
 * The stack's own proxy, as its containers reach it. Where TLS is ended in front of it, its plain port is the whole site,
 * and the redirect is the other proxy's: `--from` tries that.
 */
export function ownProxy(tlsTerminated: 'here' | 'elsewhere'): Via {
  return { host: 'proxy', tlsPort: 8443, plainPort: tlsTerminated === 'elsewhere' ? null : 8080 };
}

export interface OwnParts {
  readonly origin: string;
  readonly ask: Ask;
  readonly samples: () => Promise<Samples>;
  readonly upkeep: () => Promise<Upkeep>;
  /** Of sessions of people, the latest first. */
  readonly sessions: () => Promise<{ readonly sessions: readonly { readonly address: string | null }[] }>;
  readonly ownNetworks: readonly string[];
  readonly now: () => EpochSeconds;
}

/** Examines this installation. */
export async function examineOwn(parts: OwnParts): Promise<Examination> {
  const { origin, ask, samples, upkeep, now, sessions, ownNetworks } = parts;
  const addresses = (await sessions()).sessions.flatMap(({ address }) => (address === null ? [] : [address]));
  const known = { ...(await samples()), upkeep: await upkeep(), seen: { addresses, ownNetworks } };
  return examine({ ask, origin, own: true, now: now(), ...known }, now());
}
