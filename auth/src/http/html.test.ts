import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { html, scriptJson } from './html.js';

describe('html', () => {
  it('escapes every value that is no markup', () => {
    expect(html`<p title="${`"'<>&`}">${'<b>'}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</p>',
    );
  });

  it('leaves markup as it is, and leaves out null and false', () => {
    expect(html`${html`<b>x</b>`}${null}${false}${0}${[html`1`, html`2`]}`.text).toBe('<b>x</b>012');
  });

  it('shows a sign for what can not be shown, and keeps lines and tabs', () => {
    expect(html`${'a\0b\u001B[31m\u009Bc\td\r\n'}`.text).toBe('a\uFFFDb\uFFFD[31m\uFFFDc\td\r\n');
  });

  it('no text can leave its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.text).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('scriptJson', () => {
  it('[A1-4G] comes back as it was, and nothing in it acts on an HTML parser', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { text } = scriptJson(value);
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const hostile = '</script><!--<script>\u2028\u2029]]>&lt;';
    expect(JSON.parse(scriptJson(hostile).text)).toBe(hostile);
    expect(scriptJson(hostile).text).not.toMatch(/[<>&\u2028\u2029]/);
  });
});
