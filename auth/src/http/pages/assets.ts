const light =
  '--paper:#fff;--field:#fff;--ground:#f3f1ec;--ink:#1d2430;--quiet:#566073;--line:#cfd3da;--accent:#1b5e57;--on-accent:#fff;--bad:#9f1d20;--bad-ground:#fdecec;--good:#17603a;--good-ground:#e8f5ec';
const dark =
  '--paper:#1a2029;--field:#11151b;--ground:#11151b;--ink:#e8ebf0;--quiet:#a5afbf;--line:#3a4452;--accent:#7fd1c6;--on-accent:#0c2321;--bad:#ffb4b0;--bad-ground:#3d1d1e;--good:#9fe0b8;--good-ground:#17301f';

/** The one style sheet: light and dark by the person's setting, from 320 px up, 4.5:1 contrast or better. */
export const styleSheet = `:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
.as-light{color-scheme:light;color:var(--ink);${light}}
.as-dark{color-scheme:dark;color:var(--ink);${dark}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--ground);color:var(--ink)}
:lang(ja){font-family:system-ui,-apple-system,"Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP","Noto Sans JP",sans-serif;line-break:strict;word-break:auto-phrase}
body{margin:0 auto;padding:1rem;min-height:100vh;display:flex;flex-direction:column}
body.narrow{max-width:30rem}
body.wide{max-width:70rem}
header{padding:.75rem 0 1rem;font-weight:600;overflow-wrap:anywhere}
header a{color:var(--quiet);text-decoration:none}
header a:hover{text-decoration:underline}
a.brand{display:inline-flex;flex-wrap:wrap;gap:.4rem .75rem;align-items:center;vertical-align:middle}
img.logo{display:block;width:auto;height:auto;max-height:48px;max-width:min(16rem,100%);object-fit:contain}
body.narrow a.brand,body.wide a.brand{display:flex}
ul.languages.house{margin-top:.25rem}
input[type=color]{display:block;width:5rem;height:2.9rem;padding:.2rem;margin-bottom:.75rem;background:var(--ground);border:1px solid var(--quiet);border-radius:.4rem}
.pair{display:grid;gap:0 1.25rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr))}
figure.window .head{padding:.75rem 0;font-weight:600}
figure.window .head a{color:var(--quiet);text-decoration:none}
main>:last-child{margin-bottom:0}
main{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1.5rem;overflow-wrap:anywhere}
h1{font-size:1.45rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
p{margin:0 0 1rem}
a{color:var(--accent)}
ul.languages{list-style:none;display:flex;flex-wrap:wrap;gap:0 .4rem;justify-content:center;margin:.75rem 0 0;padding:0;font-size:.92rem;color:var(--quiet)}
ul.languages li{padding:.3rem .35rem}
ul.languages a{display:block;margin:-.3rem -.35rem;padding:.3rem .35rem}
ul.languages [aria-current]{font-weight:600}
label{display:block;font-weight:600;margin-bottom:.25rem}
input[type=text],input[type=password],input[type=email],textarea,select{display:block;width:100%;font:inherit;color:inherit;background:var(--field);border:1px solid var(--quiet);border-radius:.4rem;padding:.6rem .7rem;margin-bottom:1rem}
::placeholder{color:var(--quiet);opacity:1}
.choice{display:flex;gap:.6rem;align-items:flex-start;margin:.4rem 0}
.choice label{font-weight:400;margin:0}
.choice input{margin-top:.4rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
form{margin:0 0 1rem}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:0 0 1rem;padding:.6rem 1rem}
legend{font-weight:600;padding:0 .3rem}
.actions+p{margin-top:1rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-top:.5rem}
button:hover,.button:hover{filter:brightness(1.08)}
button,.button{font:inherit;font-weight:600;cursor:pointer;color:var(--on-accent);background:var(--accent);border:1px solid var(--accent);border-radius:.4rem;padding:.6rem 1.2rem;text-decoration:none;display:inline-block}
button.plain,.button.plain{color:var(--accent);background:transparent}
.notice{border-left:4px solid var(--line);padding:.6rem .9rem;margin:0 0 1rem;background:var(--ground)}
.notice.bad{border-color:var(--bad);background:var(--bad-ground);color:var(--bad)}
.notice.good{border-color:var(--good);background:var(--good-ground);color:var(--good)}
.notice ul{margin:0;padding-left:1.2rem}
.notice ul:has(>li:only-child){list-style:none;padding:0}
.quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.scroll{overflow-x:auto;margin-bottom:.75rem;background:linear-gradient(90deg,var(--paper) 30%,transparent) 0 0/2.5rem 100% no-repeat local,linear-gradient(270deg,var(--paper) 30%,transparent) 100% 0/2.5rem 100% no-repeat local,linear-gradient(90deg,var(--line),transparent) 0 0/.8rem 100% no-repeat scroll,linear-gradient(270deg,var(--line),transparent) 100% 0/.8rem 100% no-repeat scroll}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.35rem 1rem;margin:0 0 1rem}
dt{color:var(--quiet)}
dd{margin:0}
ul.cards{list-style:none;margin:0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
ul.cards li{border:1px solid var(--line);border-radius:.5rem;padding:.9rem}
td,dd,li,code,strong,bdi,h1,option{unicode-bidi:isolate}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
body.admin{max-width:76rem}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
header nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem;margin:.75rem 0 0;padding:0}
body.admin header nav a{display:block;padding:.35rem .75rem;border-radius:.4rem;color:var(--ink);font-weight:500}
body.admin header nav a[aria-current]{background:var(--accent);color:var(--on-accent)}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
body.account{max-width:58rem}
svg.qr{display:block;width:min(15rem,100%);height:auto;margin:0 0 1rem;border-radius:.4rem}
ol.codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:.4rem 2rem;margin:0 0 1.25rem;padding-left:2.4rem}
ol.codes code{font-size:1.05rem}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
form.inline.grow{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;flex:1 1 16rem}
form.inline.grow input[type=text]{margin:0;flex:1 1 9rem;width:auto;min-width:0}
form.other-way{margin-top:1rem;padding-top:1rem;border-top:1px solid var(--line)}
form[hidden]{display:none}
@media print{:root{color-scheme:light;--paper:#fff;--ground:#fff;--ink:#000;--quiet:#333;--line:#999;--accent:#000}header nav,footer,.actions,.skip,.crumbs,.pages a,form:has(button):not(:has(.copy)),details:not([open]){display:none}main{border:0;padding:0}.scroll{overflow:visible;background:none}body.admin .scroll table{min-width:0}tr,figure,li{break-inside:avoid}}
body.admin footer{padding:1rem 0;color:var(--quiet)}
body.admin footer form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:flex-end;margin:0}
button.small,.button.small{padding:.3rem .7rem;font-size:.92rem}
button.danger,.button.danger{background:var(--bad);border-color:var(--bad);color:var(--paper)}
button.plain.danger,.button.plain.danger{background:transparent;color:var(--bad)}
form.narrow{max-width:34rem}
form.inline{display:inline-block;margin:0}
.notice.mind{border-color:#b07c00}
body.reads main form[method=post],body.reads main .acts{display:none}
img.thumb{max-width:160px;max-height:160px;border:1px solid var(--line);border-radius:.3rem;background:var(--ground)}
img.seen{max-width:100%;height:auto;border:1px solid var(--line);border-radius:.4rem}
.nothumb{display:inline-block;padding:.8rem;border:1px dashed var(--quiet);border-radius:.3rem;color:var(--quiet);font-size:.88rem}
.nothumb.large{display:block;padding:2rem;text-align:center}
ul.thumbs{list-style:none;margin:0 0 1rem;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr))}
ul.thumbs li{display:flex;flex-direction:column;gap:.25rem;overflow-wrap:anywhere;font-size:.92rem}
pre.diff ins{text-decoration:none;color:var(--good);display:block}
pre.diff del{text-decoration:none;color:var(--bad);display:block}
pre.diff span{display:block}
input[type=number]{display:block;width:100%;font:inherit;color:inherit;background:var(--field);border:1px solid var(--quiet);border-radius:.4rem;padding:.6rem .7rem;margin-bottom:1rem}
.charts{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));margin:1.25rem 0}
figure.chart{margin:0;border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem}
figure.chart figcaption{color:var(--quiet);font-size:.92rem;margin-bottom:.4rem}
figure.chart svg{display:block;width:100%;height:4rem}
figure.chart svg[viewBox='0 0 320 18']{height:1.1rem}
.chart .axis{stroke:var(--line)}
.chart rect.good,.chart rect.open{fill:var(--good)}
.chart rect.bad,.chart rect.closed{fill:var(--bad)}
.chart rect.part{fill:#b07c00}
ul.legend{list-style:none;margin:.5rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.92rem}
.dot{display:inline-block;width:.7rem;height:.7rem;border-radius:50%;margin-right:.35rem}
.dot.open{background:var(--good)}
.dot.closed{background:var(--bad)}
.dot.part{background:#b07c00}
textarea.short{min-height:9rem}
input[type=file]{display:block;margin-bottom:1rem;max-width:100%}
progress{width:100%;height:1.2rem;accent-color:var(--accent)}
ul.facts{list-style:none;margin:0 0 1.25rem;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr))}
ul.facts li{border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem;display:flex;flex-direction:column}
ul.facts span{color:var(--quiet);font-size:.92rem}
ul.facts strong{font-size:1.1rem}
strong.good{color:var(--good)}
strong.bad{color:var(--bad)}
ul.concerns{list-style:none;margin:0 0 1rem;padding:0}
ul.concerns li{border-left:4px solid #b07c00;background:var(--ground);padding:.6rem .9rem;margin-bottom:.5rem}
.fields{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));align-items:end}
.fields>div{min-width:0}
.fields input,.fields select{height:2.9rem}
body.admin .scroll table{min-width:32rem;overflow-wrap:normal}
body.admin td code{overflow-wrap:anywhere}
.checks{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));max-height:18rem;overflow-y:auto}
input[type=date],input[type=search],input[type=datetime-local]{display:block;width:100%;font:inherit;color:inherit;background:var(--field);border:1px solid var(--quiet);border-radius:.4rem;padding:.6rem .7rem;margin-bottom:1rem}
textarea.code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9rem;min-height:24rem;white-space:pre;overflow-x:auto}
.badge{display:inline-block;white-space:nowrap;border:1px solid currentcolor;border-radius:1rem;padding:.05rem .6rem;font-size:.88rem;font-weight:600;background:var(--paper)}
.badge.open{color:var(--good)}
.badge.part{color:#8a5a00}
.badge.closed{color:var(--bad)}
.badge.hidden,.badge.off{color:var(--quiet)}
@media (prefers-color-scheme:dark){.badge.part{color:#f0c065}}
.crumbs{margin-bottom:1rem}
.crumbs strong{display:inline-block;max-width:min(26rem,55vw);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;vertical-align:bottom}
body.admin .scroll td>a{display:inline-block;max-width:16rem;overflow-wrap:break-word}
ul.tree{list-style:none;margin:0 0 1rem;padding:0}
ul.tree li{display:flex;flex-wrap:wrap;gap:.3rem .8rem;justify-content:space-between;align-items:center;border-bottom:1px solid var(--line);padding:.45rem 0}
ul.access{margin:0 0 1rem;padding-left:1.2rem}
td.when{white-space:nowrap}
td.act{text-align:right;white-space:nowrap}
table:has(td.act) th:last-child{text-align:right}
th{font-size:.92rem;color:var(--quiet)}
tbody tr:hover{background:color-mix(in srgb,var(--ground) 60%,transparent)}
th:last-child,td:last-child{padding-right:0}
body.admin main>h2{border-top:1px solid var(--line);padding-top:1.1rem;margin-top:1.5rem}
form>button[type=submit]{margin-top:.25rem}
.pages{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}
.copy{display:block;background:var(--ground);border:1px dashed var(--quiet);border-radius:.4rem;padding:.7rem;margin:0 0 1rem;user-select:all}
details{border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;margin:0 0 1rem}
summary{cursor:pointer;font-weight:600}
details[open] summary{margin-bottom:.75rem}
figure.sample,figure.window{margin:0 0 1.25rem}
figure figcaption{margin:.3rem 0}
figure.window .frame{max-width:30rem;background:var(--ground);border:1px solid var(--line);border-radius:.6rem;padding:0 1rem 1rem}
figure.window .brand{margin:0;padding:.75rem 0;font-weight:600;color:var(--quiet);overflow-wrap:anywhere}
figure.window .sheet{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1.25rem;overflow-wrap:anywhere}
figure.window .title{font-size:1.45rem;font-weight:600;line-height:1.25}
ul.tree.defined li{display:block}
ul.tree.defined li>a{font-weight:600;margin-right:.5rem}
pre{overflow-x:auto;background:var(--ground);border-radius:.4rem;padding:.8rem;font-size:.9rem}
@media (max-width:26rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}main{padding:1.1rem}}
`;

/** A gate with its bar up. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1b5e57"/><path d="M8 26V13a8 8 0 0 1 16 0v13" fill="none" stroke="#fff" stroke-width="3"/><path d="M13 26V15m6 11V15" stroke="#fff" stroke-width="2.4"/></svg>`;
