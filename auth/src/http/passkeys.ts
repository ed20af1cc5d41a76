import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Passkey } from '../core/identity/passkey.js';
import type { PasskeyStore } from '../core/identity/passkey-store.js';
import type { UserStore } from '../core/identity/user-store.js';
import type { User } from '../core/identity/user.js';
import { epochSeconds, type EpochSeconds } from '../core/time.js';
import type { OneTimeChallenges } from './one-time-challenge.js';

/** Passkeys (WebAuthn, discoverable, always with the device's own lock): two factors in one. */
export interface Passkeys {
  /** False where browsers allow none: an address without a host name. */
  readonly available: boolean;
  /** Whether anybody here has one. */
  readonly isUsed: () => Promise<boolean>;
  /** What the browser needs to make one, as JSON. */
  readonly registrationOptions: (user: User, formToken: string) => Promise<string>;
  /** Keeps what the browser made; false: it is not what was asked for. */
  readonly register: (user: User, response: string, name: string, formToken: string) => Promise<boolean>;
  /** What the browser needs to show one, as JSON. */
  readonly signInOptions: (formToken: string) => Promise<string>;
  /** Whose passkey the browser showed; null: nobody's who may sign in. */
  readonly signIn: (response: string, formToken: string) => Promise<User | null>;
}

export interface PasskeyDeps {
  readonly passkeys: PasskeyStore;
  readonly users: UserStore;
  readonly challenges: OneTimeChallenges;
  readonly clock: () => EpochSeconds;
  /** The configured PUBLIC_URL: what browsers bind passkeys to. */
  readonly publicUrl: string;
  readonly institution: () => string;
}

const longestName = 60;
const signInScope = 'passkey-sign-in';
const registrationScope = (user: User): string => `passkey-for ${user.id}`;
const textOf = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('utf8');
// The library wants an array of a buffer that nobody shares.
const bytesOf = (text: string, encoding: BufferEncoding): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(text, encoding));

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Runs a check of the library's: it throws at what browsers never send. */
async function orNull<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch (thrown) {
    if (thrown instanceof Error) return null;
    throw thrown;
  }
}

export function createPasskeys(deps: PasskeyDeps): Passkeys {
  const { passkeys, users, challenges, clock, institution } = deps;
  const { hostname: rpID, origin: expectedOrigin } = new URL(deps.publicUrl);

  async function register(user: User, text: string, name: string, formToken: string): Promise<boolean> {
    const response = parseObject(text);
    if (response === null) return false;
    const verified = await orNull(async () =>
      verifyRegistrationResponse({
        response: response as never,
        expectedChallenge: async (challenge) =>
          challenges.take(textOf(challenge), registrationScope(user), formToken),
        expectedOrigin,
        expectedRPID: rpID,
        requireUserVerification: true,
      }),
    );
    if (verified?.verified !== true) return false;
    const { credential } = verified.registrationInfo;
    return passkeys.add({
      id: credential.id,
      user: user.id,
      name: name.trim().slice(0, longestName) || 'Passkey',
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: (credential.transports ?? []).slice(0, 8).map(String),
      createdAt: epochSeconds(clock()),
      lastUsedAt: null,
    });
  }

  async function isShown(passkey: Passkey, response: unknown, formToken: string): Promise<number | null> {
    const verified = await orNull(async () =>
      verifyAuthenticationResponse({
        response: response as never,
        expectedChallenge: async (challenge) => challenges.take(textOf(challenge), signInScope, formToken),
        expectedOrigin,
        expectedRPID: rpID,
        requireUserVerification: true,
        credential: {
          id: passkey.id,
          publicKey: bytesOf(passkey.publicKey, 'base64url'),
          counter: passkey.counter,
        },
      }),
    );
    return verified?.verified === true ? verified.authenticationInfo.newCounter : null;
  }

  return {
    available: !/^\[|^\d+(?:\.\d+){3}$/.test(rpID),
    isUsed: async () => passkeys.isUsed(),
    register,
    async registrationOptions(user, formToken) {
      const known = await passkeys.listOf(user.id);
      const options = await generateRegistrationOptions({
        rpName: institution(),
        rpID,
        userName: user.name,
        userID: bytesOf(user.id, 'utf8'),
        userDisplayName: user.displayName,
        challenge: challenges.issue(registrationScope(user), formToken),
        attestationType: 'none',
        excludeCredentials: known.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      return JSON.stringify(options);
    },
    async signInOptions(formToken) {
      const options = await generateAuthenticationOptions({
        rpID,
        challenge: challenges.issue(signInScope, formToken),
        userVerification: 'required',
      });
      return JSON.stringify(options);
    },
    async signIn(text, formToken) {
      const response = parseObject(text);
      const passkey = typeof response?.['id'] === 'string' ? await passkeys.find(response['id']) : null;
      if (response === null || passkey === null) return null;
      const counter = await isShown(passkey, response, formToken);
      const user = counter === null ? null : await users.findById(passkey.user);
      if (counter === null || user === null || user.disabled) return null;
      await passkeys.noteUse(passkey.id, counter, clock());
      return user;
    },
  };
}
