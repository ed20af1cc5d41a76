import { formatIsoTime, countOf, plainText } from '../plain-text.js';
import type { Examination } from '../../doctor/examination.js';
import type { State } from '../../doctor/finding.js';
import type { CommandIo } from '../command-io.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { printJson } from '../print.js';

const marks: Readonly<Record<State, string>> = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL', skip: '-   ' };

/**
 * One line for each check, with what it means and how to mend it under those that found something.
 * @param asJson null: nothing of that, another report was made
 */
export async function say(
  io: CommandIo,
  examination: Examination,
  asJson: boolean | null,
): Promise<CommandResult> {
  const { target, at, closed, open, failed, warned, findings } = examination;
  if (asJson === true)
    await printJson(io, { target, at: formatIsoTime(at), closed, open, failed, warned, findings });
  if (asJson === false) {
    await io.out(`${plainText(target)}\n\n`);
    for (const { state, title, seen, meaning, remedy } of findings) {
      await io.out(`${marks[state]}  ${title}: ${plainText(seen)}\n`);
      if (meaning !== '') await io.out(`      Means:  ${meaning}\n      Remedy: ${remedy}\n`);
    }
    await io.out('\n');
  }
  if (failed > 0) return refused(`${countOf(failed, 'check')} failed.`);
  if (asJson === false)
    await io.out(warned === 0 ? 'All is well.\n' : `Nothing failed; ${countOf(warned, 'warning')}.\n`);
  return done;
}
