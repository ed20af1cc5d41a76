import type { AdminRoute, Form } from './admin-request.js';
import { auditCsv } from './audit/audit-csv.js';
import { auditPage, setRetention } from './audit/audit-page.js';
import { doctorPage, runDoctor } from './doctor/doctor-page.js';
import { submitFirstRules } from './first-rules.js';
import { changeFolder } from './folders/change-folder.js';
import { folderPage } from './folders/folder-page.js';
import { changeTexts, textsPage } from './folders/texts-page.js';
import { createKey, keysPage, revokeKey } from './keys/keys-page.js';
import { addMember, deleteGroup, endGroupsSessions, groupPage, removeMember } from './groups/group-page.js';
import { changeOwnKeys, changeSecondFactor } from './groups/group-settings.js';
import { createGroup, groupsPage } from './groups/groups-page.js';
import { withdrawPersonsAgreement } from './kept-agreements.js';
import { askForScan, imagesPage } from './images/images-page.js';
import { reportCsv } from './images/report-csv.js';
import { reportPage } from './images/report-page.js';
import { changeLook, lookPage } from './look/look-page.js';
import { draftLogo, lookPreview } from './look/look-preview.js';
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
  mailLinkToPerson,
  resetSecondFactor,
} from './people/change-person.js';
import { personAccessPage } from './people/access-page.js';
import { peopleCsv, peopleJson } from './people/export-people.js';
import { importPage, submitImport } from './people/import-page.js';
import { importReport, startImport } from './people/import-report.js';
import { invitationsPage } from './people/invitations.js';
import { downloadLinks, mailInvitations, renewLinks } from './people/invite-imported.js';
import { changeProfile } from './people/profile-form.js';
import { changeRoles } from './people/roles-form.js';
import { createPerson, newPersonPage } from './people/new-person.js';
import { peoplePage } from './people/people-page.js';
import { personPage } from './people/person-page.js';
import { picture, viewAsPicture } from './pictures/picture.js';
import { planJobPage } from './rules/plan-job-page.js';
import { comparePage } from './rules/compare-page.js';
import { rulesPage, submitRules } from './rules/rules-page.js';
import { bringBack, versionPage } from './rules/version-page.js';
import { endAllSessions, endSession, sessionsPage } from './sessions/sessions-page.js';
import { agreementPages } from './settings/agreement-pages.js';
import { changeDefinition, createDefinition } from './settings/change-definition.js';
import { listPage, onePage } from './settings/definitions-page.js';
import { placePages } from './settings/place-pages.js';
import { settingsPage } from './settings/settings-page.js';
import { tierPages } from './settings/tier-pages.js';
import { tierSample } from './settings/tier-sample.js';
import { whyPage } from './why/why-page.js';

const always = (): boolean => true;
const publishesLook = (form: Form): boolean => form.get('op') === 'publish';
const onceConfirmed = (form: Form): boolean => form.has('confirm');

/** Every page and action of the administration; the tests walk this list. */
export const adminRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: '/', handle: overviewPage, also: 'managers' },
  { method: 'POST', path: '/first-rules', handle: submitFirstRules, isSensitive: always },

  { method: 'GET', path: '/folders/{:folder}', handle: folderPage, also: 'managers' },
  {
    method: 'POST',
    path: '/folders/{:folder}',
    handle: changeFolder,
    also: 'managers',
    isSensitive: onceConfirmed,
  },
  { method: 'GET', path: '/texts/{:folder}', handle: textsPage, also: 'managers' },
  {
    method: 'POST',
    path: '/texts/{:folder}',
    handle: changeTexts,
    also: 'managers',
    isSensitive: onceConfirmed,
  },
  { method: 'GET', path: '/rules', handle: rulesPage },
  { method: 'POST', path: '/rules', handle: submitRules, isSensitive: onceConfirmed },
  { method: 'GET', path: '/rules/:number', handle: versionPage },
  { method: 'POST', path: '/rules/:number', handle: bringBack, isSensitive: onceConfirmed },
  { method: 'GET', path: '/rules/:number/compare', handle: comparePage },
  { method: 'GET', path: '/plans/:id', handle: planJobPage, also: 'managers' },
  { method: 'GET', path: '/why', handle: whyPage, also: 'managers' },

  { method: 'GET', path: '/people', handle: peoplePage },
  { method: 'GET', path: '/new-person', handle: newPersonPage, also: 'managers' },
  { method: 'POST', path: '/new-person', handle: createPerson, also: 'managers' },
  { method: 'GET', path: '/people/:name', handle: personPage },
  { method: 'GET', path: '/people.csv', handle: peopleCsv },
  { method: 'GET', path: '/people.json', handle: peopleJson },
  { method: 'GET', path: '/import-people', handle: importPage },
  { method: 'POST', path: '/import-people', handle: submitImport, takesFile: 'utf8' },
  { method: 'GET', path: '/import-people/:id', handle: importReport },
  { method: 'POST', path: '/import-people/:id', handle: startImport, isSensitive: always },
  { method: 'POST', path: '/import-people/:id/mail', handle: mailInvitations, isSensitive: always },
  { method: 'POST', path: '/import-people/:id/links', handle: downloadLinks, isSensitive: always },
  { method: 'POST', path: '/import-people/:id/new-links', handle: renewLinks, isSensitive: always },
  { method: 'GET', path: '/invitations/:id', handle: invitationsPage },
  { method: 'GET', path: '/people/:name/access', handle: personAccessPage },
  { method: 'POST', path: '/people/:name/profile', handle: changeProfile },
  { method: 'POST', path: '/people/:name/groups', handle: changeGroups },
  { method: 'POST', path: '/people/:name/disable', handle: disablePerson },
  { method: 'POST', path: '/people/:name/enable', handle: enablePerson },
  {
    method: 'POST',
    path: '/people/:name/administrator',
    handle: changeAdministrator,
    isSensitive: always,
  },
  { method: 'POST', path: '/people/:name/roles', handle: changeRoles, isSensitive: always },
  { method: 'POST', path: '/people/:name/link', handle: linkForPerson, isSensitive: always },
  { method: 'POST', path: '/people/:name/mail-link', handle: mailLinkToPerson, isSensitive: always },
  {
    method: 'POST',
    path: '/people/:name/reset-second-factor',
    handle: resetSecondFactor,
    isSensitive: always,
  },
  { method: 'POST', path: '/people/:name/end-sessions', handle: endPersonsSessions },
  { method: 'POST', path: '/people/:name/withdraw', handle: withdrawPersonsAgreement },
  { method: 'GET', path: '/people/:name/delete', handle: deletePersonPage },
  { method: 'POST', path: '/people/:name/delete', handle: deletePerson, isSensitive: always },

  { method: 'GET', path: '/groups', handle: groupsPage, also: 'managers' },
  { method: 'POST', path: '/groups', handle: createGroup },
  { method: 'GET', path: '/groups/:name', handle: groupPage, also: 'managers' },
  { method: 'POST', path: '/groups/:name/add', handle: addMember, also: 'managers' },
  { method: 'POST', path: '/groups/:name/remove', handle: removeMember, also: 'managers' },
  { method: 'POST', path: '/groups/:name/second-factor', handle: changeSecondFactor, isSensitive: always },
  { method: 'POST', path: '/groups/:name/own-keys', handle: changeOwnKeys, isSensitive: always },
  { method: 'POST', path: '/groups/:name/end-sessions', handle: endGroupsSessions, isSensitive: always },
  { method: 'POST', path: '/groups/:name/delete', handle: deleteGroup, isSensitive: always },

  { method: 'GET', path: '/sessions', handle: sessionsPage },
  { method: 'POST', path: '/sessions/end', handle: endSession },
  { method: 'POST', path: '/sessions/end-all', handle: endAllSessions, isSensitive: always },
  { method: 'GET', path: '/keys', handle: keysPage },
  { method: 'POST', path: '/keys', handle: createKey, isSensitive: always },
  { method: 'POST', path: '/keys/revoke', handle: revokeKey },
  { method: 'GET', path: '/audit', handle: auditPage },
  { method: 'GET', path: '/audit.csv', handle: auditCsv },
  { method: 'POST', path: '/audit/retention', handle: setRetention, isSensitive: always },

  { method: 'GET', path: '/settings', handle: settingsPage, also: 'managers' },
  { method: 'GET', path: '/tiers', handle: listPage(tierPages), also: 'managers' },
  { method: 'POST', path: '/tiers', handle: createDefinition(tierPages), isSensitive: onceConfirmed },
  { method: 'GET', path: '/tiers/:name', handle: onePage(tierPages), also: 'managers' },
  { method: 'POST', path: '/tiers/:name', handle: changeDefinition(tierPages), isSensitive: onceConfirmed },
  { method: 'GET', path: '/places', handle: listPage(placePages), also: 'managers' },
  { method: 'POST', path: '/places', handle: createDefinition(placePages), isSensitive: onceConfirmed },
  { method: 'GET', path: '/places/:name', handle: onePage(placePages), also: 'managers' },
  { method: 'POST', path: '/places/:name', handle: changeDefinition(placePages), isSensitive: onceConfirmed },
  { method: 'GET', path: '/agreements', handle: listPage(agreementPages), also: 'managers' },
  {
    method: 'POST',
    path: '/agreements',
    handle: createDefinition(agreementPages),
    isSensitive: onceConfirmed,
  },
  { method: 'GET', path: '/agreements/:name', handle: onePage(agreementPages), also: 'managers' },
  {
    method: 'POST',
    path: '/agreements/:name',
    handle: changeDefinition(agreementPages),
    isSensitive: onceConfirmed,
  },
  { method: 'GET', path: '/look', handle: lookPage },
  { method: 'POST', path: '/look', handle: changeLook, takesFile: 'base64', isSensitive: publishesLook },
  { method: 'GET', path: '/look/logo', handle: draftLogo },
  { method: 'GET', path: '/look/:page', handle: lookPreview },
  { method: 'GET', path: '/tier-sample', handle: tierSample, also: 'managers' },

  { method: 'GET', path: '/doctor', handle: doctorPage },
  { method: 'POST', path: '/doctor', handle: runDoctor },

  { method: 'GET', path: '/picture', handle: picture, also: 'managers' },
  { method: 'GET', path: '/view-as', handle: viewAsPicture, also: 'managers' },
  { method: 'GET', path: '/images', handle: imagesPage, also: 'managers' },
  { method: 'GET', path: '/images/report', handle: reportPage, also: 'managers' },
  { method: 'GET', path: '/images/report.csv', handle: reportCsv, also: 'managers' },
  { method: 'POST', path: '/images/scan', handle: askForScan, also: 'managers' },
];
