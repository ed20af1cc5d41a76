import type { Check } from './check.js';
import { unlessWrong } from './finding.js';

const day = 86_400;

/** Can it be reached, is it encrypted, does it know what time it is? */
export const transportChecks: readonly Check[] = [
  {
    id: 'reachable',
    title: 'The public address answers',
    meaning: 'Nobody can reach the images under this address.',
    remedy:
      'Look at ./scripts/start and `docker compose ps`; behind a proxy of your own, at its log and its target port.',
    async try({ ask, own, closed, open }) {
      const sample = closed ?? open;
      const path = own ? '/healthz' : `${sample?.version2 ?? sample?.version3 ?? ''}/info.json`;
      const reply = await ask(path);
      if (reply === null) return ['fail', 'no answer'];
      return reply.status >= 500 ? ['fail', `status ${reply.status}`] : ['ok', `status ${reply.status}`];
    },
  },
  {
    id: 'certificate',
    title: 'The certificate is trusted and lasts',
    meaning: 'Browsers warn about the site, and viewers on other sites load nothing at all from it.',
    remedy: 'Set VIRTUAL_HOST and COMPOSE_PROFILES=tls, or mend the renewal: docker compose logs certbot.',
    async try({ ask, now }) {
      const certificate = (await ask('/'))?.certificate ?? null;
      if (certificate === null) return null;
      const days = Math.floor((certificate.validUntil - now) / day);
      if (days < 0) return ['fail', `ran out ${-days} days ago`];
      if (certificate.distrusted !== null)
        return ['warn', `not trusted (${certificate.distrusted}), ${days} days left`];
      return [days < 15 ? 'warn' : 'ok', `${days} days left`];
    },
  },
  {
    id: 'clock',
    title: 'The server’s clock is right',
    meaning: 'Sessions, tokens, embargoes and certificates are judged by a wrong time.',
    remedy: 'Turn on time synchronisation on the host (timedatectl set-ntp true).',
    async try({ ask, now }) {
      const date = Date.parse((await ask('/'))?.header('date') ?? '') / 1000;
      if (Number.isNaN(date)) return ['skip', 'the answer has no Date'];
      const off = Math.round(Math.abs(date - now));
      if (off <= 30) return ['ok', `${off} s apart`];
      return [off > 300 ? 'fail' : 'warn', `${off} s apart from the clock here`];
    },
  },
  {
    id: 'https-redirect',
    title: 'Plain HTTP leads to HTTPS',
    meaning: 'A link with http:// breaks, or worse: cookies and pictures travel unprotected.',
    remedy:
      'Let the outer proxy redirect permanently, path and all; leave TLS_TERMINATED unset where the stack ends TLS itself.',
    async try({ ask, origin }) {
      const reply = await ask('/iiif/x?y=z', { plain: true });
      if (reply === null) return ['skip', 'plain HTTP can not be tried from here'];
      const to = reply.header('location');
      const wrongs = [
        ...(reply.status === 301 || reply.status === 308 ? [] : [`status ${reply.status}`]),
        ...(to === `${origin}/iiif/x?y=z` ? [] : [`leads to ${to === '' ? 'nowhere' : to}`]),
      ];
      return unlessWrong(wrongs, `${reply.status} to ${origin}`);
    },
  },
  {
    id: 'hsts',
    title: 'Browsers are told to stay with HTTPS',
    meaning: 'The first request of each visit can be intercepted.',
    remedy: 'The stack sends Strict-Transport-Security itself: do not strip it in an outer proxy.',
    async try({ ask, origin }) {
      if (/^https:\/\/(?:localhost|127\.|\[::1\])/.test(origin)) return null;
      const value = (await ask('/'))?.header('strict-transport-security') ?? '';
      const age = Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0);
      return age >= 180 * day ? ['ok', value] : ['warn', value === '' ? 'no such header' : value];
    },
  },
];
