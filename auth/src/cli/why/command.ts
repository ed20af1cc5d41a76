import { formatIdentifier } from '../../core/image/image-path.js';
import { joinAcceptances } from '../../core/identity/acceptance.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { explain } from '../../core/policy/explain.js';
import { parseAddress } from '../../core/policy/ip-address.js';
import type { Policy } from '../../core/policy/model.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { err, ok, type Result } from '../../core/result.js';
import type { EpochSeconds } from '../../core/time.js';
import { createZone } from '../../policy-text/zoned-time.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { readNamed } from '../../core/image/read-named.js';
import { formatIsoTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { findUser } from '../user/find-user.js';
import { sayExplanation } from './say-explanation.js';

interface WhyOptions {
  readonly as?: string;
  readonly ip?: string;
  readonly at?: string;
  readonly json?: boolean;
}

export const registerWhy: Register = (parent, cli) => {
  parent
    .command('why')
    .description('tell who may see what at an address, and why')
    .argument('<url>', 'an address of an image, info.json, manifest or file; or an identifier')
    .option('--as <user>', 'for this user (default: nobody signed in)')
    .option('--ip <address>', 'for somebody at this address (default: at no place)')
    .option('--at <time>', 'at this time, e.g. 2031-01-01 or 2031-01-01T12:00 (default: now)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example('why https://images.example.org/iiif/images/staff!a.jp2/info.json --as tom'),
    )
    .action(async (url: string, options: WhyOptions) =>
      cli.withStores(async (work) => tellWhy(work, url, options)),
    );
};

async function tellWhy(work: Work, url: string, options: WhyOptions): Promise<CommandResult> {
  const running = await work.stores.policies.current();
  const policy = running?.policy ?? emptyPolicy(work.config.timeZone);
  const named = readNamed(url, work.config.publicUrl);
  const visitor = await readVisitor(work, options);
  const at = readTime(policy.timezone, options.at, work.now());
  const problems = [named, visitor, at].flatMap((result) => (result.ok ? [] : result.error));
  if (!named.ok || !visitor.ok || !at.ok || problems.length > 0) return refused(...problems);

  const { path, kind, tier } = named.value;
  const image = path === '' ? null : await work.stores.images.find(path);
  const target = image !== null || kind !== 'folder' ? 'file' : 'folder';
  const explanation = explain(compilePolicy(policy), visitor.value, path, target, at.value);
  const subject = {
    identifier: path === '' ? '' : formatIdentifier(path),
    path,
    // Other files than images are looked up on disk, not in the index.
    known: target === 'folder' || (kind === 'file' && image === null) ? null : image !== null,
    tierAsked: tier,
    visitor: visitor.value.user?.name ?? null,
    address: visitor.value.address,
    at: formatIsoTime(at.value),
    policy: running?.number ?? null,
  };
  if (options.json === true) await printJson(work.io, { ...subject, ...explanation });
  else
    for (const line of sayExplanation(subject, explanation, policy.timezone)) await work.io.out(`${line}\n`);
  return done;
}

function emptyPolicy(timezone: string): Policy {
  return { version: 1, timezone, tiers: [], places: [], agreements: [], folders: [] };
}

/** Somebody with an account has accepted what the account keeps; a visitor thought up here has accepted nothing. */
async function readVisitor(
  { stores }: Work,
  { as, ip }: WhyOptions,
): Promise<Result<Visitor, readonly string[]>> {
  const user = as === undefined ? ok(null) : await findUser(stores.users, as);
  const problems = user.ok ? [] : [user.error];
  if (user.ok && user.value?.disabled === true)
    problems.push(
      `${user.value.name} is disabled and can not sign in; leave out --as to see what anyone gets.`,
    );
  if (ip !== undefined && parseAddress(ip) === null)
    problems.push(`${JSON.stringify(ip)} is no IPv4 or IPv6 address.`);
  if (!user.ok || problems.length > 0) return err(problems);
  const account = user.value === null ? null : { name: user.value.name, groups: user.value.groups };
  const agreements = joinAcceptances(user.value?.agreements ?? {}, {});
  return ok({ user: account, address: ip ?? null, agreements });
}

function readTime(
  timezone: string,
  text: string | undefined,
  now: EpochSeconds,
): Result<EpochSeconds, string> {
  if (text === undefined) return ok(now);
  const zone = createZone(timezone);
  const time = zone === null ? err('the time zone is unknown') : zone.parse(text);
  return time.ok ? time : err(`--at ${JSON.stringify(text)}: ${time.error}.`);
}
