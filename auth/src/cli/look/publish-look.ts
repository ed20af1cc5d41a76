import { checkLook } from '../../core/look/check-look.js';
import { type Look, plainLook } from '../../core/look/look.js';
import { sayAccent } from '../../core/look/say-accent.js';
import { listLookChanges, sayLookChange } from '../../core/look/say-look-change.js';
import type { Work } from '../cli.js';
import { type CommandResult, done, refused } from '../command-result.js';

const tries = 5;

/** Changes the look as it is now, and publishes it; again where somebody was faster, since parts are changed, not all. */
export async function publishLook(work: Work, change: (look: Look) => Look): Promise<CommandResult> {
  const { stores, record, io } = work;
  for (let count = 0; count < tries; count++) {
    const version = await stores.looks.current();
    const before = version?.look ?? plainLook;
    const after = change(before);
    const problems = checkLook(after);
    if (problems.length > 0) return refused(...problems);
    if (listLookChanges(before, after).length === 0) {
      await io.out('The look is so already.\n');
      return done;
    }
    const published = await stores.looks.publish(after, version?.number ?? 0, 'command line');
    if (published === null) continue;
    await record({ kind: 'look-changed', ...sayLookChange(before, after) });
    for (const words of after.accent === null ? [] : sayAccent(after.accent)) await io.out(`${words}\n`);
    await io.out(`Published as version ${published.number}.\n`);
    return done;
  }
  return refused('Somebody else publishes looks all the time. Try again.');
}
