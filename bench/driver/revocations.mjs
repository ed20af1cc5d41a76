import { browser, cookies } from './browser.mjs';
import { compose, containers } from './docker.mjs';
import { say } from './say.mjs';
import { applyPolicy } from './stack.mjs';
import { spread } from './statistics.mjs';
import { tail } from './tiles.mjs';

const at = 'proxy:8080';

/** Signs sessions out one after the other while their tile is being asked for. */
async function signOuts(load, { closed }, sessions) {
  const tries = [];
  for (const session of sessions) {
    const path = `/iiif/images/${closed.id}/${tail(closed.tiles[tries.length % closed.tiles.length])}`;
    tries.push(
      await load.order('revoke', { at, path, headers: { ...browser, Cookie: cookies(null) }, cookie: cookies(session), signOutAt: at }),
    );
  }
  return {
    toFirstRefusal: spread(tries.map(({ sinceSent }) => sinceSent)),
    toLastServed: spread(tries.map(({ servedSinceSent }) => servedSinceSent)),
    servedAfterAnswer: tries.filter(({ servedSinceAnswered }) => servedSinceAnswered > 0).length,
    lastServedAfterAnswer: spread(tries.map(({ servedSinceAnswered }) => servedSinceAnswered)),
  };
}

/** New rules on the command line: from its message to the first answer that follows them, closing and opening in turn. */
async function policyChanges(load, { closed, sessions }, count) {
  const effects = [];
  const commands = [];
  const path = `/iiif/images/${closed.id}/${tail(closed.tiles[0])}`;
  const headers = { ...browser, Cookie: cookies(sessions[0]) };
  for (let i = 0; i < count; i += 1) {
    const signedIn = i % 2 === 1;
    const watching = load.order('watch', { at, path, headers, from: signedIn ? 401 : 200, withinMs: 20_000 });
    const began = Date.now();
    const command = await applyPolicy(signedIn);
    const seen = await watching;
    if (seen.at === null) throw new Error('new rules had no effect in 20 s');
    effects.push(seen.at - command.saidAt);
    commands.push(command.endedAt - began);
  }
  return { sinceMessage: spread(effects), command: spread(commands) };
}

/** Time from revocation to refusal, with one replica of the auth service and with two. All in ms. */
export async function measureRevocations(load, world, { tries, changes, replicas }) {
  say('revocation');
  const sessions = [...world.sessions.slice(1)];
  const one = await signOuts(load, world, sessions.splice(0, tries));
  const policy = await policyChanges(load, world, changes);
  if (!replicas) return { one, policy };
  say('revocation with two replicas');
  await compose('up', '-d', '--no-recreate', '--no-deps', '--scale', 'auth=2', '--wait', 'auth');
  // The proxy looks for new replicas every 2 s.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const count = (await containers()).auth.length;
  const two = await signOuts(load, world, sessions.splice(0, tries));
  return { one, two, replicas: count, policy };
}
