import { fillRect } from './canvas.mjs';

// Our own 5 x 7 letters: seven rows of five dots, one digit in base 32 each.
const glyphs = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhf',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hpplnjh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  0: 'ehjlphe',
  1: '4c4444e',
  2: 'eh1248v',
  3: 'v2421he',
  4: '26aiv22',
  5: 'vgu11he',
  6: '68guhhe',
  7: 'v124888',
  8: 'ehhehhe',
  9: 'ehhf12c',
  '-': '000v000',
  '.': '00000cc',
  ' ': '0000000',
};

/** Writes one line of capitals and digits; `dot` is the size of one dot in pixels. */
export function writeText(canvas, text, left, top, dot, colour) {
  [...text.toUpperCase()].forEach((letter, index) => {
    [...(glyphs[letter] ?? glyphs[' '])].forEach((digit, row) => {
      const dots = Number.parseInt(digit, 32);
      for (let column = 0; column < 5; column += 1) {
        if ((dots >> (4 - column)) & 1) {
          fillRect(canvas, left + (index * 6 + column) * dot, top + row * dot, dot, dot, colour);
        }
      }
    });
  });
}
