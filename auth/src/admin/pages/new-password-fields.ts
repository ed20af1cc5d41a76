import { describedBy } from './problem-list.js';
import { type Html, html } from '../../http/html.js';

export interface NewPasswordWords {
  readonly password: string;
  readonly repeat: string;
}

/** A new password and the same again; the server judges it, the bounds only spare a journey. */
export function newPasswordFields(
  { password, repeat }: NewPasswordWords,
  focus: boolean,
  problems: readonly string[],
): Html {
  return html`<label for="password">${password}</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="new-password"
        required
        minlength="8"
        maxlength="128"
        ${focus && html`autofocus`}
        ${describedBy(problems)}
      />
      <label for="repeat">${repeat}</label>
      <input type="password" id="repeat" name="repeat" autocomplete="new-password" required maxlength="128" ${describedBy(problems)} />`;
}
