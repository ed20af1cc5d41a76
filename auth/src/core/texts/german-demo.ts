import type { DemoTexts } from './english-demo.js';

/** Texts of the demo's tour in German; part of `german`. */
export const germanDemo: DemoTexts = {
  'demo.title': 'Ein Rundgang durch die Demo',
  'demo.intro':
    'Jeder Ordner zeigt eine andere Regel. Probieren Sie jeden angemeldet und abgemeldet aus; fügen Sie die Adressen in einen beliebigen IIIF-Viewer ein.',
  'demo.accounts': 'Konten; die Passwörter wurden beim Laden der Demo angezeigt:',
  'demo.account.ines': 'verwaltet das System; das allein öffnet kein Bild',
  'demo.account.tom': 'in der Gruppe staff',
  'demo.account.ayesha': 'in der Gruppe researchers',
  'demo.account.marek': 'in keiner Gruppe',
  'demo.hiddenNote':
    'Von einem weiteren Ordner ist hier nur die Rede, wenn Sie ihn sehen dürfen. Tom darf es.',
  'demo.closed': 'Zurzeit für Sie geschlossen.',
  'demo.view': 'Ansehen',
  'demo.manifest': 'Manifest',
  'demo.manifest2': 'Presentation 2',
  'demo.manifest3': 'für Viewer mit Auth 2',
  'demo.info2': 'info.json 2',
  'demo.info3': 'info.json 3',
  'demo.picture': 'Bild',
  'demo.extra.mixed': 'Die geschlossene Seite:',
  'demo.extra.reading-room': 'Dasselbe nach dem Muster kiosk:',
  'demo.extra.embargo': 'Für alle gesperrt, sodass nichts hilft:',
  'demo.extra.grey': 'Grau für alle, und nichts macht es besser:',
  'demo.files': 'Dateien:',
  'demo.folder.open': 'Alle sehen alles.',
  'demo.folder.staff':
    'Nur für die Gruppe staff. Melden Sie sich als tom an; als marek erfahren Sie, dass ein anderes Konto hilft.',
  'demo.folder.preview':
    'Alle sehen 400 Pixel, Angemeldete alles: im älteren Protokoll eine 302, im neueren ein Ersatzbild (substitute).',
  'demo.folder.grey': 'Alle sehen 1600 graue Pixel; Angemeldete sehen die Farben.',
  'demo.folder.reading-room':
    'Nur für Anfragen von einer Adresse des Lesesaals (192.0.2.16/28): das Muster external.',
  'demo.folder.terms':
    'Für alle, die den Nutzungsbedingungen zustimmen, auch ohne Konto: das Muster clickthrough.',
  'demo.folder.embargo':
    'Bis 2031 gesperrt, außer für Kuratorinnen und Kuratoren. Die Ablehnung sagt, bis wann.',
  'demo.folder.team':
    'Für die Gruppe researchers (ayesha); ab Juni 2030 für alle. Die Namen sind schon jetzt offen.',
  'demo.folder.hidden': 'Für die Gruppe staff. Für alle anderen ist es, als gäbe es ihn nicht.',
  'demo.folder.mixed': 'Fünf Seiten für alle, die dritte jedoch nur für die Gruppe staff.',
  'demo.folder.book': 'Zwölf Seiten, die eine einzige Anmeldung öffnet.',
  'demo.folder.files':
    'PDF, Ton und Video nach denselben Regeln; was open heißt, ist für alle, das Übrige für Angemeldete.',
  'demo.folder.Häfen & Schiffe':
    'Namen mit Leerzeichen, Plus, Prozent, Ausrufezeichen, Umlauten und Japanisch.',
};
