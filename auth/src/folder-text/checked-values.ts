/** An address of the web as it may stand in a manifest; null: it is none. */
export function readWebAddress(text: string): string | null {
  return /^https?:\/\/[^\s<>"]+$/i.test(text) && URL.canParse(text) ? text : null;
}

/** A rights address; the two homes of such statements spell theirs with http (Presentation 3.0 §3.1). Null: none. */
export function readRights(text: string): string | null {
  const address = readWebAddress(text);
  return address === null
    ? null
    : address.replace(/^https:\/\/(?=creativecommons\.org\/|rightsstatements\.org\/)/i, 'http://');
}

/** A day or a moment as `navDate` wants it; a year or a day alone is its first moment in UTC. Null: none. */
export function readNavDate(text: string): string | null {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?$/.exec(text);
  if (match === null) return null;
  const [, year = '', month = '01', day = '01', time = '00:00', seconds = ':00', zone = 'Z'] = match;
  const moment = `${year}-${month}-${day}T${time}${seconds}${zone}`;
  const isRealDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return isRealDay && !Number.isNaN(Date.parse(moment)) ? moment : null;
}

/** A language as IIIF's maps name it. */
export function isLanguage(text: string): boolean {
  return text === 'none' || /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(text);
}
