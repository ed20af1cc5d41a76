import { circle, n, path, rect, text } from '../svg.mjs';

/** A plan of walls and trenches with find spots, measured in paces. */
export const drawPlan =
  (rooms) =>
  ({ width: w, height: h, palette, random, unit }) => {
    const parts = [rect(0, 0, w, h, `fill="${palette.hsl(0, 30, 90)}"`)];
    for (let at = unit * 4; at < Math.max(w, h); at += unit * 4)
      parts.push(
        path(
          `M${n(at)} 0V${n(h)}M0 ${n(at)}H${n(w)}`,
          `stroke="${palette.mid}" stroke-opacity=".35" stroke-width="2"`,
        ),
      );
    const columns = 3;
    const rows = Math.ceil(rooms.length / columns);
    const [bw, bh] = [(w * 0.8) / columns, (h * 0.72) / rows];
    rooms.forEach((room, index) => {
      const [x, y] = [w * 0.1 + (index % columns) * bw, h * 0.1 + Math.floor(index / columns) * bh];
      parts.push(
        rect(x, y, bw, bh, `fill="#fffdf5" stroke="${palette.ink}" stroke-width="${n(unit * 1.1)}"`),
      );
      // A door in the wall to the right, with its swing.
      parts.push(rect(x + bw - unit, y + bh * 0.4, unit * 2, bh * 0.2, 'fill="#fffdf5"'));
      parts.push(
        path(
          `M${n(x + bw)} ${n(y + bh * 0.4)}a${n(bh * 0.2)} ${n(bh * 0.2)} 0 0 0 ${n(-bh * 0.2)} ${n(bh * 0.2)}`,
          `fill="none" stroke="${palette.ink}" stroke-width="3"`,
        ),
      );
      parts.push(
        text(
          room,
          x + bw / 2,
          y + bh / 2,
          3.4 * unit,
          `text-anchor="middle" font-style="italic" fill="${palette.ink}"`,
        ),
      );
      parts.push(
        text(
          `${random.whole(4, 12)} × ${random.whole(4, 9)} paces`,
          x + bw / 2,
          y + bh / 2 + 3.6 * unit,
          2.2 * unit,
          `text-anchor="middle" fill="${palette.strong}"`,
        ),
      );
      for (let find = random.whole(2, 5); find > 0; find -= 1) {
        const [fx, fy] = [x + bw * random.between(0.12, 0.85), y + bh * random.between(0.1, 0.9)];
        parts.push(
          circle(fx, fy, unit * 0.8, `fill="${palette.accent}"`),
          text(
            String(random.whole(1, 99)),
            fx + unit * 1.2,
            fy + unit * 0.6,
            1.9 * unit,
            `fill="${palette.ink}"`,
          ),
        );
      }
    });
    for (let mark = 0; mark < 6; mark += 1)
      parts.push(
        rect(
          w * 0.1 + mark * unit * 8,
          h * 0.9,
          unit * 8,
          unit * 1.4,
          `fill="${mark % 2 === 0 ? palette.ink : '#fffdf5'}" stroke="${palette.ink}" stroke-width="3"`,
        ),
      );
    return (
      parts.join('') +
      text('60 paces', w * 0.1 + unit * 50, h * 0.9 + unit * 1.6, 2.6 * unit, `fill="${palette.ink}"`)
    );
  };
