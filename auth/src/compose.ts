import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { AdminDeps } from './admin/admin-deps.js';
import type { Readiness } from './app.js';
import type { Config } from './config.js';
import type { ChangeFeed } from './core/change.js';
import { createGeneration } from './core/generation.js';
import { createRefusalCounter } from './core/refusal-count.js';
import { soon } from './core/soon.js';
import type { PasswordHasher } from './core/identity/password-hasher.js';
import type { Mailer } from './core/identity/mailer.js';
import { createLinks } from './core/iiif/links.js';
import { type PageLook, toPageLook } from './core/look/page-look.js';
import type { Observe } from './core/observation.js';
import { compileInSteps, compilePolicy } from './core/policy/compile.js';
import type { Policy } from './core/policy/model.js';
import { createPublicTiers } from './core/policy/public-tiers.js';
import type { EpochSeconds } from './core/time.js';
import { demoRuledFolders, findDemo, isDemoShown } from './demo/demo-record.js';
import { examineOwn, ownProxy } from './doctor/examination.js';
import { pickSamples } from './doctor/pick-samples.js';
import type { Ask } from './doctor/scene.js';
import type { LookAtUpkeep } from './core/upkeep/upkeep.js';
import { createFormGuard } from './http/csrf.js';
import { createEndedSessions } from './http/ended-sessions.js';
import { sessionLives } from './http/middleware/session.js';
import { createOneTimeChallenges } from './http/one-time-challenge.js';
import { createPasskeys } from './http/passkeys.js';
import { createSecondFactors } from './http/second-factors.js';
import { createRecentRefusals } from './http/recent-refusals.js';
import { createSignIn } from './http/sign-in.js';
import { createFolderContents } from './library/folder-contents.js';
import { createGatewayPictures } from './library/gateway-pictures.js';
import { createGatewayDerivatives } from './library/gateway-derivatives.js';
import { createSignInTickets } from './http/sign-in-ticket.js';
import { createImageLibrary } from './library/image-library.js';
import { createOriginalFiles } from './library/original-files.js';
import type { DemoPlan } from './library/scan.js';
import type { ScanScheduler } from './library/scheduler.js';
import { countTokens } from './metrics/count-tokens.js';
import { createMetrics } from './metrics/metrics.js';
import { rememberFor } from './metrics/remember-for.js';
import { storedPolicies } from './policy-text/policy-json.js';
import { sweep } from './sweep.js';
import { createCachedAccessTokens } from './store/cached-access-tokens.js';
import { createCachedApiKeys } from './store/cached-api-keys.js';
import { createCachedImageIndex } from './store/cached-image-index.js';
import { createCachedPolicy } from './store/cached-policy.js';
import { createCachedSessions } from './store/cached-sessions.js';
import { createChangeFeed } from './store/change-feed.js';
import { createDataSource, keptConnections } from './store/data-source.js';
import { isMigrated } from './store/migrate.js';
import { createLiveLook } from './store/live-look.js';
import { createPostgresAccessTokenStore } from './store/postgres-access-token-store.js';
import { createPostgresAdminJobStore } from './store/postgres-admin-job-store.js';
import { createPostgresApiKeyStore } from './store/postgres-api-key-store.js';
import { createPostgresAuditLog } from './store/postgres-audit-log.js';
import { createPostgresImageCatalogue } from './store/postgres-image-catalogue.js';
import { createPostgresImageFindings } from './store/postgres-image-findings.js';
import { createPostgresImageIndex } from './store/postgres-image-index.js';
import { createPostgresLookStore } from './store/postgres-look-store.js';
import { createPostgresOneTimeLinkStore } from './store/postgres-one-time-link-store.js';
import { createPostgresPasskeyStore } from './store/postgres-passkey-store.js';
import { createPostgresPolicyStore } from './store/postgres-policy-store.js';
import { createPostgresRefusalCountStore } from './store/postgres-refusal-count-store.js';
import { createPostgresRoleStore } from './store/postgres-role-store.js';
import { createPostgresSecondFactorStore } from './store/postgres-second-factor-store.js';
import { createPostgresSessionStore } from './store/postgres-session-store.js';
import { createPostgresSettingStore } from './store/postgres-setting-store.js';
import { createPostgresSignInFailureStore } from './store/postgres-sign-in-failure-store.js';
import { createPostgresUserStore } from './store/postgres-user-store.js';
import { isBreachedPassword } from './system/breached-passwords.js';
import { createArgon2Hasher } from './system/argon2-hasher.js';
import { systemClock, systemStopwatch } from './system/clock.js';
import { equal, hmac, sha256, shortDigest } from './system/hash.js';
import { createManifestFiles } from './system/manifest-files.js';
import { createDoctorWire } from './system/doctor-wire.js';
import { createUpkeepWatch } from './system/upkeep-watch.js';
import { createViewerFiles } from './system/viewer-files.js';
import { takeTurns } from './system/take-turns.js';
import { randomSecret, secretBytes } from './system/random.js';
import { createSmtpMailer } from './system/smtp-mailer.js';
import { createSealedBox } from './system/sealed-box.js';
import { totp } from './system/totp.js';

/** Everything that runs, wired once. */
export interface Parts {
  readonly deps: AdminDeps & Readiness;
  readonly dataSource: DataSource;
  readonly feed: ChangeFeed;
  /** Writes down which sessions were seen and which keys used. Call it every few seconds, and before the end. */
  readonly flushTouches: () => Promise<void>;
  readonly library: ScanScheduler;
  /** Deletes what ran out. */
  readonly sweep: () => Promise<void>;
}

/** Before a first policy, or when the stored one can't be read: nothing is granted to anyone. */
const closedPolicy: Policy = {
  version: 1,
  timezone: 'UTC',
  tiers: [],
  places: [],
  agreements: [],
  folders: [],
};

/** What the program takes from the world around it: time and whatever takes time. Tests bring their own. */
export interface Outside {
  readonly clock: () => EpochSeconds;
  readonly dataSource: DataSource;
  readonly feed: ChangeFeed;
  readonly hasher: PasswordHasher;
  /** Waits that many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly lookAtUpkeep: LookAtUpkeep;
  /** How the doctor asks this installation from outside. */
  readonly askOwn: Ask;
}

function openOutside(config: Config, observe: Observe): Outside {
  const url = config.databaseUrl.reveal();
  return {
    clock: systemClock,
    dataSource: createDataSource(url, { keepOpen: keptConnections }),
    feed: createChangeFeed({
      url,
      replica: randomSecret(),
      now: systemStopwatch,
      observe,
      generation: createGeneration({ digest: shortDigest, newId: randomSecret, now: systemStopwatch }),
    }),
    hasher: createArgon2Hasher(),
    pause,
    lookAtUpkeep: createUpkeepWatch(config),
    askOwn: createDoctorWire(config.publicUrl, ownProxy(config.tlsTerminated)),
  };
}

function openMailer({ smtp }: Config): Mailer | null {
  return smtp === null ? null : createSmtpMailer({ url: smtp.url.reveal(), from: smtp.from });
}

/** Wires the program from its settings; starts nothing. */
export function compose(
  config: Config,
  write: Observe,
  outside: Outside = openOutside(config, write),
): Parts {
  const { clock, dataSource, feed, hasher } = outside;
  const secretKey = config.secretKey.reveal();
  const digest = { sha256, hmac, equal };
  const tell = feed.tell;

  const index = createPostgresImageIndex(dataSource);
  const upkeep = outside.lookAtUpkeep;
  const derivatives = createGatewayDerivatives({ gatewayUrl: config.gatewayUrl, timeoutMs: 4000 });
  const metrics = createMetrics({
    now: clock,
    upkeep: rememberFor(15_000, systemStopwatch, upkeep),
    derivatives: rememberFor(5_000, systemStopwatch, async () => derivatives.summary()),
    countImages: rememberFor(60_000, systemStopwatch, async () => index.count()),
    isFeedFresh: feed.isFresh,
  });
  const observe: Observe = (observation) => {
    metrics.countObservation(observation);
    write(observation);
  };

  const refusalCounts = createPostgresRefusalCountStore(dataSource);
  const refusalCounter = createRefusalCounter(refusalCounts, clock);

  const users = createPostgresUserStore(dataSource, clock, tell);
  const sessions = createPostgresSessionStore(dataSource, tell);
  const tokens = countTokens(createPostgresAccessTokenStore(dataSource, tell), metrics);
  const policies = createPostgresPolicyStore(dataSource, {
    read: storedPolicies,
    run: takeTurns,
    now: clock,
    observe,
    tell,
  });
  const catalogue = createPostgresImageCatalogue(dataSource, tell);

  const images = createCachedImageIndex(index, feed, clock);
  const running = createCachedPolicy(policies, async (policy) => takeTurns(compileInSteps(policy)), feed);
  const liveSessions = createCachedSessions({ sessions, users, feed, clock, life: sessionLives });
  const keys = createPostgresApiKeyStore(dataSource, tell);
  const liveKeys = createCachedApiKeys({
    keys,
    users,
    feed,
    clock,
  });
  const failures = createPostgresSignInFailureStore(dataSource);
  const passkeyStore = createPostgresPasskeyStore(dataSource);
  const closed = compilePolicy(closedPolicy);
  const settings = createPostgresSettingStore(dataSource);
  const looks = createPostgresLookStore(dataSource, clock, tell);
  const liveLook = createLiveLook(looks, feed, observe);
  const look = (): PageLook => toPageLook(liveLook.now(), config.institution);
  const roots = { images: config.imageRoot, demo: config.demoRoot };
  const demo: DemoPlan = {
    isLoaded: async () => isDemoShown(settings),
    besideSample: config.sampleCollection,
    ruledFolders: async () => demoRuledFolders(settings),
  };
  const library = createImageLibrary({
    catalogue,
    index,
    roots,
    demo,
    gatewayUrl: config.gatewayUrl,
    observe,
    now: clock,
    intervalSeconds: config.scanIntervalSeconds,
    stopwatchMs: systemStopwatch,
  });
  const files = createOriginalFiles(roots, demo);
  const deps: Parts['deps'] = {
    config,
    links: createLinks(config.publicUrl),
    clock,
    digest,
    newId: randomSecret,
    observe,
    users,
    hasher,
    sessions,
    endOf: createEndedSessions({ sessions, clock }),
    refusals: createRecentRefusals(),
    tokens,
    liveSessions,
    liveTokens: createCachedAccessTokens(tokens, feed, clock),
    keys,
    liveKeys,
    policy: { current: () => soon(running.current(), (compiled) => compiled ?? closed) },
    policies,
    roles: createPostgresRoleStore(dataSource),
    jobs: createPostgresAdminJobStore(dataSource),
    settings,
    looks,
    liveLook,
    look,
    publicTiers: createPublicTiers({
      images: index,
      policy: async () => (await running.current()) ?? closed,
      clock,
    }),
    images,
    catalogue,
    findings: createPostgresImageFindings(dataSource),
    upkeep,
    pictures: createGatewayPictures(config.gatewayUrl),
    derivatives,
    examine: async () =>
      examineOwn({
        origin: config.publicUrl,
        ask: outside.askOwn,
        samples: async () =>
          pickSamples(
            (await running.current()) ?? closed,
            async (after, count) => index.listAll(after, count),
            clock(),
          ),
        upkeep,
        sessions: async () => sessions.listPage(null, 0, 50),
        ownNetworks: config.stackNetworks,
        now: clock,
      }),
    audit: createPostgresAuditLog(dataSource),
    manifests: createManifestFiles(config.manifestRoot),
    viewer: createViewerFiles(config.viewerRoot),
    files,
    contents: createFolderContents(files),
    demo: async () => findDemo(settings),
    requestScan: (folder) => library.requestFolder(folder),
    oneTimeLinks: createPostgresOneTimeLinkStore(dataSource),
    signIn: createSignIn({
      users,
      hasher,
      failures,
      digest,
      secretKey,
      clock,
      stopwatchMs: systemStopwatch,
      pause: outside.pause,
    }),
    tickets: createSignInTickets({ users, digest, secretKey, clock }),
    secondFactors: createSecondFactors({
      store: createPostgresSecondFactorStore(dataSource),
      failures,
      totp,
      box: createSealedBox(secretKey),
      digest,
      secretKey,
      clock,
      random: secretBytes,
    }),
    passkeys: createPasskeys({
      passkeys: passkeyStore,
      users,
      challenges: createOneTimeChallenges({
        passkeys: passkeyStore,
        digest,
        secretKey,
        clock,
        newId: randomSecret,
      }),
      clock,
      publicUrl: config.publicUrl,
      institution: () => look().institution,
    }),
    failures,
    mailer: openMailer(config),
    afterAnswer: (work, requestId) =>
      void work.catch((error: unknown) =>
        observe({ kind: 'failed', where: 'after the answer', requestId, error }),
      ),
    passkeyStore,
    isBreached: isBreachedPassword,
    formGuard: createFormGuard(secretKey, config.publicUrl, digest, randomSecret),
    metrics: {
      ...metrics,
      countCheck(outcome, reason, seconds) {
        metrics.countCheck(outcome, reason, seconds);
        refusalCounter.note(outcome);
      },
    },
    refusalCounts,
    generation: feed.generation,
    isReady: async () => dataSource.isInitialized && feed.isFresh() && (await isMigrated(dataSource)),
  };
  return {
    deps,
    dataSource,
    feed,
    flushTouches: async () => {
      await liveSessions.flushTouches();
      await liveKeys.flushUses();
      await refusalCounter.flush();
    },
    library,
    sweep: async () => sweep({ ...deps, failures, passkeyStore, lives: Object.values(sessionLives) }),
  };
}
