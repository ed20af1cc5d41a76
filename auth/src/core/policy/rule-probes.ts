import { type ImagePath, toImagePath } from '../image/image-path.js';
import type { Policy } from './model.js';
import { patternOfRule } from './rule-memo.js';

/**
 * Made-up images, one in each place that a rule speaks of: so that a rule for a folder that holds no image yet is not
 * overlooked when two policies are compared.
 */
export function listRuleProbes(policies: readonly Policy[]): readonly ImagePath[] {
  const paths = new Set<string>(['any.jp2']);
  for (const { folders } of policies)
    for (const rule of folders) {
      const pattern = patternOfRule(rule);
      if (!pattern.ok) continue;
      const names = pattern.value.segments.map((segment) => {
        if (segment.kind === 'text') return segment.text;
        return segment.kind === 'deep'
          ? 'x'
          : segment.tokens.map((token) => (typeof token === 'string' ? 'x' : token.char)).join('');
      });
      paths.add([...names, 'any.jp2'].join('/'));
      // Without a dot it can't be the name of an image.
      if (names.at(-1)?.includes('.') === true) paths.add(names.join('/'));
    }
  return [...paths].map(toImagePath).flatMap((path) => (path.ok ? [path.value] : []));
}
