import type { DemoTexts } from './english-demo.js';

/** Texts of the demo's tour in Spanish; part of `spanish`. */
export const spanishDemo: DemoTexts = {
  'demo.title': 'Un recorrido por la demostración',
  'demo.intro':
    'Cada carpeta muestra una regla distinta. Pruebe cada una con y sin sesión iniciada; pegue las direcciones en cualquier visor IIIF.',
  'demo.accounts': 'Cuentas, con las contraseñas que se mostraron al cargar la demostración:',
  'demo.account.ines': 'administra el sistema; eso por sí solo no abre ninguna imagen',
  'demo.account.tom': 'en el grupo staff',
  'demo.account.ayesha': 'en el grupo researchers',
  'demo.account.marek': 'en ningún grupo',
  'demo.hiddenNote': 'De otra carpeta solo se habla aquí si usted puede verla. Tom puede.',
  'demo.closed': 'Cerrada para usted en este momento.',
  'demo.view': 'Ver',
  'demo.manifest': 'Manifiesto',
  'demo.manifest2': 'Presentation 2',
  'demo.manifest3': 'para visores con Auth 2',
  'demo.info2': 'info.json 2',
  'demo.info3': 'info.json 3',
  'demo.picture': 'imagen',
  'demo.extra.mixed': 'La página cerrada:',
  'demo.extra.reading-room': 'Lo mismo con el patrón kiosk:',
  'demo.extra.embargo': 'Cerrado para todos, de modo que nada ayuda:',
  'demo.extra.grey': 'En gris para todos, y nada lo mejora:',
  'demo.files': 'Archivos:',
  'demo.folder.open': 'Cualquiera lo ve todo.',
  'demo.folder.staff':
    'Solo el grupo staff. Inicie sesión como tom; como marek se le indica que otra cuenta serviría.',
  'demo.folder.preview':
    'Cualquiera ve 400 píxeles; quien inicia sesión lo ve todo: una redirección 302 en el protocolo antiguo, un sustituto (substitute) en el nuevo.',
  'demo.folder.grey': 'Cualquiera ve 1600 píxeles en gris; quien inicia sesión ve los colores.',
  'demo.folder.reading-room':
    'Solo para peticiones desde una dirección de la sala de lectura (192.0.2.16/28): el patrón external.',
  'demo.folder.terms': 'Para quien acepte las condiciones, sin cuenta: el patrón clickthrough.',
  'demo.folder.embargo': 'Cerrada hasta 2031, salvo para conservadores. La negativa dice hasta cuándo.',
  'demo.folder.team':
    'Para el grupo researchers (ayesha); para todos a partir de junio de 2030. Sus nombres ya son visibles.',
  'demo.folder.hidden': 'Para el grupo staff. Para todos los demás es como si no existiera.',
  'demo.folder.mixed': 'Cinco páginas para cualquiera, salvo la tercera, reservada al grupo staff.',
  'demo.folder.book': 'Doce páginas que se abren con un solo inicio de sesión.',
  'demo.folder.files':
    'PDF, sonido y vídeo con las mismas reglas; los que llevan open en el nombre son para cualquiera, los demás para quien inicie sesión.',
  'demo.folder.Häfen & Schiffe':
    'Nombres con espacios, signo más, porcentaje, signo de exclamación, diéresis y japonés.',
};
