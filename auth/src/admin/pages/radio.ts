import { html, type Html } from '../../http/html.js';

export interface RadioProps {
  readonly name: string;
  readonly value: string;
  readonly words: Html | string;
  readonly chosen: boolean;
}

/** One of several answers. */
export function renderRadio({ name, value, words, chosen }: RadioProps): Html {
  const id = `${name}-${value}`;
  return html`<div class="choice">
    ${
      chosen
        ? html`<input type="radio" name="${name}" value="${value}" id="${id}" checked />`
        : html`<input type="radio" name="${name}" value="${value}" id="${id}" />`
    }
    <label for="${id}">${words}</label>
  </div>`;
}
