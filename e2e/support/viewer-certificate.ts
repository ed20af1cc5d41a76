import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './run-command.js';
import { folders } from './settings.js';

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A self-signed certificate for the viewer pages' names, made once. */
export async function viewerCertificate(): Promise<Certificate> {
  const key = join(folders.cache, 'viewer-key.pem');
  const cert = join(folders.cache, 'viewer-cert.pem');
  if (!existsSync(cert)) {
    mkdirSync(folders.cache, { recursive: true });
    const names = 'subjectAltName=DNS:viewer.test,DNS:stranger.test,DNS:*.archive.test';
    await mustRun('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '3650',
      '-keyout',
      key,
      '-out',
      cert,
      '-subj',
      '/CN=viewer.test',
      '-addext',
      names,
    ]);
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
