import { describe, expect, it } from '@jest/globals';
import { personHeads } from './person-cells.js';
import { planImport } from './plan-import.js';

const plan = (text: string) => planImport(text, new Map(), new Set());

describe('a list of people', () => {
  it.each([
    ['name,display_name\nanna,Anna\njan,\uFFFDnna', /^Line 3: .*not UTF-8.*CSV UTF-8/],
    ['\uFFFD\uFFFDn\0a\0m\0e\0', /^Line 1: .*not UTF-8/],
    ['name,display_name\njan,J\0an', /^Line 2: .*not UTF-8/],
  ])('is refused where its letters are lost, with the line (%j)', (text, said) => {
    expect(plan(text)).toEqual({ ok: false, error: expect.stringMatching(said) });
  });

  it.each([
    ['name,E-Mail', /^Line 1: there is no column "E-Mail"; did you mean email\? .*name, display_name, email/],
    ['name,groups,telephone', /^Line 1: there is no column "telephone"\. /],
    ['name,email,telephone,Grups', /"telephone".*"Grups"; did you mean groups\?/],
    ['name,email,Email', /^Line 1: the column email is there twice/],
    ['nmae,email', /"nmae"; did you mean name\?/],
  ])('is refused with columns that are not known or come twice (%j)', (head, said) => {
    expect(plan(`${head}\njan,x,y`)).toEqual({ ok: false, error: expect.stringMatching(said) });
  });

  it('may have the further columns of an export, and columns with nothing in them', () => {
    expect(plan(`${personHeads.join(',')},,\njan,Jan,,staff,no,no,,,,`)).toMatchObject({
      ok: true,
      value: { problems: [], rows: [{ name: 'jan', groups: ['staff'] }] },
    });
  });

  it('tells rows with more than the columns that are named, rather than leave it out', () => {
    expect(plan('name,groups\njan,staff,readers\nmia,staff')).toMatchObject({
      ok: true,
      value: { problems: [expect.stringMatching(/^Line 2: "readers" stands/)], rows: [{ name: 'mia' }] },
    });
  });

  it('may have line ends of any kind', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(plan(['name,groups', 'jan,staff', 'bad name,', 'mia,'].join(end))).toMatchObject({
        ok: true,
        value: {
          problems: [expect.stringMatching(/^Line 3: /)],
          rows: [
            { line: 2, name: 'jan' },
            { line: 4, name: 'mia' },
          ],
        },
      });
  });
});
