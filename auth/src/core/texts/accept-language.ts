/** The tags of an `Accept-Language` header in the order of preference, lower case; refused ones (`q=0`) and `*` are out. */
export function readAcceptLanguage(header: string): readonly string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = Number(/^\s*q=([01](?:\.\d{1,3})?)$/.exec(parameters.join(';'))?.[1] ?? '1');
      return { tag: tag.trim(), quality, index };
    })
    .filter(({ tag, quality }) => quality > 0 && /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/.test(tag))
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
    .map(({ tag }) => tag);
}
