import type { Grant } from '../../core/policy/model.js';
import type { EpochSeconds } from '../../core/time.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { RunningRules } from './rules-of.js';

export interface EditFormsProps {
  readonly action: string;
  readonly formToken: string;
  readonly rules: RunningRules;
  readonly folder: string;
  /** The grants that count here, wherever they are set. */
  readonly inherited: readonly Grant[];
  readonly groups: readonly string[];
  /** In which texts without a language are. */
  readonly language: string;
  readonly write: (time: EpochSeconds) => string;
}

/** A form that leads to a plan. */
export function editForm(props: EditFormsProps, op: string, inside: Html, kind = ''): Html {
  return html`<form method="post" action="${props.action}" class="${kind}">
    <input type="hidden" name="form_token" value="${props.formToken}" />
    <input type="hidden" name="based_on" value="${props.rules.number}" />
    <input type="hidden" name="op" value="${op}" />
    ${inside}
  </form>`;
}
