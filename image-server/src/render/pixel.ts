import sharp from 'sharp';

/** Mean colour of a JPEG, 0 to 255 for each of its channels. */
export async function meanColour(jpeg: Buffer): Promise<readonly number[]> {
  const { channels } = await sharp(jpeg).stats();
  return channels.map((channel) => channel.mean);
}
