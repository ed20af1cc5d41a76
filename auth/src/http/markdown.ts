import { type Html, html } from './html.js';

const inline =
  /\*\*(?=\S)(.+?)\*\*|\*(?=\S)([^*]+?)\*|\[([^\]]{1,500})\]\(((?:https?:\/\/|mailto:)[^\s()<>"]{1,1000})\)/s;

function joined(parts: readonly Html[]): Html {
  return html`${parts}`;
}

/** Emphasis and links; everything else is text. */
function renderInline(text: string): Html {
  const found = inline.exec(text);
  if (found === null) return html`${text}`;
  const [whole, strong, emphasis, label = '', target = ''] = found;
  const middle =
    strong !== undefined
      ? html`<strong>${renderInline(strong)}</strong>`
      : emphasis !== undefined
        ? html`<em>${renderInline(emphasis)}</em>`
        : html`<a href="${target}" target="_blank" rel="noreferrer">${renderInline(label)}</a>`;
  const before = text.slice(0, found.index);
  return html`${before}${middle}${renderInline(text.slice(found.index + whole.length))}`;
}

function listItems(lines: readonly string[], mark: RegExp): Html | null {
  if (!lines.every((line) => mark.test(line))) return null;
  return joined(lines.map((line) => html`<li>${renderInline(line.replace(mark, ''))}</li>`));
}

function renderBlock(block: string): Html {
  const lines = block.split('\n').map((line) => line.trim());
  const heading = /^#{1,3}\s+(.+)$/.exec(block.trim());
  if (heading !== null && lines.length === 1) return html`<h2>${renderInline(heading[1] ?? '')}</h2>`;
  const bullets = listItems(lines, /^[-*]\s+/);
  if (bullets !== null)
    return html`<ul>
      ${bullets}
    </ul>`;
  const numbers = listItems(lines, /^\d{1,3}[.)]\s+/);
  if (numbers !== null)
    return html`<ol>
      ${numbers}
    </ol>`;
  return html`<p>${renderInline(lines.join(' '))}</p>`;
}

/**
 * A small part of Markdown as markup: paragraphs, headings, lists, `**strong**`, `*emphasis*` and links to http(s) and
 * mail addresses. Every piece of text passes the `html` tag: nothing that an administrator writes becomes markup of its own.
 */
export function renderMarkdown(text: string): Html {
  const blocks = text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n/);
  return joined(blocks.filter((block) => block.trim() !== '').map(renderBlock));
}
