import type { Policy } from '../core/policy/model.js';
import { type PolicySurroundings, validateInSteps } from '../core/policy/validate-policy.js';
import { err, ok, type Result } from '../core/result.js';
import { atOnce, type Stepwise } from '../core/stepwise.js';
import { createFieldReader, type Field, type FieldReader, mostProblems } from './field-reader.js';
import { formatKey, type PolicyProblem, shortProblem } from './policy-problem.js';
import { readAgreements, readPlaces, readTiers, requireKey } from './read-definitions.js';
import { readFolders } from './read-rules.js';
import { readYaml, type YamlSource } from './yaml-source.js';
import { createZone, type Zone } from './zoned-time.js';

/** What a document is read against. */
export interface PolicyTextContext extends PolicySurroundings {
  /** The installation's time zone, for a document that names none. */
  readonly timezone: string;
  /** See `readYaml`; left out: as much as memory allows. */
  readonly longestOdd?: number;
}

const noContext: PolicyTextContext = { known: null, stackNetworks: [], timezone: 'UTC' };

/** The keys of the document; docs/policy.schema.json has the same. */
export const documentKeys = ['version', 'timezone', 'tiers', 'places', 'agreements', 'folders'] as const;

/** Reads a policy from YAML (contract 4), or tells everything that is wrong with it, in the order of lines. */
export function parsePolicyText(
  text: string,
  context: PolicyTextContext = noContext,
): Result<Policy, readonly PolicyProblem[]> {
  return atOnce(parseInSteps(text, context));
}

/** The same, for documents with very many rules. */
export function* parseInSteps(
  text: string,
  context: PolicyTextContext = noContext,
): Stepwise<Result<Policy, readonly PolicyProblem[]>> {
  const source = yield* readYaml(text, context.longestOdd);
  if (!source.ok) return err(source.error.map(shortProblem));
  const problems: PolicyProblem[] = [];
  const reader = createFieldReader(problems);
  const policy = yield* readPolicy(reader, source.value, context);
  // What can't be read is noted once, not again for what it lacks.
  const unread = problems.map(({ key }) => key);
  const faults = yield* validateInSteps(policy, context);
  const isCut = problems.length >= mostProblems || faults.length > mostProblems;
  for (const { path, message, remedy } of faults.slice(0, mostProblems)) {
    const key = formatKey(path);
    if (unread.some((noted) => noted === key || noted.startsWith(`${key}[`) || noted.startsWith(`${key}.`)))
      continue;
    problems.push({ line: source.value.lineAt(path), key, message, remedy });
  }
  if (problems.length === 0) return ok(policy);
  const sorted = problems.map(shortProblem).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return err(isCut ? [...sorted, furtherProblems] : sorted);
}

const furtherProblems: PolicyProblem = {
  line: null,
  key: '',
  message: `there are more than the ${mostProblems} problems told here`,
  remedy: 'Mend these, then check again.',
};

function* readPolicy(reader: FieldReader, source: YamlSource, context: PolicyTextContext): Stepwise<Policy> {
  const root: Field = { path: [], node: source.root, line: 1 };
  const keys = reader.keys(root, documentKeys);
  const version = requireKey(reader, root, keys, 'version', (field) => reader.whole(field));
  const versionField = keys.get('version');
  if (version !== null && version !== 1 && versionField !== undefined)
    reader.note(versionField, `version ${version} of the rule language is not known`, 'Write version: 1.');
  const { timezone, zone } = readZone(reader, keys.get('timezone') ?? root, keys.has('timezone'), context);
  const section = <T>(key: string, read: (field: Field) => readonly T[]): readonly T[] => {
    const field = keys.get(key);
    return field === undefined ? [] : read(field);
  };
  const folders = keys.get('folders');
  return {
    version: 1,
    timezone,
    tiers: section('tiers', (field) => readTiers(reader, field)),
    places: section('places', (field) => readPlaces(reader, field)),
    agreements: section('agreements', (field) => readAgreements(reader, field)),
    folders: folders === undefined ? [] : yield* readFolders(reader, folders, zone),
  };
}

function readZone(
  reader: FieldReader,
  field: Field,
  isThere: boolean,
  context: PolicyTextContext,
): { readonly timezone: string; readonly zone: Zone } {
  const utc: Zone = { parse: () => err('the time zone is unknown'), format: String };
  const timezone = isThere ? reader.text(field) : context.timezone;
  if (timezone === null) return { timezone: 'UTC', zone: utc };
  const zone = createZone(timezone);
  if (zone === null)
    reader.note(field, `there is no time zone "${timezone}"`, 'Write a name such as Europe/Berlin.');
  return { timezone, zone: zone ?? createZone('UTC') ?? utc };
}
