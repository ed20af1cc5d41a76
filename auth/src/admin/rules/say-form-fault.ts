import type { PolicyFault, PolicyPath } from '../../core/policy/policy-fault.js';
import { shortenQuotes } from '../../core/shorten-quotes.js';

/** What forms call the keys of the document. */
const labels: Readonly<Record<string, string>> = {
  max_edge: 'Long edge',
  quality: 'Colour',
  valid: 'Counts for',
  version: 'Version',
  title: 'Title',
  text: 'Terms',
  who: 'Who',
  and: 'And',
  tier: 'Sees',
  max: 'At most',
  from: 'From',
  until: 'Until',
  except: 'Except for',
  agree: 'Agreement',
  reason: 'Reason',
  contact: 'Whom to ask for access',
  label: 'Button that leads to the sign-in',
  header: 'Heading',
  description: 'What is asked, and why',
  confirm: 'Button that goes on',
  failure_header: 'Heading when it did not help',
  failure_description: 'What to do then',
};

/** Remedies that speak of the document, and what to do in a form instead. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /^Give it max_edge or quality.*$/,
    'Write a long edge or choose Grey; for everything there is “Everything”.',
  ],
  [/^Write it as 30d, 12h or 45m\.$/, 'Write a whole number and choose its unit.'],
  [/^Write it per language: .*$/, 'Write it in one language at least.'],
  [/^Define it under \w+/, 'Make it under Settings'],
  [/"(?=[0-9a-f:]+\/\d)|(?<=\/\d+)"/g, ''],
];

/** Something that makes rules unusable, for whoever filled a form: fields by their labels, no keys, no signs of YAML. */
export function sayFormFault({ path, message, remedy }: PolicyFault): string {
  const place = sayPlace(path, message);
  const key = path.findLast((part) => typeof part === 'string' && Object.hasOwn(labels, part));
  const said =
    key !== undefined && message.startsWith(`${key} `) ? `this${message.slice(String(key).length)}` : message;
  const done = remedies.reduce((text, [yaml, words]) => text.replace(yaml, words), remedy);
  return `${place === '' ? '' : `${place}: `}${shortenQuotes(said)}. ${done}`;
}

function sayPlace(path: PolicyPath, message: string): string {
  const [section, name] = path;
  const inner = path.slice(2);
  const at = inner.findIndex((part) => typeof part === 'string' && Object.hasOwn(labels, part));
  const label = at === -1 ? '' : (labels[String(inner[at])] ?? '');
  const language = at === -1 || inner[at + 1] === undefined ? '' : ` (${inner[at + 1]})`;
  if (section === 'folders') return [name, ...(label === '' ? [] : [`${label}${language}`])].join(', ');
  if (label !== '') return `${label}${language}`;
  if (section === 'places' && (inner.length > 0 || message.endsWith('has no addresses'))) return 'Addresses';
  if (message.endsWith('limits nothing')) return 'Long edge, colour';
  return name === undefined ? '' : 'Name';
}
