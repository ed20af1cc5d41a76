import type { PageLook } from '../../core/look/page-look.js';
import type { TextKey } from '../../core/texts/english.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import type { HttpProblem } from '../problem.js';
import type { PageVoice } from '../send-page.js';
import { renderLayout } from './layout.js';

export interface ProblemPageProps extends PageVoice {
  readonly look: PageLook;
  /** Shown to somebody who only looks at it. */
  readonly sample?: boolean;
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

/** The program's own words are English: beside the language of the page they are marked as such. */
function explain({ language, speak, problem }: ProblemPageProps): Html {
  if (problem.told !== null) return html`<p>${problem.told}</p>`;
  const known = words[problem.status];
  if (known !== undefined) return html`<p>${speak(known.text)}</p>`;
  const own = sentence(problem.message);
  return language === 'en'
    ? html`<p>${own}</p>`
    : html`<p>${speak('problem.other')}</p><p lang="en">${own}</p>`;
}

/** A problem as people read it: what happened, what to do, and the name of it for whoever they ask. */
export function renderProblemPage(props: ProblemPageProps): Html {
  const { speak, problem } = props;
  const body = html`${explain(props)}
    <p><a href="/">${speak('done.home')}</a></p>
    <p class="quiet"><code>${problem.status} ${problem.code}</code></p>`;
  return renderLayout({ ...props, title: speak(words[problem.status]?.title ?? 'problem.title'), body });
}
