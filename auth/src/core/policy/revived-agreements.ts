import type { Agreement, Policy } from './model.js';

function lasts({ validSeconds }: Agreement): number {
  return validSeconds ?? Number.POSITIVE_INFINITY;
}

/**
 * Agreements under which acceptances that no longer counted would count again: they are valid for longer, or an older
 * version is back. Whoever accepted long ago would be let in, which no comparison of images can show.
 */
export function listRevivedAgreements(before: Policy, after: Policy): readonly string[] {
  const old = new Map(before.agreements.map((agreement) => [agreement.name, agreement]));
  return after.agreements.flatMap((agreement) => {
    const was = old.get(agreement.name);
    const isRevived =
      was !== undefined &&
      (agreement.version < was.version ||
        (agreement.version === was.version && lasts(agreement) > lasts(was)));
    return isRevived ? [agreement.name] : [];
  });
}
