import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Address, parseAddress } from './address.js';

const corpus = new URL('../../../test/corpora/hostile-paths.txt', import.meta.url);

interface HostileLine {
  readonly text: string;
  readonly expectation: string;
  readonly why: string;
}

/** Notation: see the head of the corpus. */
function expand(text: string): string {
  return text
    .replace(/\{REP (\d+) ([^}]*)\}/g, (_, count: string, part: string) => part.repeat(Number(count)))
    .replace(/\{U\+([0-9A-F]{4,6})\}/g, (_, point: string) =>
      String.fromCodePoint(Number.parseInt(point, 16)),
    );
}

function readCorpus(): HostileLine[] {
  return readFileSync(corpus, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [text = '', expectation = '', why = '', ...rest] = line.split('\t');
      if (why === '' || rest.length > 0) throw new Error(`three columns wanted: ${line}`);
      return { text, expectation, why };
    });
}

function targetsOf(text: string): string[] {
  if (text.startsWith('{target}')) return [expand(text.slice('{target}'.length))];
  if (text.startsWith('/')) return [expand(text)];
  return ['info.json', '0,0,256,256/256,/0/default.jpg', 'full/max/0/default.jpg'].map(
    (tail) => `/iiif/images/${expand(text)}/${tail}`,
  );
}

const pathOf = (address: Address): string | null =>
  address.kind === 'root-collection' ? null : address.path;

function parsed(target: string): Address {
  const result = parseAddress(target);
  if (!result.ok) throw new Error(`${target}: ${result.error.code}`);
  return result.value;
}

describe('hostile paths', () => {
  const lines = readCorpus();

  it('are many, and each says what is expected', () => {
    expect(lines.length).toBeGreaterThanOrEqual(170);
    expect(new Set(lines.map((line) => line.text)).size).toBe(lines.length);
    for (const { expectation } of lines) expect(expectation).toMatch(/^(refuse|closed|is:.+)$/);
  });

  it.each(lines)('$text is $expectation: $why', ({ text, expectation }) => {
    for (const target of targetsOf(text)) {
      const result = parseAddress(target);
      const path = result.ok ? pathOf(result.value) : null;
      if (expectation !== 'is:secret/s.jp2') expect(path).not.toBe('secret/s.jp2');
      if (expectation === 'refuse') expect(result).toMatchObject({ ok: false });
      else expect(result).toMatchObject({ ok: true });
      if (expectation === 'closed') expect(['secret/s.jp2', 'open/a.jp2']).not.toContain(path);
      if (expectation.startsWith('is:')) expect(path).toBe(expectation.slice('is:'.length));
    }
  });
});

describe('parseAddress', () => {
  const service = { tier: null, path: 'a/b.jp2', identifier: 'a!b.jp2', query: null };

  it.each([
    ['/iiif/images/a!b.jp2', { ...service, kind: 'image-base', api: 2, base: '/iiif/images/a!b.jp2' }],
    [
      '/iiif/images/a!b.jp2/info.json',
      { ...service, kind: 'image-info', api: 2, base: '/iiif/images/a!b.jp2' },
    ],
    [
      '/iiif/3/images/a!b.jp2/info.json',
      { ...service, kind: 'image-info', api: 3, base: '/iiif/3/images/a!b.jp2' },
    ],
    [
      '/iiif/tiers/preview/images/a!b.jp2/info.json',
      { ...service, kind: 'image-info', api: 2, tier: 'preview', base: '/iiif/tiers/preview/images/a!b.jp2' },
    ],
    [
      '/iiif/3/tiers/grey-2/images/a!b.jp2/info.json',
      { ...service, kind: 'image-info', api: 3, tier: 'grey-2', base: '/iiif/3/tiers/grey-2/images/a!b.jp2' },
    ],
    ['/iiif/manifests/a!b.jp2', { kind: 'manifest', presentation: '3', path: 'a/b.jp2', identifier: 'a!b.jp2', query: null }], // prettier-ignore
    ['/iiif/2/manifests/a/b.jp2', { kind: 'manifest', presentation: '2', path: 'a/b.jp2', identifier: 'a/b.jp2', query: null }], // prettier-ignore
    [
      '/iiif/3/manifests/a',
      { kind: 'manifest', presentation: '3-image3', path: 'a', identifier: 'a', query: null },
    ],
    ['/iiif/collections', { kind: 'root-collection', presentation: '3', query: null }],
    ['/iiif/2/collections?x', { kind: 'root-collection', presentation: '2', query: 'x' }],
    [
      '/iiif/collections/a!c',
      { kind: 'collection', presentation: '3', path: 'a/c', identifier: 'a!c', query: null },
    ],
    [
      '/iiif/2/collections/a',
      { kind: 'collection', presentation: '2', path: 'a', identifier: 'a', query: null },
    ],
    ['/iiif/files/a!x.pdf?', { kind: 'file', path: 'a/x.pdf', identifier: 'a!x.pdf', query: '' }],
  ])('takes %s', (target, expected) => {
    expect(parseAddress(target)).toEqual({ ok: true, value: expected });
  });

  it('takes an image request with its parsed and its raw tail', () => {
    expect(parsed('/iiif/3/images/a%2Fb.jp2/full/%5e!9,9/0/default.jpg?q=1?2')).toMatchObject({
      kind: 'image',
      api: 3,
      path: 'a/b.jp2',
      identifier: 'a%2Fb.jp2',
      base: '/iiif/3/images/a%2Fb.jp2',
      tail: 'full/%5e!9,9/0/default.jpg',
      request: { size: { kind: 'confined', width: 9, height: 9, upscale: true } },
      query: 'q=1?2',
    });
  });

  it('[A1-67] keeps the base URI as it was asked for', () => {
    for (const identifier of ['a!b!c.jp2', 'a/b/c.jp2', 'a%2Fb%2fc.jp2', 'a!b%2Fc.jp2']) {
      expect(parsed(`/iiif/images/${identifier}/info.json`)).toMatchObject({
        base: `/iiif/images/${identifier}`,
        path: 'a/b/c.jp2',
      });
      expect(parsed(`/iiif/images/${identifier}/full/max/0/default.jpg`)).toMatchObject({
        path: 'a/b/c.jp2',
      });
    }
  });

  it('takes names that look like parts of an address, written with !', () => {
    expect(parsed('/iiif/images/x!info.json')).toMatchObject({ kind: 'image-base', path: 'x/info.json' });
    expect(parsed('/iiif/images/a!b!c!d!default.jpg')).toMatchObject({ kind: 'image-base' });
    expect(parsed('/iiif/images/info.json')).toMatchObject({ kind: 'image-base', path: 'info.json' });
  });

  it('has problems with a status, a code and a message that never repeats the target', () => {
    expect(parseAddress('/elsewhere-xyz')).toMatchObject({ error: { status: 404, code: 'unknown_address' } });
    for (const target of [
      '/iiif/manifests/',
      '/iiif/3/manifests/?x',
      '/iiif/collections/',
      '/iiif/2/collections/?x',
      '/iiif/files/',
    ])
      expect(parseAddress(target)).toMatchObject({ error: { status: 404, code: 'nothing_named' } });
    expect(parseAddress('/iiif/collections/a/')).toMatchObject({ error: { status: 400 } });
    expect(parseAddress('xyz')).toMatchObject({ error: { status: 400, code: 'bad_target' } });
    expect(parseAddress(`/iiif/files/${'a/'.repeat(3000)}`)).toMatchObject({ error: { status: 400, code: 'address_too_long' } }); // prettier-ignore
    for (const target of ['/iiif/images/xyz%00', '/iiif/images/xyz/xyz/max/0/default.jpg', '/iiif/xyz']) {
      const result = parseAddress(target);
      expect(result).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^[a-z0-9_]+$/) } });
      expect(JSON.stringify(result)).not.toContain('xyz');
    }
  });

  it('gives the parts of what it accepts back unchanged, and never throws', () => {
    const part = fc.oneof(
      fc.constantFrom('/iiif', '/images/', '/3', '/2', '/tiers/', 'preview', '/manifests/', '/files/', '/collections', 'a', '!', '/', '%2F', '..', '.', '/info.json', '/full/max/0/default.jpg', '?', '%25', '%2e', '%00'), // prettier-ignore
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 9 }),
        fc.constantFrom('', '/iiif/images/', '/iiif/3/images/'),
        (parts, prefix) => {
          // prettier-ignore
          const target = prefix + parts.join('');
          const result = parseAddress(target);
          if (!result.ok) return;
          const address = result.value;
          const query = address.query === null ? '' : `?${address.query}`;
          expect(target.split('?')[0]).not.toMatch(/(^|[!/]|%2f)\.{0,2}([!/]|%2f)(?<!^\/)/i);
          if (address.kind === 'image-base') expect(`${address.base}${query}`).toBe(target);
          if (address.kind === 'image-info') expect(`${address.base}/info.json${query}`).toBe(target);
          if (address.kind === 'image') expect(`${address.base}/${address.tail}${query}`).toBe(target);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('takes long hostile targets in a blink', () => {
    const started = performance.now();
    for (const unit of ['%2F', '!', 'a', '%25', '/', 'default.', '0,']) {
      parseAddress(`/iiif/images/${unit.repeat(200_000)}/info.json`);
      parseAddress(`/iiif/images/${unit.repeat(1000).slice(0, 3000)}/full/max/0/default.jpg`);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
