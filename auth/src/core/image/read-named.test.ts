import { describe, expect, it } from '@jest/globals';
import { readNamed } from './read-named.js';

const site = 'https://images.example.org:8443';
const read = (text: string): unknown => {
  const named = readNamed(text, site);
  return named.ok ? `${named.value.kind} ${named.value.path}` : named.error;
};

describe('what an address names', () => {
  it('is an image, folder or file of ours, on whichever port', () => {
    expect(read(`${site}/iiif/images/a!b.jp2/full/max/0/default.jpg`)).toBe('image a/b.jp2');
    expect(read('http://IMAGES.example.org:8080/iiif/manifests/a!b')).toBe('folder a/b');
    expect(read('/iiif/files/a!b.pdf')).toBe('file a/b.pdf');
    expect(read(`${site}/iiif/collections`)).toBe('folder ');
    expect(read('a!b.jp2')).toBe('image a/b.jp2');
  });

  it('is what the hosted viewer shows, and what a probe is asked about', () => {
    const manifest = encodeURIComponent(`${site}/iiif/manifests/a!b`);
    expect(read(`${site}/view/?manifest=${manifest}`)).toBe('folder a/b');
    expect(read(`/view/?canvas=x&manifest=${manifest}#page`)).toBe('folder a/b');
    expect(read(`${site}/iiif-auth2/probe/service/a!b.jp2`)).toBe('image a/b.jp2');
    expect(read(`${site}/iiif-auth2/probe/file/a!b.pdf?x=1`)).toBe('file a/b.pdf');
  });

  it('is nothing of ours on another host, wherever that stands', () => {
    const foreign = /^This address belongs to another host, "example\.com"/;
    expect(read('https://example.com/iiif/images/a!b.jp2/info.json')).toMatch(foreign);
    expect(read('https://images.example.org@example.com/iiif/images/a.jp2')).toMatch(foreign);
    expect(read(`/view/?manifest=${encodeURIComponent('https://example.com/iiif/manifests/a')}`)).toMatch(
      foreign,
    );
  });

  it('is said to be nothing, where it is', () => {
    expect(read(`${site}/view/`)).toMatch(/^This is no address/);
    expect(read(`${site}/view/?canvas=1`)).toMatch(/names no manifest/);
    expect(read(`/view/?manifest=${encodeURIComponent('/view/?manifest=x')}`)).toMatch(/names no manifest/);
    expect(read(`${site}/iiif-auth2/probe/service/..`)).toMatch(/names no image/);
  });
});
