/** What was done, said on the page that follows. The address carries the code, never a text. */
const notices = {
  'rules-published': 'The rules are in force, everywhere within seconds.',
  'rules-unchanged': 'Nothing had to be changed.',
  'user-created': 'The person can sign in.',
  'user-deleted': 'The person is deleted, with memberships and sessions.',
  'user-disabled': 'The person can not sign in any more, and is signed out everywhere.',
  'user-enabled': 'The person can sign in again.',
  'administrator-made': 'The person is an administrator now.',
  'administrator-unmade': 'The person is no administrator any more.',
  'profile-saved': 'Name and e-mail are saved.',
  'key-revoked': 'The key counts no more.',
  'retention-saved': 'Saved.',
  'roles-saved-ahead':
    'The roles are saved; they count at once. In one of the folders or more no image is known yet: check their names.',
  'roles-saved': 'The roles are saved; they count at once.',
  'second-factor-reset': 'The second factor is taken away, and the person is signed out everywhere.',
  'link-mailed': 'The mail with the link is on its way.',
  'groups-saved': 'The groups are saved.',
  'group-created': 'The group is there. Add people on this page.',
  'group-saved': 'The group is saved.',
  'group-deleted': 'The group is deleted; its members stay.',
  'member-added': 'The person is a member now.',
  'member-removed': 'The person is no member any more.',
  'session-ended': 'The session is ended.',
  'sessions-ended': 'The sessions are ended.',
  'agreement-withdrawn': 'The agreement is taken back; whoever wants to see more has to agree again.',
  'look-drafted': 'This is how it would look. Publish it below, or go on changing it.',
  'look-published': 'The look is published; every page has it within seconds.',
  'scan-asked': 'The folder will be looked at shortly.',
} as const;

export type NoticeCode = keyof typeof notices;

/** The sentence for a code of the list; null for anything else. */
export function noticeOf(code: string | undefined): string | null {
  return code !== undefined && Object.hasOwn(notices, code) ? notices[code as NoticeCode] : null;
}
