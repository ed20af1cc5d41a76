import type { AdminRoute, Form } from './admin-request.js';
import { auditCsv, auditPage } from './audit/audit-page.js';
import { submitFirstRules } from './first-rules.js';
import { changeFolder } from './folders/change-folder.js';
import { folderPage } from './folders/folder-page.js';
import { addMember, deleteGroup, groupPage, removeMember } from './groups/group-page.js';
import { createGroup, groupsPage } from './groups/groups-page.js';
import { askForScan, imagesPage } from './images/images-page.js';
import { overviewPage } from './overview.js';
import {
  changeAdministrator,
  changeGroups,
  deletePerson,
  deletePersonPage,
  disablePerson,
  enablePerson,
  endPersonsSessions,
  linkForPerson,
} from './people/change-person.js';
import { createPerson, newPersonPage } from './people/new-person.js';
import { peoplePage } from './people/people-page.js';
import { personPage } from './people/person-page.js';
import { rulesPage, submitRules } from './rules/rules-page.js';
import { bringBack, versionPage } from './rules/version-page.js';
import { endAllSessions, endSession, sessionsPage } from './sessions/sessions-page.js';
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

  { method: 'GET', path: '/people', handle: peoplePage },
  { method: 'GET', path: '/new-person', handle: newPersonPage },
  { method: 'POST', path: '/new-person', handle: createPerson },
  { method: 'GET', path: '/people/:name', handle: personPage },
  { method: 'POST', path: '/people/:name/groups', handle: changeGroups },
  { method: 'POST', path: '/people/:name/disable', handle: disablePerson },
  { method: 'POST', path: '/people/:name/enable', handle: enablePerson },
  {
    method: 'POST',
    path: '/people/:name/administrator',
    handle: changeAdministrator,
    isSensitive: always,
  },
  { method: 'POST', path: '/people/:name/link', handle: linkForPerson, isSensitive: always },
  { method: 'POST', path: '/people/:name/end-sessions', handle: endPersonsSessions },
  { method: 'GET', path: '/people/:name/delete', handle: deletePersonPage },
  { method: 'POST', path: '/people/:name/delete', handle: deletePerson, isSensitive: always },

  { method: 'GET', path: '/groups', handle: groupsPage },
  { method: 'POST', path: '/groups', handle: createGroup },
  { method: 'GET', path: '/groups/:name', handle: groupPage },
  { method: 'POST', path: '/groups/:name/add', handle: addMember },
  { method: 'POST', path: '/groups/:name/remove', handle: removeMember },
  { method: 'POST', path: '/groups/:name/delete', handle: deleteGroup, isSensitive: always },

  { method: 'GET', path: '/sessions', handle: sessionsPage },
  { method: 'POST', path: '/sessions/end', handle: endSession },
  { method: 'POST', path: '/sessions/end-all', handle: endAllSessions, isSensitive: always },
  { method: 'GET', path: '/audit', handle: auditPage },
  { method: 'GET', path: '/audit.csv', handle: auditCsv },

  { method: 'GET', path: '/images', handle: imagesPage },
  { method: 'POST', path: '/images/scan', handle: askForScan },
];
