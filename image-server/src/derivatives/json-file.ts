import { open, readFile, rename } from 'node:fs/promises';

/** Reads a small file of ours; null where there is none, or a half of one. */
export async function readJsonFile<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

/** Writes a small file so that nobody ever sees half of it. @throws where the disk refuses */
export async function writeJsonFile(file: string, content: object): Promise<void> {
  const half = `${file}.${process.pid}.half`;
  const handle = await open(half, 'w', 0o666);
  try {
    await handle.writeFile(`${JSON.stringify(content)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
}
