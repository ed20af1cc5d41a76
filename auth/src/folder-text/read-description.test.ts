import { describe, expect, it } from '@jest/globals';
import { joinDescriptions, readDescription, type ReadDescription } from './read-description.js';

const table = (text: string): ReadDescription => readDescription('metadata.csv', Buffer.from(text));
const yaml = (text: string): ReadDescription => readDescription('manifest.yaml', Buffer.from(text));

describe('metadata.csv', () => {
  it('gives labels, order and metadata, in the order of its rows', () => {
    const { description, problems } = table(
      'file,label,Date,Place@en,Place@de\n2.jp2,Back,1790,Vienna,Wien\n1.jp2,Front,,,\n',
    );
    expect(problems).toEqual([]);
    expect(description.pages.map(({ file, label }) => [file, label])).toEqual([
      ['2.jp2', { none: ['Back'] }],
      ['1.jp2', { none: ['Front'] }],
    ]);
    expect(description.pages[0]?.metadata).toEqual([
      { label: { none: ['Date'] }, value: { none: ['1790'] } },
      { label: { none: ['Place'] }, value: { en: ['Vienna'], de: ['Wien'] } },
    ]);
    expect(description.pages[1]?.metadata).toEqual([]);
  });

  it('is read as spreadsheets write it: mark, semicolons, CRLF, quotes with line breaks, sep=', () => {
    const said = '\uFEFFfile;label@de;Note\r\n1.jp2;"Blatt ""A""; vorn";"one\r\ntwo"\r\n2.jp2;Blatt B;\r\n';
    for (const text of [said, `sep=;\r\n${said.slice(1)}`, said.replaceAll('\r\n', '\r')]) {
      const { description, problems } = table(text);
      expect(problems).toEqual([]);
      expect(description.pages.map(({ label }) => label)).toEqual([
        { de: ['Blatt "A"; vorn'] },
        { de: ['Blatt B'] },
      ]);
      expect(description.pages[0]?.metadata[0]?.value).toEqual({ none: ['one', 'two'] });
    }
  });

  it('is read in Windows-1252 and UTF-16 too', () => {
    const latin = Buffer.from('file;label\n1.jp2;Z\xfcrich\n', 'latin1');
    const wide = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('file\tlabel\n1.jp2\tZürich\n', 'utf16le'),
    ]);
    for (const bytes of [latin, wide])
      expect(readDescription('metadata.csv', bytes).description.pages[0]?.label).toEqual({
        none: ['Zürich'],
      });
  });

  it('has a column for the order, and a row for the folder', () => {
    const { description } = table(
      'file,label,order,viewingDirection,behavior,rights\n.,Book,,right-to-left,paged,https://creativecommons.org/publicdomain/mark/1.0/\na.jp2,A,2\nb.jp2,B,1.5\nc.jp2,C\n',
    );
    expect(description.pages.map(({ file }) => file)).toEqual(['b.jp2', 'a.jp2', 'c.jp2']);
    expect(description).toMatchObject({
      label: { none: ['Book'] },
      viewingDirection: 'right-to-left',
      behavior: ['paged'],
      rights: 'http://creativecommons.org/publicdomain/mark/1.0/',
    });
  });

  it('tells of bad rows by their line, and keeps the good ones', () => {
    const { description, problems } = table(
      'file,label,navDate\n1.jp2,One,1790\n,Nameless,\n1.jp2,Again,\n2.jp2,Two,soon\n3.jp2,x"y,\n4.jp2,a,b,c\n5.jp2,Five,1790-05-31\n',
    );
    expect(problems.map(({ line }) => line).toSorted((a, b) => Number(a) - Number(b))).toEqual([
      3, 4, 5, 6, 7,
    ]);
    expect(description.pages.map(({ file }) => file)).toEqual(['1.jp2', '2.jp2', '5.jp2']);
    expect(description.pages[2]?.navDate).toBe('1790-05-31T00:00:00Z');
  });

  it('keeps what comes before an open quotation mark', () => {
    const { description, problems } = table('file,label\n1.jp2,One\n2.jp2,"Two\n3.jp2,Three\n');
    expect(description.pages.map(({ file }) => file)).toEqual(['1.jp2']);
    expect(problems.map(({ line }) => line)).toEqual([3]);
  });

  it('counts lines inside cells', () => {
    expect(table('file,label\n1.jp2,"a\nb"\n,x\n').problems.map(({ line }) => line)).toEqual([4]);
  });

  it('without a column "file" is one problem, and nothing else', () => {
    expect(table('a,b\n1,2\n')).toMatchObject({ description: { pages: [] }, problems: [{ line: 1 }] });
    expect(table('').problems).toHaveLength(1);
  });
});

describe('manifest.yaml', () => {
  it('says everything that a manifest can say', () => {
    const { description, problems } = yaml(`
label: { en: Estate maps, de: Flurkarten }
summary: Twelve maps.
metadata:
  Date: 1790
  Scale: [ "1:1000", "1:2000" ]
requiredStatement: { label: Attribution, value: { en: Example Archive } }
rights: https://rightsstatements.org/vocab/InC/1.0/
viewingDirection: right-to-left
behavior: [ paged ]
navDate: 1790
thumbnail: 002.jp2
homepage: https://example.org/maps
provider: { id: https://example.org/, label: Example Archive, logo: https://example.org/logo.png }
pages:
  - 002.jp2
  - { file: 001.jp2, label: Cover, metadata: [ { label: { en: Hand }, value: B } ] }
`);
    expect(problems).toEqual([]);
    expect(description).toMatchObject({
      label: { en: ['Estate maps'], de: ['Flurkarten'] },
      metadata: [
        { label: { none: ['Date'] }, value: { none: ['1790'] } },
        { label: { none: ['Scale'] }, value: { none: ['1:1000', '1:2000'] } },
      ],
      rights: 'http://rightsstatements.org/vocab/InC/1.0/',
      viewingDirection: 'right-to-left',
      behavior: ['paged'],
      navDate: '1790-01-01T00:00:00Z',
      thumbnail: '002.jp2',
      pages: [
        { file: '002.jp2', label: null },
        { file: '001.jp2', label: { none: ['Cover'] } },
      ],
    });
  });

  it('tells of what it does not know by its line, and keeps the rest', () => {
    const { description, problems } = yaml(
      'label: Maps\nlabl: Oops\nbehavior: scroll\nrights: mine\npages:\n  - { label: x }\n',
    );
    expect(problems.map(({ line }) => line).toSorted((a, b) => Number(a) - Number(b))).toEqual([2, 3, 4, 6]);
    expect(description.label).toEqual({ none: ['Maps'] });
  });

  it('that is no YAML is a problem with its line', () => {
    expect(yaml('label: [ a\nb: c\n').problems[0]?.line).toBeGreaterThan(0);
    expect(yaml('').problems).toEqual([]);
  });
});

it('both together: manifest.yaml first, property by property', () => {
  const joined = joinDescriptions([
    yaml('label: From YAML\npages: [ b.jp2 ]').description,
    table('file,label\n.,From CSV\na.jp2,A\nb.jp2,B\n').description,
  ]);
  expect(joined.label).toEqual({ none: ['From YAML'] });
  expect(joined.pages.map(({ file, label }) => [file, label])).toEqual([
    ['b.jp2', { none: ['B'] }],
    ['a.jp2', { none: ['A'] }],
  ]);
});
