import type { Audience, Grant } from './model.js';

/** Whom a list of grants names, as far as telling people apart goes. */
export interface NamedInGrants {
  /** Of users whom the list treats alike, the first two. */
  readonly users: readonly string[];
  readonly places: readonly string[];
}

export const nobodyNamed: NamedInGrants = { users: [], places: [] };

/** Found once per list, so that hundreds of users in it cost a decision no more than a few. */
export function nameInGrants(grants: readonly Grant[]): NamedInGrants {
  const places = new Set<string>();
  /** User name → what the list says of them, with their own name left out. */
  const said = new Map<string, string>();
  for (const grant of grants) {
    for (const one of [grant.who, grant.and]) if (one?.kind === 'place') places.add(one.name);
    for (const name of usersOf(grant)) said.set(name, `${said.get(name) ?? ''}${withoutName(grant, name)}\n`);
  }
  const seen = new Map<string, number>();
  const users = [...said].flatMap(([name, text]) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count <= 2 ? [name] : [];
  });
  return users.length + places.size === 0 ? nobodyNamed : { users, places: [...places] };
}

function usersOf({ who, and }: Grant): ReadonlySet<string> {
  return new Set([who, and].flatMap((one) => (one?.kind === 'user' ? [one.name] : [])));
}

function withoutName(grant: Grant, name: string): string {
  const blank = (one: Audience | null): Audience | null =>
    one?.kind === 'user' && one.name === name ? { kind: 'user', name: '' } : one;
  return JSON.stringify([
    blank(grant.who),
    blank(grant.and),
    grant.tier,
    grant.from,
    grant.until,
    grant.agree,
  ]);
}
