import { parseColour } from './accent.js';
import type { Look } from './look.js';

type Texts = Readonly<Record<string, string>>;

const longestName = 200;
const longestText = 5000;
const languageTag = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** One `@` with something on both sides, and nothing that a mail header or a link would read otherwise. */
const mailAddress = /^[^\s@<>"'()[\]\\,;:%?&#/]{1,64}@[^\s@<>"'()[\]\\,;:%?&#/]{1,250}$/;

/** An address that pages may link to: http or https, nothing of a user in it. */
function isWebAddress(text: string): boolean {
  if (text.length > 1000 || !/^https?:\/\/[^\s<>"'\\^`{|}]+$/i.test(text)) return false;
  return !/^https?:\/\/[^/?#]*@/i.test(text);
}

/** Where a contact leads; null: it is neither a mail address nor a web address. */
export function contactAddress(contact: string): string | null {
  if (mailAddress.test(contact)) return `mailto:${contact}`;
  return isWebAddress(contact) ? contact : null;
}

function isLine(text: string): boolean {
  return (
    text.trim() === text && text !== '' && text.length <= longestName && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)
  );
}

function checkTexts(texts: Texts | null, what: string): readonly string[] {
  return Object.entries(texts ?? {}).flatMap(([tag, text]) => {
    if (!languageTag.test(tag))
      return [`${what}: “${tag}” is no language tag. Use tags such as en, de or pt-BR.`];
    const isPlain = text.trim() !== '' && text.length <= longestText && !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
    return isPlain ? [] : [`${what} (${tag}): write a plain text of at most ${longestText} characters.`];
  });
}

/** Everything that is wrong with a look, in words; empty: it may be published. */
export function checkLook(look: Look): readonly string[] {
  const { institution, contact, legal, privacy, accent } = look;
  return [
    ...(institution !== null && !isLine(institution)
      ? [`Name: write one line of at most ${longestName} characters.`]
      : []),
    ...(contact !== null && contactAddress(contact) === null
      ? [
          'Contact: write a mail address such as archive@example.org, or an address that begins with https://.',
        ]
      : []),
    ...(legal !== null && !isWebAddress(legal)
      ? ['Legal notice: write an address that begins with https://.']
      : []),
    ...(privacy !== null && !isWebAddress(privacy)
      ? ['Privacy: write an address that begins with https://.']
      : []),
    ...(accent !== null && parseColour(accent) === null
      ? ['Colour: write it as # and six digits of 0–9 and a–f, such as #1b5e57.']
      : []),
    ...checkTexts(look.welcome, 'Welcome text'),
    ...checkTexts(look.signIn, 'Sign-in text'),
  ];
}
