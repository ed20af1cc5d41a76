import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Runs a Debian tool; what it says is told only if it fails. */
export const run = promisify(execFile);
const shell = async (command, ...args) => run('sh', ['-euc', command, 'sh', ...args]);

/** Resolution levels until the long edge is below 256. */
const levelsOf = (width, height) => Math.max(2, Math.ceil(Math.log2(Math.max(width, height) / 256)) + 1);

async function toJp2(ppm, { width, height }, file) {
  const levels = String(levelsOf(width, height));
  const tiles = ['-t', '512,512', '-p', 'RPCL', '-c', '[256,256]', '-b', '64,64', '-PLT', '-TLM'];
  await run('opj_compress', [
    '-i',
    ppm,
    '-o',
    file,
    '-I',
    '-r',
    '14',
    '-n',
    levels,
    ...tiles,
    '-threads',
    'ALL_CPUS',
  ]);
}

/** A pyramid in one file: the picture, and its halves as further directories. */
async function toTiff(ppm, file) {
  await run('opj_compress', ['-i', ppm, '-o', `${ppm}.jp2`, '-n', '5', '-threads', 'ALL_CPUS']);
  const levels = [0, 1, 2, 3].map((level) => `${ppm}-${level}.tif`);
  for (const [level, tiff] of levels.entries())
    await run('opj_decompress', ['-i', `${ppm}.jp2`, '-o', tiff, '-r', String(level)]);
  await run('tiffcp', ['-t', '-w', '256', '-l', '256', '-c', 'jpeg:r:90', ...levels, `${ppm}.tif`]);
  await copyFile(`${ppm}.tif`, file);
}

/** Renders an SVG and writes it in the format that the picture's name ends with. */
export async function encodePicture(svg, picture, folder) {
  const file = join(folder, picture.file);
  await mkdir(dirname(file), { recursive: true });
  const work = svg.replace(/\.svg$/, '');
  const ppm = `${work}.ppm`;
  await shell('rsvg-convert -o "$2" "$1" && pngtopnm "$2" > "$3" && rm "$2"', svg, `${work}.png`, ppm);
  if (file.endsWith('.jp2')) await toJp2(ppm, picture, file);
  else if (file.endsWith('.tif')) await toTiff(ppm, file);
  else await shell('pnmtojpeg -quality=88 "$1" > "$2"', ppm, file);
  await rm(ppm);
}

/** Sound, video and documents from what our programs drew. */
export const encodeMp3 = async (wav, file) => run('lame', ['--quiet', '-b', '64', wav, file]);
export const encodeWebm = async (y4m, file) =>
  run('vpxenc', [
    '--codec=vp8',
    '--quiet',
    '--good',
    '--cpu-used=4',
    '--target-bitrate=500',
    '--kf-max-dist=24',
    '-o',
    file,
    y4m,
  ]);
export const encodePdf = async (svgs, file) => run('rsvg-convert', ['-f', 'pdf', '-o', file, ...svgs]);
