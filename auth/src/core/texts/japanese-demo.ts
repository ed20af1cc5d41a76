import type { DemoTexts } from './english-demo.js';

/** Texts of the demo's tour in Japanese; part of `japanese`. */
export const japaneseDemo: DemoTexts = {
  'demo.title': 'デモのご案内',
  'demo.intro':
    'フォルダごとに異なるルールを示しています。それぞれログインした状態とログアウトした状態でお試しください。アドレスはどの IIIF ビューアにも貼り付けられます。',
  'demo.accounts': 'アカウント（パスワードはデモの読み込み時に表示されたものです）：',
  'demo.account.ines': '管理者。管理者であるだけでは、どの画像も開けません',
  'demo.account.tom': 'グループ staff のメンバー',
  'demo.account.ayesha': 'グループ researchers のメンバー',
  'demo.account.marek': 'どのグループにも属していません',
  'demo.hiddenNote': 'もう一つのフォルダは、閲覧できる方にのみここに表示されます。tom は閲覧できます。',
  'demo.closed': '現在ご覧になれません。',
  'demo.view': '見る',
  'demo.manifest': 'マニフェスト',
  'demo.manifest2': 'Presentation 2',
  'demo.manifest3': 'Auth 2 対応ビューア用',
  'demo.info2': 'info.json 2',
  'demo.info3': 'info.json 3',
  'demo.picture': '画像',
  'demo.extra.mixed': '非公開のページ：',
  'demo.extra.reading-room': '同じものをパターン kiosk で：',
  'demo.extra.embargo': 'すべての方に非公開で、何をしても開けません：',
  'demo.extra.grey': 'すべての方にグレースケールで、それ以上にはなりません：',
  'demo.files': 'ファイル：',
  'demo.folder.open': 'どなたでもすべてご覧になれます。',
  'demo.folder.staff':
    'グループ staff のみ。tom でログインしてください。marek でログインすると、別のアカウントが必要だと表示されます。',
  'demo.folder.preview':
    'どなたでも 400 ピクセルまで、ログインするとすべてご覧になれます。旧プロトコルでは 302、新プロトコルでは代替画像（substitute）になります。',
  'demo.folder.grey':
    'どなたでも 1600 ピクセルまでグレースケールでご覧になれます。ログインするとカラーになります。',
  'demo.folder.reading-room': '閲覧室のアドレス（192.0.2.16/28）からのアクセスのみ。パターン external です。',
  'demo.folder.terms':
    '利用条件に同意した方なら、アカウントがなくてもご覧になれます。パターン clickthrough です。',
  'demo.folder.embargo': '学芸員を除き、2031年まで非公開です。いつまで非公開かも表示されます。',
  'demo.folder.team':
    'グループ researchers（ayesha）向け。2030年6月からはどなたでもご覧になれます。名前はすでに公開されています。',
  'demo.folder.hidden': 'グループ staff 向け。それ以外の方には存在しないかのように見えます。',
  'demo.folder.mixed': '5 ページのうち、3 ページ目のみグループ staff 向け、他はどなたでもご覧になれます。',
  'demo.folder.book': '12 ページを一度のログインで開けます。',
  'demo.folder.files':
    'PDF・音声・動画にも同じルールが適用されます。名前に open を含むものはどなたでも、それ以外はログインした方がご利用になれます。',
  'demo.folder.Häfen & Schiffe':
    '空白、プラス記号、パーセント記号、感嘆符、ウムラウト、日本語を含む名前です。',
};
