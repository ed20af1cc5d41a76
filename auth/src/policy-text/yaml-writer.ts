/** Values that policies are written with. `word` is written as it is. */
export type YamlValue =
  | string
  | number
  | boolean
  | { readonly word: string }
  | readonly YamlValue[]
  | YamlMap;

/** A mapping in the order of its entries; null values are left out. */
export interface YamlMap {
  readonly entries: readonly (readonly [string, YamlValue | null])[];
  /** One line, `{ a: b }`, rather than a line per entry. */
  readonly inline: boolean;
}

/** Writes a mapping as YAML 1.2. Texts that could be taken for something else are quoted as in JSON. */
export function writeYaml(map: YamlMap): string {
  return `${block(map, '')}\n`;
}

function block(map: YamlMap, indent: string): string {
  return present(map)
    .map(([key, value]) => `${indent}${blockKey(key, indent)}${blockValue(value, indent)}`)
    .join('\n');
}

/** Without the `? `, a key may be at most 1024 characters long. */
function blockKey(key: string, indent: string): string {
  const written = text(key);
  return written.length > 1000 ? `? ${written}\n${indent}:` : `${written}:`;
}

function blockValue(value: YamlValue, indent: string): string {
  const deeper = `${indent}  `;
  if (isMap(value) && !value.inline && present(value).length > 0) return `\n${block(value, deeper)}`;
  if (isList(value) && value.length > 0 && value.every(isMap))
    return `\n${value.map((item) => `${deeper}- ${inline(item)}`).join('\n')}`;
  return ` ${inline(value)}`;
}

function inline(value: YamlValue): string {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.length === 0 ? '[]' : `[ ${value.map(inline).join(', ')} ]`;
  if (!isMap(value)) return value.word;
  const entries = present(value).map(([key, entry]) => `${text(key)}: ${inline(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function present(map: YamlMap): readonly (readonly [string, YamlValue])[] {
  return map.entries.filter((entry): entry is readonly [string, YamlValue] => entry[1] !== null);
}

function isMap(value: YamlValue): value is YamlMap {
  return typeof value === 'object' && 'entries' in value && !isList(value);
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function text(value: string): string {
  const safe =
    /^[A-Za-z/][A-Za-z0-9_/.@-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return safe ? value : JSON.stringify(value);
}
