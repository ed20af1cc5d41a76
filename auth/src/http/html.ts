/** Markup that is safe to send: made only by the `html` tag, which escapes every value that is not Html itself. */
export class Html {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }
  /** Only `html` and `scriptJson` may call this. */
  static trusted(text: string): Html {
    return new Html(text);
  }
}

type HtmlValue = Html | string | number | readonly Html[] | null | false;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Nobody sees them, and HTML has no place for them: what somebody made of them shows as a sign that stands for nothing. */
const unwritable = /[^\P{Cc}\t\n\r]/gu;

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '').replace(unwritable, '\uFFFD');
}

function render(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return value.map((part) => part.text).join('');
}

/** Template tag: text between is markup, values are escaped (null and false vanish). Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.trusted(
    strings.map((part, index) => (index === 0 ? part : render(values[index - 1] ?? null) + part)).join(''),
  );
}

/** A value as a JavaScript literal inside a script element: nothing survives that an HTML parser or script lexer acts on (A1-4G). */
export function scriptJson(value: unknown): Html {
  const json = JSON.stringify(value ?? null);
  const escaped = json.replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Html.trusted(escaped);
}
