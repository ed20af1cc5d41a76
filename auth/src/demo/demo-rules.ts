/**
 * The demo's rules (contract 4, 6), for its own top folders only. No time zone: dates are meant in the running policy's.
 */
export const demoRulesText = `version: 1
tiers:
  preview: { max_edge: 400 }
  grey:    { max_edge: 1600, quality: gray }
places:
  reading-room: [ 192.0.2.16/28, "2001:db8:5::/64" ]
agreements:
  terms:
    version: 1
    valid: 30d
    title: { en: Terms of use, de: Nutzungsbedingungen }
    text:
      en: You may view this for private study only.
      de: Nur zum privaten Studium.
folders:
  /open:         { grants: [ { who: anyone, tier: full } ] }
  /staff:        { grants: [ { who: "group:staff", tier: full } ], contact: archive@example.org }
  /preview:      { grants: [ { who: anyone, tier: preview }, { who: signed-in, tier: full } ] }
  /grey:         { grants: [ { who: anyone, tier: grey }, { who: signed-in, tier: full } ] }
  /grey/only:    { grants: [ { who: anyone, tier: grey } ] }
  /reading-room: { grants: [ { who: "place:reading-room", tier: full } ] }
  /reading-room/terminal: { sign_in: { patterns: [ kiosk ] } }
  /terms:        { grants: [ { who: anyone, tier: full, agree: terms } ] }
  /embargo:
    grants:   [ { who: anyone, tier: full } ]
    ceilings: [ { max: closed, until: 2031-01-01, except: "group:curators", reason: { en: Closed until 2031, de: Gesperrt bis 2031 } } ]
  /embargo/sealed:
    ceilings: [ { max: closed, until: 2031-01-01, reason: { en: Sealed until 2031, de: Versiegelt bis 2031 } } ]
  /team:
    grants:   [ { who: "group:researchers", tier: full }, { who: anyone, tier: full, from: 2030-06-01 } ]
    manifest: open
  /hidden:       { grants: [ { who: "group:staff", tier: full } ], manifest: closed, hidden: true }
  /mixed:        { grants: [ { who: anyone, tier: full } ] }
  /mixed/page-3.jp2: { grants: [ { who: "group:staff", tier: full } ] }
  /book:         { grants: [ { who: signed-in, tier: full } ] }
  /files:        { grants: [ { who: signed-in, tier: full } ] }
  "/files/open-*": { grants: [ { who: anyone, tier: full } ] }
  "/Häfen & Schiffe": { grants: [ { who: anyone, tier: full } ] }
`;
