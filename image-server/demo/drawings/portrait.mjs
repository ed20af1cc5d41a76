import { circle, n, path, rect } from '../svg.mjs';

/** Somebody made of circles, arcs and squares; no two alike. */
export function drawPortrait({ width: w, height: h, palette, random }) {
  const skin = random.pick(['#f0c9a4', '#d9a273', '#b97a4e', '#8a5637', '#f3d6bd']);
  const hair = random.pick(['#2b2220', '#6b3f22', '#b5803c', '#8b8b8b', '#412a52']);
  const [cx, cy, r] = [w / 2, h * 0.43, Math.min(w, h) * 0.24];
  const backdrop = Array.from({ length: 9 }, () =>
    random.next() < 0.5
      ? circle(
          random.between(0, w),
          random.between(0, h),
          r * random.between(0.3, 1.1),
          `fill="${random.pick([palette.soft, palette.mid, palette.second])}" fill-opacity=".45"`,
        )
      : rect(
          random.between(0, w),
          random.between(0, h),
          r * random.between(0.4, 1.2),
          r * random.between(0.4, 1.2),
          `fill="${palette.accent}" fill-opacity=".25"`,
        ),
  );
  const eye = (x) =>
    circle(x, cy - r * 0.08, r * 0.15, 'fill="#fff"') +
    circle(x, cy - r * 0.08, r * 0.075, `fill="${palette.ink}"`) +
    path(
      `M${n(x - r * 0.2)} ${n(cy - r * 0.32)}q${n(r * 0.2)} ${n(-r * random.between(0.05, 0.18))} ${n(r * 0.4)} 0`,
      `stroke="${hair}" stroke-width="${n(r * 0.06)}" fill="none"`,
    );
  const glasses = [-0.38, 0.38].map((side) =>
    circle(
      cx + side * r,
      cy - r * 0.08,
      r * 0.27,
      `fill="#fff" fill-opacity=".25" stroke="${palette.ink}" stroke-width="${n(r * 0.045)}"`,
    ),
  );
  const hat = path(
    `M${n(cx - r * 1.35)} ${n(cy - r * 0.72)}h${n(r * 2.7)}v${n(-r * 0.16)}h${n(-r * 0.55)}v${n(-r * 0.75)}h${n(-r * 1.6)}v${n(r * 0.75)}h${n(-r * 0.55)}Z`,
    `fill="${palette.ink}"`,
  );
  const [bespectacled, hatted, bearded] = [random.next() < 0.5, random.next() < 0.5, random.next() < 0.5];
  return [
    rect(0, 0, w, h, `fill="${palette.soft}"`),
    ...backdrop,
    circle(cx, cy - r * 0.12, r * 1.16, `fill="${hair}"`),
    path(
      `M${n(cx - r * 2)} ${n(h)}Q${n(cx - r * 1.7)} ${n(cy + r * 1.15)} ${n(cx)} ${n(cy + r * 1.15)}T${n(cx + r * 2)} ${n(h)}Z`,
      `fill="${palette.strong}"`,
    ),
    path(
      `M${n(cx - r * 0.55)} ${n(cy + r * 1.2)}L${n(cx)} ${n(cy + r * 2.1)}L${n(cx + r * 0.55)} ${n(cy + r * 1.2)}Z`,
      `fill="${palette.paper}"`,
    ),
    rect(cx - r * 0.32, cy + r * 0.6, r * 0.64, r * 0.75, `fill="${skin}"`),
    `<ellipse cx="${n(cx)}" cy="${n(cy + r * 0.08)}" rx="${n(r * 0.88)}" ry="${n(r * 1.05)}" fill="${skin}"/>`,
    path(
      `M${n(cx - r * 0.95)} ${n(cy - r * 0.1)}Q${n(cx - r * 0.7)} ${n(cy - r * 1.2)} ${n(cx + r * 0.2)} ${n(cy - r * 0.9)}T${n(cx + r * 0.95)} ${n(cy - r * 0.1)}Q${n(cx + r)} ${n(cy - r * 1.35)} ${n(cx)} ${n(cy - r * 1.35)}T${n(cx - r * 0.95)} ${n(cy - r * 0.1)}`,
      `fill="${hair}"`,
    ),
    bearded
      ? path(
          `M${n(cx - r * 0.8)} ${n(cy + r * 0.3)}Q${n(cx)} ${n(cy + r * 2.2)} ${n(cx + r * 0.8)} ${n(cy + r * 0.3)}Q${n(cx)} ${n(cy + r * 0.75)} ${n(cx - r * 0.8)} ${n(cy + r * 0.3)}`,
          `fill="${hair}"`,
        )
      : '',
    eye(cx - r * 0.38),
    eye(cx + r * 0.38),
    ...(bespectacled
      ? [
          ...glasses,
          path(
            `M${n(cx - r * 0.11)} ${n(cy - r * 0.08)}h${n(r * 0.22)}`,
            `stroke="${palette.ink}" stroke-width="${n(r * 0.045)}"`,
          ),
        ]
      : []),
    path(
      `M${n(cx)} ${n(cy)}l${n(-r * 0.12)} ${n(r * 0.32)}h${n(r * 0.2)}`,
      `fill="none" stroke="${palette.ink}" stroke-opacity=".6" stroke-width="${n(r * 0.035)}"`,
    ),
    path(
      `M${n(cx - r * 0.3)} ${n(cy + r * 0.58)}q${n(r * 0.3)} ${n(r * random.between(0.05, 0.25))} ${n(r * 0.6)} 0`,
      `fill="none" stroke="#8e2f2f" stroke-width="${n(r * 0.06)}" stroke-linecap="round"`,
    ),
    hatted ? hat : '',
  ].join('');
}
