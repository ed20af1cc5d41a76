import { compilePolicy } from '../../auth/dist/core/policy/compile.js';
import { decide } from '../../auth/dist/core/policy/decide.js';
import { validatePolicy } from '../../auth/dist/core/policy/validate-policy.js';
import { ruleOf, grantTo, policyOf, now } from './rules.mjs';

const rounds = 7;
const perRound = 100_000;

const stranger = { user: null, address: '198.51.100.7', agreements: {} };
const staff = { user: { name: 'tom', groups: ['staff'] }, address: '198.51.100.7', agreements: {} };
const other = { user: { name: 'marek', groups: ['g1'] }, address: '192.0.2.20', agreements: {} };

const count = 500;
const listed = (kind) => Array.from({ length: count }, (_, index) => grantTo({ kind, name: `${kind}${index}` }));
const long = (kind) => {
  const policy = policyOf(1000);
  return { ...policy, folders: [...policy.folders, { ...ruleOf(0), pattern: '/long', grants: listed(kind) }] };
};
const last = { user: { name: `user${count - 1}`, groups: [] }, address: null, agreements: {} };

/** Microseconds of processor time that one decision takes, per shape; the paths go round, so that nothing stays warm by itself. */
export function measureDecisions(sizes, say) {
  const results = [];
  for (const size of sizes) {
    const policy = ready(policyOf(size));
    const paths = (folder) => Array.from({ length: 5000 }, (_, index) => `${folder(index)}/deep/${index}.jp2`);
    const known = paths((index) => `top${((index * 7919) % size) % 300}/folder${(index * 7919) % size}`);
    results.push(measure(`${size} rules, allowed`, size, policy, staff, known));
    results.push(measure(`${size} rules, refused to a stranger`, size, policy, stranger, known));
    results.push(measure(`${size} rules, refused to another account`, size, policy, other, known));
    results.push(measure(`${size} rules, no rule but the root's`, size, policy, stranger, paths(() => 'elsewhere')));
    say(`decided with ${size} rules`);
  }
  const inLong = Array.from({ length: 5000 }, (_, index) => `long/${index}.jp2`);
  for (const kind of ['user', 'group']) {
    const policy = ready(long(kind));
    results.push(measure(`a list of ${count} ${kind}s, refused`, 1001, policy, other, inLong));
    results.push(measure(`a list of ${count} ${kind}s, refused to a stranger`, 1001, policy, stranger, inLong));
    if (kind === 'user') results.push(measure(`a list of ${count} users, allowed to the last`, 1001, policy, last, inLong));
  }
  return results;
}

function ready(policy) {
  const [fault] = validatePolicy(policy);
  if (fault !== undefined) throw new Error(`the rules of the bench are wrong: ${JSON.stringify(fault)}`);
  return compilePolicy(policy);
}

function measure(title, rules, policy, visitor, paths) {
  const runs = title.startsWith('a list') ? perRound / 10 : perRound;
  const samples = [];
  for (let round = 0; round <= rounds; round++) {
    const before = process.cpuUsage();
    for (let at = 0; at < runs; at++) decide(policy, visitor, paths[at % paths.length], now);
    const { user, system } = process.cpuUsage(before);
    if (round > 0) samples.push((user + system) / runs);
  }
  samples.sort((a, b) => a - b);
  const { tier } = decide(policy, visitor, paths[1], now);
  const two = (value) => Math.round(value * 100) / 100;
  return { title, rules, tier, microseconds: two(samples[rounds >> 1]), smallest: two(samples[0]), largest: two(samples.at(-1)) };
}
