import { html, type Html } from '../../http/html.js';

export interface WindowSampleProps {
  /** What the sample is of, for people and screen readers. */
  readonly name: string;
  readonly language: string;
  readonly institution: string;
  readonly title: string;
  readonly body: Html;
}

/** A page of the sign-in window, small and inert, on a page of the administration. */
export function renderWindowSample({ name, language, institution, title, body }: WindowSampleProps): Html {
  return html`<figure class="window">
    <figcaption class="quiet">${name}</figcaption>
    <div class="frame" lang="${language}" inert>
      <p class="brand">${institution}</p>
      <div class="sheet">
        <p class="title">${title}</p>
        ${body}
      </div>
    </div>
  </figure>`;
}
