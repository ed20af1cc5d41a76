/** A form as a browser understands it: where it goes, and what its hidden and filled fields hold. */
export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** What a browser makes of the escapes that our pages use. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** An attribute of a tag; null when it is not there. */
export function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : unescapeHtml(found);
}

/** The first form of a page (contract 3: the sign-in form is the first). */
export function readForm(page: string, target: string): Form {
  const form = /<form\b[^>]*>[\s\S]*?<\/form>/.exec(page)?.[0];
  if (form === undefined) throw new Error(`no form in: ${page}`);
  const inputs = form.match(/<input\b[^>]*>/g) ?? [];
  const fields = inputs.map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? '']);
  return { action: attribute(form, 'action') ?? target, fields: Object.fromEntries(fields) };
}
