import type { Check } from './check.js';
import { unlessWrong } from './finding.js';
import { readJson } from './read-json.js';
import { auth1Services, auth2Services, pathOn } from './services.js';

/** Leaving. Nobody is signed in here, so nobody is signed out. */
export const logoutChecks: readonly Check[] = [
  {
    id: 'logout',
    title: 'Signing out is a page that works',
    meaning: 'People believe that they signed out, and whoever uses the machine next is them.',
    remedy: 'The logout service must end the session and show a page (200, or a redirect to one).',
    async try({ ask, origin, closed }) {
      const wrongs: string[] = [];
      let tried = 0;
      for (const base of [closed?.version2, closed?.version3]) {
        if (base === null || base === undefined) continue;
        const document = readJson(await ask(`${base}/info.json`)) ?? {};
        for (const services of [auth1Services(document), auth2Services(document)]) {
          const path = services === null || services.logout === '' ? null : pathOn(origin, services.logout);
          if (path === null) continue;
          const headers = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
          const status = (await ask(path, { headers }))?.status ?? 0;
          tried += 1;
          if (status < 200 || status >= 400) wrongs.push(`status ${status} at ${path}`);
        }
      }
      if (tried === 0) return closed === null ? ['skip', 'there is no closed image to try'] : null;
      return unlessWrong([...new Set(wrongs)], `${tried} tried`);
    },
  },
];
