import { open } from 'node:fs/promises';
import { err, type Result } from '../../../auth/src/core/result.js';
import { createFileSource } from './byte-source.js';
import { readJp2 } from './jp2.js';
import { type Master, type MasterProblem, unsupported } from './master.js';
import { isTiff } from './tiff-directories.js';
import { readTiff } from './tiff.js';

const jp2Signature = '0000000c6a5020200d0a';

/** Opens a file and reads its header. The format is what the first bytes say, whatever the name. */
export async function readMaster(file: string): Promise<Result<Master, MasterProblem>> {
  const opened = await open(file, 'r').catch(() => null);
  if (opened === null) return err({ code: 'unreadable', message: 'the image server may not read this file' });
  try {
    const source = createFileSource(opened, (await opened.stat()).size);
    const head = await source.read(0, 10);
    if (head.length === 0) return err({ code: 'truncated', message: 'the file is empty' });
    if (head.toString('hex') === jp2Signature) return await readJp2(source);
    if (isTiff(head)) return await readTiff(source);
    return unsupported('the file is neither JPEG 2000 (JP2) nor TIFF');
  } finally {
    await opened.close();
  }
}
