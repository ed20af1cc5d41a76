import { html, type Html } from '../http/html.js';
import type { Examination } from './examination.js';
import type { Finding, State } from './finding.js';

const marks: Readonly<Record<State, string>> = { ok: '✓', warn: '!', fail: '✗', skip: '–' };
const words: Readonly<Record<State, string>> = {
  ok: 'well',
  warn: 'worth a look',
  fail: 'wrong',
  skip: 'not tried',
};

function renderFinding({ id, title, state, seen, meaning, remedy }: Finding): Html {
  return html`<li class="${state}" id="${id}">
    <strong><span aria-hidden="true">${marks[state]}</span> ${title}</strong>
    <span class="quiet">${words[state]}: ${seen}</span>
    ${meaning !== '' && html`<br />What it means: ${meaning}<br />What to do: ${remedy}`}
  </li>`;
}

/** What is wrong first, the rest in the order of a visit. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  const rank: Readonly<Record<State, number>> = { fail: 0, warn: 1, ok: 2, skip: 3 };
  return findings.toSorted((a, b) => rank[a.state] - rank[b.state]);
}

/** One sentence about all of it. */
export function sayOutcome({ failed, warned, findings }: Examination): string {
  const tried = `${findings.length} things tried`;
  if (failed > 0) return `${tried}, ${failed} wrong, ${warned} worth a look.`;
  return warned > 0 ? `${tried}, nothing wrong, ${warned} worth a look.` : `${tried}, all is well.`;
}

/** The findings as a list, for a page that has a frame. */
export function renderFindings(examination: Examination): Html {
  return html`<ul class="findings">
    ${sorted(examination.findings).map(renderFinding)}
  </ul>`;
}

/** A whole page that can be kept, sent or published: no script, nothing loaded from anywhere. */
export function renderReport(examination: Examination): Html {
  const at = new Date(examination.at * 1000).toISOString();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>IIIF authorization report: ${examination.target}</title>
        <style>
          body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
          ul { list-style: none; padding: 0; }
          li { border-left: 0.4rem solid gray; padding: 0.3rem 0.8rem; margin: 0.6rem 0; }
          li.fail { border-color: #c0392b; }
          li.warn { border-color: #d68910; }
          li.ok { border-color: #1e8449; }
        </style>
      </head>
      <body>
        <h1>IIIF authorization report</h1>
        <p>
          <strong>${examination.target}</strong>, ${at}<br />
          ${sayOutcome(examination)}
        </p>
        ${renderFindings(examination)}
        <p>
          Made by <code>gatehouse doctor</code>, which plays a viewer of IIIF Authentication 1.0 and Authorization Flow 2.0, and
          an attacker.
        </p>
      </body>
    </html>`;
}
