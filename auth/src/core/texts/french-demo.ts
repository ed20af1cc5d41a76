import type { DemoTexts } from './english-demo.js';

/** Texts of the demo's tour in French; part of `french`. */
export const frenchDemo: DemoTexts = {
  'demo.title': 'Visite guidée de la démonstration',
  'demo.intro':
    'Chaque dossier illustre une règle différente. Essayez chacun d’eux connecté et déconnecté ; collez les adresses dans n’importe quelle visionneuse IIIF.',
  'demo.accounts': 'Comptes, avec les mots de passe affichés lors du chargement de la démonstration :',
  'demo.account.ines': 'administre le système ; cela seul n’ouvre aucune image',
  'demo.account.tom': 'dans le groupe staff',
  'demo.account.ayesha': 'dans le groupe researchers',
  'demo.account.marek': 'dans aucun groupe',
  'demo.hiddenNote': 'Un autre dossier n’est mentionné ici que si vous pouvez le voir. Tom le peut.',
  'demo.closed': 'Fermé pour vous actuellement.',
  'demo.view': 'Voir',
  'demo.manifest': 'Manifeste',
  'demo.manifest2': 'Presentation 2',
  'demo.manifest3': 'pour les visionneuses avec Auth 2',
  'demo.info2': 'info.json 2',
  'demo.info3': 'info.json 3',
  'demo.picture': 'image',
  'demo.extra.mixed': 'La page fermée :',
  'demo.extra.reading-room': 'La même chose avec le modèle kiosk :',
  'demo.extra.embargo': 'Fermé à tous, si bien que rien n’y fait :',
  'demo.extra.grey': 'En gris pour tous, et rien n’y change :',
  'demo.files': 'Fichiers :',
  'demo.folder.open': 'Tout le monde voit tout.',
  'demo.folder.staff':
    'Réservé au groupe staff. Connectez-vous en tant que tom ; en tant que marek, vous apprenez qu’un autre compte conviendrait.',
  'demo.folder.preview':
    'Tout le monde voit 400 pixels, les personnes connectées voient tout : une redirection 302 dans l’ancien protocole, un substitut (substitute) dans le nouveau.',
  'demo.folder.grey':
    'Tout le monde voit 1600 pixels en gris ; les personnes connectées voient les couleurs.',
  'demo.folder.reading-room':
    'Uniquement pour les requêtes venant d’une adresse de la salle de lecture (192.0.2.16/28) : le modèle external.',
  'demo.folder.terms': 'Pour quiconque accepte les conditions, sans compte : le modèle clickthrough.',
  'demo.folder.embargo': 'Fermé jusqu’en 2031, sauf pour les conservateurs. Le refus indique jusqu’à quand.',
  'demo.folder.team':
    'Pour le groupe researchers (ayesha) ; pour tous à partir de juin 2030. Les noms sont déjà visibles.',
  'demo.folder.hidden': 'Pour le groupe staff. Pour tous les autres, c’est comme s’il n’existait pas.',
  'demo.folder.mixed': 'Cinq pages pour tous, sauf la troisième, réservée au groupe staff.',
  'demo.folder.book': 'Douze pages qu’une seule connexion ouvre.',
  'demo.folder.files':
    'PDF, son et vidéo soumis aux mêmes règles ; ceux dont le nom contient open sont pour tous, les autres pour les personnes connectées.',
  'demo.folder.Häfen & Schiffe':
    'Des noms avec espaces, plus, pourcentage, point d’exclamation, trémas et caractères japonais.',
};
