const [width, height, rate, seconds] = [640, 360, 12, 10];

/** A gate whose two wings open and close; luma, and chroma for every second pixel (YUV 4:2:0). */
function frameAt(time) {
  const open = (1 - Math.cos((time / seconds) * 4 * Math.PI)) / 2;
  const luma = Buffer.alloc(width * height);
  const [blue, red] = [Buffer.alloc((width * height) / 4), Buffer.alloc((width * height) / 4)];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [(x - width / 2) / (height * 0.42), (y - height * 0.56) / (height * 0.42)];
      const arch = Math.abs(u) < 1 && v < 1 && (v > -0.1 || u * u + (v + 0.1) ** 2 < 1);
      const gap = open * 0.95;
      let colour = [60 + v * 20, 140, 118];
      if (arch && Math.abs(u) < gap) colour = [225 - Math.hypot(u, v) * 50, 96, 150];
      else if (arch) colour = [70 + (Math.floor((Math.abs(u) - gap) * 12) % 2) * 22, 112, 152];
      else if (Math.abs(u) < 1.25 && v < 1 && (v > -0.1 || u * u + (v + 0.1) ** 2 < 1.56))
        colour = [130 + ((Math.floor(u * 9) + Math.floor(v * 9)) & 1) * 18, 126, 132];
      luma[y * width + x] = colour[0];
      if (x % 2 === 0 && y % 2 === 0) {
        const at = (y / 2) * (width / 2) + x / 2;
        blue[at] = colour[1];
        red[at] = colour[2];
      }
    }
  return Buffer.concat([Buffer.from('FRAME\n'), luma, blue, red]);
}

/** Ten seconds as YUV4MPEG2, for the encoder. */
export function makeGateVideo() {
  const frames = Array.from({ length: rate * seconds }, (_, frame) => frameAt(frame / rate));
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`),
    ...frames,
  ]);
}
