import type { Finding, State } from '../../doctor/finding.js';
import type { Scene } from '../../doctor/scene.js';
import type { CommandIo } from '../command-io.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { countOf, formatIsoTime, plainText } from '../plain-text.js';
import { printJson } from '../print.js';

const marks: Readonly<Record<State, string>> = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL', skip: '-   ' };

/** One line for each check, with what it means and how to mend it under those that found something. */
export async function say(
  io: CommandIo,
  { origin, now, closed, open }: Scene,
  findings: readonly Finding[],
  asJson: boolean,
): Promise<CommandResult> {
  const failed = findings.filter(({ state }) => state === 'fail').length;
  const warned = findings.filter(({ state }) => state === 'warn').length;
  if (asJson) {
    const at = formatIsoTime(now);
    await printJson(io, { target: origin, at, closed, open, failed, warned, findings });
  } else {
    await io.out(`${plainText(origin)}\n\n`);
    for (const { state, title, seen, meaning, remedy } of findings) {
      await io.out(`${marks[state]}  ${title}: ${plainText(seen)}\n`);
      if (meaning !== '') await io.out(`      Means:  ${meaning}\n      Remedy: ${remedy}\n`);
    }
    await io.out('\n');
  }
  if (failed > 0) return refused(`${countOf(failed, 'check')} failed.`);
  if (!asJson)
    await io.out(warned === 0 ? 'All is well.\n' : `Nothing failed; ${countOf(warned, 'warning')}.\n`);
  return done;
}
