import { createHash } from 'node:crypto';
import { connect } from 'node:tls';
import { archive, ports } from './settings.js';

/**
 * The hash of the archive's public key, by which Chromium takes its self-signed certificate for a good one: passkeys
 * need that, and a certificate that is merely put up with isn't enough.
 */
export function trustedKeyOfArchive(): Promise<string> {
  return new Promise((resolve, reject) => {
    const address = { host: '127.0.0.1', port: ports.https, servername: archive.host };
    const socket = connect({ ...address, rejectUnauthorized: false }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.end();
      if (key === undefined) reject(new Error('the archive showed no certificate'));
      else resolve(createHash('sha256').update(key).digest('base64'));
    });
    socket.on('error', reject);
  });
}
