import assert from 'node:assert/strict';
import { policyFor } from '../fixtures/collection.js';
import { CommandLine } from '../support/command-line.js';
import { containerOf } from '../support/compose.js';
import { ask } from '../support/http-client.js';
import { people } from '../support/people.js';
import { Resident } from '../support/resident.js';
import type { Stack } from '../support/stack.js';
import { navigationHeaders, Visitor } from '../support/visitor.js';

/** Somebody who may see a picture, and how that ends. */
export interface Revocation {
  readonly cookie: string;
  readonly path: string;
  /** Takes it back; gives the moment when that was done, in milliseconds of the wall clock. */
  readonly revoke: () => Promise<number>;
  /** Puts everything as it was, for the next try. */
  readonly restore: () => Promise<unknown>;
}

export interface Way {
  readonly name: string;
  readonly prepare: () => Promise<Revocation>;
}

const eve = { name: 'eve', password: 'only-for-e2e eve 5uwz' };
const group = 'revoked-readers';
const region = '0,0,400,400/200,/0/default.jpg';

/** The rules that these tries change: a folder for a group, and a tier of that folder's for strangers. */
const rules = ({ who = `group:${group}`, edge = 800 } = {}): string =>
  policyFor(people.tom.name)
    .replace('tiers:\n', `tiers:\n  shrinking: { max_edge: ${edge} }\n`)
    .replace(/ {2}\/private: .*/, `  /private: { grants: [ { who: "${who}", tier: full } ] }`)
    .replace(/ {2}\/secret: .*/, '  /secret:  { grants: [ { who: signed-in, tier: shrinking } ] }');

const privatePath = `/iiif/images/private!s.jp2/${region}`;
const tierPath = '/iiif/tiers/shrinking/images/secret!s.jp2/full/600,/0/default.jpg';
const termsPath = `/iiif/images/terms!letter.jp2/${region}`;

/** Everything by which somebody may lose a picture, each on a running stack. Call `furnish` before and `clear` after. */
export class Revocations {
  readonly #stack: Stack;
  #line: CommandLine | null = null;
  #database: Resident | null = null;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  async furnish(): Promise<void> {
    this.#line = await CommandLine.open(this.#stack.files);
    const psql = ['psql', '-U', 'gatehouse', '-d', 'gatehouse', '-Atq'];
    this.#database = new Resident('docker', [
      'exec',
      '-i',
      await containerOf(this.#stack.files, 'db'),
      ...psql,
    ]);
    await this.#stack.gatehouse(['user', 'add', eve.name, '--password-stdin'], `${eve.password}\n`);
    await this.#stack.gatehouse(['group', 'add', group]);
    await this.#stack.gatehouse(['group', 'members', group, '--add', eve.name]);
    await this.#apply(rules());
  }

  async clear(): Promise<void> {
    await this.#apply(policyFor(people.tom.name));
    await this.#stack.tryGatehouse(['user', 'delete', eve.name]);
    await this.#stack.tryGatehouse(['group', 'delete', group]);
    this.#line?.end();
    this.#database?.end();
  }

  readonly ways: readonly Way[] = [
    {
      name: 'sign-out',
      prepare: () =>
        this.#signedIn(privatePath, async (cookie) => {
          // From the question on: a little more than since it was done.
          const at = Date.now();
          const answer = await ask('/iiif-logout', { headers: { ...navigationHeaders, cookie } });
          assert.equal(answer.status, 200);
          return at;
        }),
    },
    this.#byCommand('account disabled', privatePath, ['user', 'disable', eve.name], () =>
      this.#run(['user', 'enable', eve.name]),
    ),
    this.#byCommand(
      'password changed',
      privatePath,
      ['user', 'passwd', eve.name, '--password-stdin'],
      () => Promise.resolve(),
      `${eve.password}\n`,
    ),
    this.#byCommand(
      'taken out of a group',
      privatePath,
      ['group', 'members', group, '--remove', eve.name],
      () => this.#run(['group', 'members', group, '--add', eve.name]),
    ),
    this.#byCommand(
      'rule changed',
      privatePath,
      ['policy', 'apply', '-', '--yes'],
      () => this.#apply(rules()),
      rules({ who: `user:${people.tom.name}` }),
    ),
    this.#byCommand(
      'tier made smaller',
      tierPath,
      ['policy', 'apply', '-', '--yes'],
      () => this.#apply(rules()),
      rules({ edge: 100 }),
    ),
    {
      name: 'agreement withdrawn',
      prepare: () =>
        this.#signedIn(
          termsPath,
          () => this.#command(['agreement', 'withdraw', 'terms', '--user', eve.name]),
          async (visitor) => {
            const refused = await visitor.ask('/iiif/images/terms!letter.jp2/info.json');
            const { service } = refused.json() as { service: readonly { '@id'?: string }[] };
            const login = service.map((each) => each['@id']).find((id) => id !== undefined) ?? '';
            await visitor.submit(await visitor.open(new URL(login).pathname), () => new Map());
          },
        ),
    },
  ];

  #apply = (text: string): Promise<unknown> => this.#run(['policy', 'apply', '-', '--yes'], text);

  async #run(args: readonly string[], stdin = ''): Promise<unknown> {
    assert.ok(this.#line, 'furnished');
    return this.#line.run(args, stdin);
  }

  async #signedIn(
    path: string,
    revoke: (cookie: string) => Promise<number>,
    more: (visitor: Visitor) => Promise<void> = () => Promise.resolve(),
    restore: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Revocation> {
    const visitor = new Visitor();
    await visitor.signIn(eve.name, eve.password);
    await more(visitor);
    const cookie = visitor.jar.header();
    return { cookie, path, revoke: () => revoke(cookie), restore };
  }

  #byCommand(
    name: string,
    path: string,
    args: readonly string[],
    restore: () => Promise<unknown>,
    stdin = '',
  ): Way {
    return {
      name,
      prepare: () => this.#signedIn(path, () => this.#command(args, stdin), undefined, restore),
    };
  }

  /** Runs it; the moment is that of its first entry in the audit log, written as soon as it is done: the command itself ends later. */
  async #command(args: readonly string[], stdin = ''): Promise<number> {
    const before = await this.#sql('select coalesce(max(number), 0) from audit_events');
    await this.#run(args, stdin);
    const ended = Date.now();
    const at = Number(
      await this.#sql(
        `select min(at) * 1000 from audit_events where number > ${before} and event ->> 'kind' not like 'sign-%'`,
      ),
    );
    assert.ok(at > ended - 30_000 && at <= ended, `in the audit log: ${args.join(' ')}`);
    return at;
  }

  async #sql(query: string): Promise<string> {
    assert.ok(this.#database, 'furnished');
    return this.#database.ask(`${query};`);
  }
}
