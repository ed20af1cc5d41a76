/** Twenty seconds of bells as a WAV file: 16 bit, one channel, 22050 samples a second. */
export function makeChimes() {
  const rate = 22050;
  const samples = new Float32Array(rate * 20);
  const tune = [
    392, 493.9, 587.3, 784, 587.3, 659.3, 493.9, 440, 392, 587.3, 784, 987.8, 784, 659.3, 587.3, 392,
  ];
  tune.forEach((pitch, index) => {
    const begin = Math.round(index * 1.1 * rate);
    for (let at = begin; at < Math.min(samples.length, begin + rate * 4); at += 1) {
      const t = (at - begin) / rate;
      // A bell's partials are no multiples of its pitch.
      const bell = [1, 2.01, 2.76, 4.07].reduce(
        (sum, partial, order) =>
          sum + Math.sin(2 * Math.PI * pitch * partial * t) * Math.exp(-t * (1.2 + order)) * 0.6 ** order,
        0,
      );
      samples[at] += bell * 0.22;
    }
  });
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) =>
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), 44 + index * 2),
  );
  return wav;
}
