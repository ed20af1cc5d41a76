/** `encodeURIComponent` would leave `!*'()` as they are. */
function encodeCharacter(character: string): string {
  return character < '\u0080'
    ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
    : encodeURIComponent(character);
}

/** Joins the segments with `!` and percent-encodes, in UTF-8, each character that may not stay. */
export function encodePath(path: string, staysRaw: (character: string) => boolean): string {
  const encode = (character: string): string =>
    staysRaw(character) ? character : encodeCharacter(character);
  return path
    .split('/')
    .map((name) => Array.from(name, encode).join(''))
    .join('!');
}
