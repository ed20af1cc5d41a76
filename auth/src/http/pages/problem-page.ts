import type { Speak } from '../../core/texts/catalogue.js';
import type { TextKey } from '../../core/texts/english.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import type { HttpProblem } from '../problem.js';
import { renderLayout } from './layout.js';

export interface ProblemPageProps {
  readonly language: string;
  readonly speak: Speak;
  readonly institution: string;
  readonly problem: HttpProblem;
}

const words: Readonly<Record<number, { readonly title: TextKey; readonly text: TextKey }>> = {
  403: { title: 'problem.forbiddenTitle', text: 'problem.forbidden' },
  404: { title: 'problem.missingTitle', text: 'problem.missing' },
  503: { title: 'problem.awayTitle', text: 'problem.away' },
};

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** A problem as people read it: what happened, what to do, and the name of it for whoever they ask. */
export function renderProblemPage({ language, speak, institution, problem }: ProblemPageProps): Html {
  const known = words[problem.status];
  const title = speak(known?.title ?? 'problem.title');
  const text = known === undefined ? sentence(problem.message) : speak(known.text);
  const body = html`<p>${text}</p>
    <p><a href="/">${speak('done.home')}</a></p>
    <p class="quiet"><code>${problem.status} ${problem.code}</code></p>`;
  return renderLayout({ language, title, institution, body });
}
