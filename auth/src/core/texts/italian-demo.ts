import type { DemoTexts } from './english-demo.js';

/** Texts of the demo's tour in Italian; part of `italian`. */
export const italianDemo: DemoTexts = {
  'demo.title': 'Un giro nella dimostrazione',
  'demo.intro':
    'Ogni cartella mostra una regola diversa. Le provi tutte con e senza accesso; incolli gli indirizzi in qualsiasi visualizzatore IIIF.',
  'demo.accounts': 'Account, con le password mostrate al caricamento della dimostrazione:',
  'demo.account.ines': 'amministra il sistema; questo da solo non apre alcuna immagine',
  'demo.account.tom': 'nel gruppo staff',
  'demo.account.ayesha': 'nel gruppo researchers',
  'demo.account.marek': 'in nessun gruppo',
  'demo.hiddenNote': 'Di un’altra cartella qui non si parla, a meno che Lei possa vederla. Tom può.',
  'demo.closed': 'Al momento chiusa per Lei.',
  'demo.view': 'Guarda',
  'demo.manifest': 'Manifest',
  'demo.manifest2': 'Presentation 2',
  'demo.manifest3': 'per visualizzatori con Auth 2',
  'demo.info2': 'info.json 2',
  'demo.info3': 'info.json 3',
  'demo.picture': 'immagine',
  'demo.extra.mixed': 'La pagina chiusa:',
  'demo.extra.reading-room': 'Lo stesso con lo schema kiosk:',
  'demo.extra.embargo': 'Chiuso a tutti, sicché nulla aiuta:',
  'demo.extra.grey': 'In grigio per tutti, e nulla lo migliora:',
  'demo.files': 'File:',
  'demo.folder.open': 'Chiunque vede tutto.',
  'demo.folder.staff':
    'Solo il gruppo staff. Acceda come tom; come marek Le viene detto che servirebbe un altro account.',
  'demo.folder.preview':
    'Chiunque vede 400 pixel, chi accede vede tutto: un reindirizzamento 302 nel protocollo più vecchio, un sostituto (substitute) in quello più recente.',
  'demo.folder.grey': 'Chiunque vede 1600 pixel in grigio; chi accede vede i colori.',
  'demo.folder.reading-room':
    'Solo per richieste da un indirizzo della sala di consultazione (192.0.2.16/28): lo schema external.',
  'demo.folder.terms': 'Per chi accetta le condizioni, senza account: lo schema clickthrough.',
  'demo.folder.embargo': 'Chiusa fino al 2031, tranne che per i curatori. Il rifiuto dice fino a quando.',
  'demo.folder.team':
    'Per il gruppo researchers (ayesha); per tutti da giugno 2030. I nomi sono già visibili.',
  'demo.folder.hidden': 'Per il gruppo staff. Per tutti gli altri è come se non esistesse.',
  'demo.folder.mixed': 'Cinque pagine per chiunque, tranne la terza, riservata al gruppo staff.',
  'demo.folder.book': 'Dodici pagine che un solo accesso apre.',
  'demo.folder.files':
    'PDF, audio e video con le stesse regole; quelli con open nel nome sono per chiunque, gli altri per chi accede.',
  'demo.folder.Häfen & Schiffe':
    'Nomi con spazi, segno più, percentuale, punto esclamativo, dieresi e giapponese.',
};
