import { readFileSync } from 'node:fs';
import { readFirstAdministrator } from './config/first-administrator.js';
import { listOwnNetworks, readProxyNetworks } from './config/own-networks.js';
import * as read from './config/parsers.js';
import type { ConfigProblem, Environment, ReadFile } from './config/settings.js';
import { SettingReader } from './config/settings.js';
import type { SecondFactorSetting } from './core/identity/second-factor.js';
import type { Result } from './core/result.js';
import { err, ok } from './core/result.js';
import type { ViewerOrigin } from './core/session/viewer-origin.js';

export type { ConfigProblem } from './config/settings.js';

/** A text that must not be shown: prints as `[secret]` wherever it lands. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  reveal(): string {
    return this.#text;
  }
  toJSON(): string {
    return '[secret]';
  }
  toString(): string {
    return '[secret]';
  }
}

/** Every setting, checked. The meaning of each is in `.env.template`. */
export interface Config {
  /** `https://host[:port]`, no slash: the only source of ids, links and redirects. */
  readonly publicUrl: string;
  readonly databaseUrl: Secret;
  readonly secretKey: Secret;
  /** AUTH_PASSWORD_SALT of a former stack, for passwords that are imported from it. */
  readonly oldPasswordSalt: Secret | null;
  readonly firstAdministrator: { readonly name: string; readonly password: Secret } | null;
  /** How letters are sent; null: none are. */
  readonly smtp: { readonly url: Secret; readonly from: string } | null;
  /** Whether administrators need a second factor for the administration. Groups may ask for one anyway. */
  readonly secondFactor: SecondFactorSetting;
  /** Of the demo's people; null: a random one for each. */
  readonly demoPassword: Secret | null;
  readonly viewerOrigins: readonly ViewerOrigin[];
  readonly trustedProxies: readonly string[];
  /** Whether the stack's own proxy ends TLS, or one in front of it. */
  readonly tlsTerminated: 'here' | 'elsewhere';
  readonly institution: string;
  readonly defaultLanguage: string;
  readonly timeZone: string;
  /** The container networks, the proxy's too, which are never a place. */
  readonly stackNetworks: readonly string[];
  readonly scanIntervalSeconds: number;
  /** When derivatives are made, and how many GB they may take: the image server's own settings, checked here. */
  readonly derivatives: 'off' | 'needed' | 'hot' | 'all';
  readonly derivativesBudgetGb: number;
  readonly iiif3Info: 'auth2' | 'dual';
  readonly imagePlaceholder: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** True while IMAGE_DIR is unset: the sample collection is what is served. */
  readonly sampleCollection: boolean;
  readonly imageRoot: string;
  readonly demoRoot: string;
  readonly manifestRoot: string;
  readonly gatewayUrl: string;
  readonly viewerRoot: string;
  /** Where the companions (certificates, backups) leave word of themselves. */
  readonly factsRoot: string;
  readonly publicPort: number;
  readonly internalPort: number;
  /** Folder shared with the proxy on the same machine, where this process leaves a socket for the check. */
  readonly checkFolder: string;
  /** Folder in memory, shared with the proxy on the same machine, where this process says what kept decisions belong to. */
  readonly generationFolder: string;
  /** Things that are no mistake but worth saying, e.g. settings of older systems that are no longer needed. */
  readonly warnings: readonly string[];
}

function databaseUrl(reader: SettingReader): string {
  const named = reader.text('AUTH_DB_CONNECTION');
  if (named !== null) {
    const result = read.parseDatabaseUrl(named);
    if (result.ok) return result.value;
    const sqlite = /^sqlite:/i.test(named);
    reader.refuse(
      'AUTH_DB_CONNECTION',
      result.error,
      sqlite
        ? 'leave it out (the stack brings its own PostgreSQL) and bring the people over with: gatehouse user import'
        : 'write postgres://user:password@host:5432/database, or leave it out for the stack’s own database',
    );
    return '';
  }
  const password = reader.text('DB_PASSWORD');
  if (password === null && !reader.problems.some((p) => p.variable.startsWith('DB_PASSWORD')))
    reader.refuse(
      'DB_PASSWORD',
      'is missing',
      'start with docker compose, which makes one and keeps it in a volume',
    );
  return `postgres://gatehouse:${encodeURIComponent(password ?? '')}@db:5432/gatehouse`;
}

function secretKey(reader: SettingReader): string {
  const remedy = 'use at least 32 characters, e.g. from: openssl rand -base64 36; or leave it out';
  const text = reader.text('AUTH_SECRET_KEY');
  if (text === null) {
    if (!reader.problems.some((p) => p.variable.startsWith('AUTH_SECRET_KEY')))
      reader.refuse(
        'AUTH_SECRET_KEY',
        'is missing',
        'start with docker compose, which makes one and keeps it in a volume',
      );
    return '';
  }
  if (text.length < 32) reader.refuse('AUTH_SECRET_KEY', 'is shorter than 32 characters', remedy);
  return text;
}

function smtp(reader: SettingReader): Config['smtp'] {
  const url = reader.parsed(
    'SMTP_URL',
    null,
    read.parseSmtpUrl,
    'write smtp://user:password@host:587 or smtps://user:password@host, with special characters percent-encoded',
  );
  const from = reader.parsed(
    'MAIL_FROM',
    null,
    read.parseMailFrom,
    'write an address such as archive@example.org, or Example Archive <archive@example.org>',
  );
  if (url !== null && from === null && !reader.problems.some((p) => p.variable === 'MAIL_FROM'))
    reader.refuse('MAIL_FROM', 'is missing beside SMTP_URL', 'name the address that letters come from');
  return url === null || from === null ? null : { url: new Secret(url), from };
}

function demoPassword(reader: SettingReader): Config['demoPassword'] {
  const text = reader.text('DEMO_PASSWORD');
  if (text === null) return null;
  if (text.length < 8 || text.length > 128)
    reader.refuse(
      'DEMO_PASSWORD',
      'is not 8 to 128 characters long',
      'choose a longer one, or leave it out for random ones',
    );
  return new Secret(text);
}

function publicUrl(reader: SettingReader): string {
  const hosts = reader.parsed(
    'VIRTUAL_HOST',
    [],
    read.parseHostNames,
    'write the name people type, e.g. images.example.org',
  );
  const port = reader.parsed('HTTPS_PORT', 8443, read.parsePort, 'a number from 1 to 65535, e.g. 443');
  reader.parsed('HTTP_PORT', 8080, read.parsePort, 'a number from 1 to 65535, e.g. 80');
  const derived = `https://${hosts[0] ?? 'localhost'}${port === 443 ? '' : `:${port}`}`;
  return reader.parsed(
    'PUBLIC_URL',
    derived,
    read.parsePublicUrl,
    'write https://host or https://host:port and nothing more',
  );
}

function warningsOf(oldPasswordSalt: string | null): readonly string[] {
  return oldPasswordSalt === null
    ? []
    : [
        'AUTH_PASSWORD_SALT is no longer needed: every password has a salt of its own. Remove it, once people were imported with it.',
      ];
}

/**
 * Reads all settings from an environment.
 * @returns the configuration, or every problem found; nothing may start on a problem.
 */
export function parseConfig(
  env: Environment,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): Result<Config, readonly ConfigProblem[]> {
  const reader = new SettingReader(env, readFile);
  const first = readFirstAdministrator(reader);
  const own = publicUrl(reader);
  const oldPasswordSalt = reader.text('AUTH_PASSWORD_SALT');
  const factsRoot = reader.text('FACTS_ROOT') ?? '/run/gatehouse/facts';
  const stackNetworks = reader.parsed(
    'STACK_NETWORKS',
    null,
    read.parseCidrs,
    'write ranges such as 172.16.0.0/12, or leave it out for the networks of the stack’s containers',
  );
  const config: Config = {
    publicUrl: own,
    databaseUrl: new Secret(databaseUrl(reader)),
    secretKey: new Secret(secretKey(reader)),
    oldPasswordSalt: oldPasswordSalt === null ? null : new Secret(oldPasswordSalt),
    firstAdministrator: first === null ? null : { ...first, password: new Secret(first.password) },
    demoPassword: demoPassword(reader),
    smtp: smtp(reader),
    secondFactor: reader.parsed(
      'SECOND_FACTOR',
      'required',
      read.parseWord(['required', 'offered']),
      'write required or offered',
    ),
    viewerOrigins: reader.parsed(
      'VIEWER_ORIGINS',
      [],
      read.parseOrigins,
      'write origins such as https://viewer.example.org, separated by commas; never *',
    ),
    trustedProxies: reader.parsed(
      'TRUSTED_PROXIES',
      [],
      read.parseTrustedProxies,
      'write addresses or ranges such as 10.0.0.0/8, separated by commas',
    ),
    // Another word is a problem that scripts/stack/host-problems and the proxy tell.
    tlsTerminated: reader.text('TLS_TERMINATED') === 'elsewhere' ? 'elsewhere' : 'here',
    institution: reader.text('INSTITUTION') ?? new URL(own).host,
    defaultLanguage: reader.parsed(
      'DEFAULT_LANGUAGE',
      'en',
      read.parseLanguage,
      'write a tag such as en or de',
    ),
    timeZone: reader.parsed('TIME_ZONE', 'UTC', read.parseTimeZone, 'write a name such as Europe/Berlin'),
    // Read each time: the proxy starts, and tells, after this service.
    get stackNetworks() {
      return stackNetworks ?? [...new Set([...listOwnNetworks(), ...readProxyNetworks(factsRoot)])];
    },
    scanIntervalSeconds: reader.parsed('SCAN_INTERVAL', 900, read.parseDuration, 'write e.g. 15m, 1h or 900'),
    derivatives: reader.parsed(
      'DERIVATIVES',
      'needed',
      read.parseWord(['off', 'needed', 'hot', 'all']),
      'write off, needed, hot or all',
    ),
    derivativesBudgetGb: reader.parsed(
      'DERIVATIVES_BUDGET_GB',
      20,
      read.parseGigabytes,
      'write a whole number of GB such as 20',
    ),
    iiif3Info: reader.parsed('IIIF3_INFO', 'auth2', read.parseWord(['auth2', 'dual']), 'write auth2 or dual'),
    imagePlaceholder: reader.parsed('IMG_PLACEHOLDER', true, read.parseSwitch, 'write on or off'),
    logLevel: reader.parsed(
      'LOG_LEVEL',
      'info',
      read.parseWord(['debug', 'info', 'warn', 'error']),
      'write debug, info, warn or error',
    ),
    sampleCollection: reader.text('IMAGE_DIR') === null,
    imageRoot: reader.text('IMAGE_ROOT') ?? '/data/images',
    demoRoot: reader.text('DEMO_ROOT') ?? '/data/demo',
    manifestRoot: reader.text('MANIFEST_ROOT') ?? '/data/manifests',
    viewerRoot: reader.text('VIEWER_ROOT') ?? '/app/viewer',
    factsRoot,
    gatewayUrl: reader.text('GATEWAY_URL') ?? 'http://image-server:8080',
    publicPort: reader.parsed('PUBLIC_PORT', 3000, read.parsePort, 'a number from 1 to 65535'),
    internalPort: reader.parsed('INTERNAL_PORT', 3001, read.parsePort, 'a number from 1 to 65535'),
    checkFolder: reader.text('CHECK_FOLDER') ?? '/run/check',
    generationFolder: reader.text('GENERATION_FOLDER') ?? '/run/generation',
    warnings: warningsOf(oldPasswordSalt),
  };
  return reader.problems.length === 0 ? ok(Object.freeze(config)) : err(reader.problems);
}

/** The problems as people read them: one line each, variable first. */
export function formatConfigProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map((p) => `  ${p.variable} ${p.problem}. Remedy: ${p.remedy}.`);
  return [
    `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the settings; nothing was started.`,
    ...lines,
  ].join('\n');
}
