import { connect } from 'node:tls';
import { epochSeconds } from '../core/time.js';
import type { ServedCertificate } from '../core/upkeep/upkeep.js';

const timeoutMs = 3000;

/** Asks a server inside the stack for the certificate that it shows visitors of `name`; null: no answer. Sends nothing. */
export async function readServedCertificate(
  host: string,
  port: number,
  name: string,
): Promise<ServedCertificate | null> {
  // An address is no server name (RFC 6066).
  const servername = /^[\d.]+$|:/.test(name) ? {} : { servername: name };
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...servername, rejectUnauthorized: false });
    // Looking the name up counts, too, which the socket's own timeout does not.
    const timer = setTimeout(() => end(null), timeoutMs);
    const end = (certificate: ServedCertificate | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(certificate);
    };
    socket.once('secureConnect', () => {
      const { valid_from, valid_to } = socket.getPeerCertificate();
      const [from, until] = [Date.parse(valid_from) / 1000, Date.parse(valid_to) / 1000];
      const isKnown = !Number.isNaN(from) && !Number.isNaN(until);
      end(isKnown ? { validFrom: epochSeconds(from), validUntil: epochSeconds(until) } : null);
    });
    socket.once('error', () => end(null));
  });
}
