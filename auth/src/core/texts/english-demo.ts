/** Texts of the demo's tour on the welcome page; part of `english`. */
export const englishDemo = {
  'demo.title': 'A tour of the demo',
  'demo.intro':
    'Every folder shows another rule. Try each signed in as somebody and signed out; paste the addresses into any IIIF viewer.',
  'demo.accounts': 'Accounts, with the passwords that were shown when the demo was loaded:',
  'demo.account.ines': 'administers; that alone opens no picture',
  'demo.account.tom': 'in the group staff',
  'demo.account.ayesha': 'in the group researchers',
  'demo.account.marek': 'in no group',
  'demo.hiddenNote': 'One more folder is not told of here unless you may see it. Tom may.',
  'demo.closed': 'Closed to you at the moment.',
  'demo.view': 'View',
  'demo.manifest': 'Manifest',
  'demo.manifest2': 'Presentation 2',
  'demo.manifest3': 'for viewers with Auth 2',
  'demo.info2': 'info.json 2',
  'demo.info3': 'info.json 3',
  'demo.picture': 'picture',
  'demo.extra.mixed': 'The closed page:',
  'demo.extra.reading-room': 'The same with the pattern kiosk:',
  'demo.extra.embargo': 'Closed to everybody, so that nothing helps:',
  'demo.extra.grey': 'Grey for everybody, and nothing makes it better:',
  'demo.files': 'Files:',
  'demo.folder.open': 'Anyone sees everything.',
  'demo.folder.staff':
    'Only the group staff. Sign in as tom; as marek you are told that another account would do.',
  'demo.folder.preview':
    'Anyone sees 400 pixels, whoever signs in sees all: a 302 in the older protocol, a substitute in the newer one.',
  'demo.folder.grey': 'Anyone sees 1600 grey pixels; whoever signs in sees the colours.',
  'demo.folder.reading-room':
    'Only for requests from an address of the reading room (192.0.2.16/28): the pattern external.',
  'demo.folder.terms': 'For whoever agrees to the terms, without an account: the pattern clickthrough.',
  'demo.folder.embargo': 'Closed until 2031, but for curators. The refusal says until when.',
  'demo.folder.team':
    'For the group researchers (ayesha); for everybody from June 2030. Its names are open already.',
  'demo.folder.hidden': 'For staff. To everybody else it is as if it did not exist.',
  'demo.folder.mixed': 'Five pages for anyone, but the third is for staff.',
  'demo.folder.book': 'Twelve pages that one sign-in opens.',
  'demo.folder.files':
    'PDF, sound and video under the same rules; those called open are for anyone, the others for whoever signs in.',
  'demo.folder.Häfen & Schiffe': 'Names with spaces, plus, percent, exclamation mark, umlauts and Japanese.',
} as const;

/** The demo's texts in one language. */
export type DemoTexts = Readonly<Record<keyof typeof englishDemo, string>>;
