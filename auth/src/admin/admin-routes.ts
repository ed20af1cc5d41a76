import type { AdminRoute, Form } from './admin-request.js';
import { submitFirstRules } from './first-rules.js';
import { changeFolder } from './folders/change-folder.js';
import { folderPage } from './folders/folder-page.js';
import { overviewPage } from './overview.js';
import { rulesPage, submitRules } from './rules/rules-page.js';
import { bringBack, versionPage } from './rules/version-page.js';
import { whyPage } from './why/why-page.js';

const always = (): boolean => true;
const onceConfirmed = (form: Form): boolean => form.has('confirm');

/** Every page and action of the administration; the tests walk this list. */
export const adminRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: '/', handle: overviewPage },
  { method: 'POST', path: '/first-rules', handle: submitFirstRules, isSensitive: always },
  { method: 'GET', path: '/folders/{:folder}', handle: folderPage },
  { method: 'POST', path: '/folders/{:folder}', handle: changeFolder, isSensitive: onceConfirmed },
  { method: 'GET', path: '/rules', handle: rulesPage },
  { method: 'POST', path: '/rules', handle: submitRules, isSensitive: onceConfirmed },
  { method: 'GET', path: '/rules/:number', handle: versionPage },
  { method: 'POST', path: '/rules/:number', handle: bringBack, isSensitive: onceConfirmed },
  { method: 'GET', path: '/why', handle: whyPage },
];
