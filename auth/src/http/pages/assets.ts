/** The one style sheet: light and dark by the person's setting, from 320 px up, 4.5:1 contrast or better. */
export const styleSheet = `:root{color-scheme:light dark;--paper:#fff;--ground:#f3f1ec;--ink:#1d2430;--quiet:#566073;--line:#cfd3da;--accent:#1b5e57;--on-accent:#fff;--bad:#9f1d20;--bad-ground:#fdecec;--good:#17603a;--good-ground:#e8f5ec}
@media (prefers-color-scheme:dark){:root{--paper:#1a2029;--ground:#11151b;--ink:#e8ebf0;--quiet:#a5afbf;--line:#3a4452;--accent:#7fd1c6;--on-accent:#0c2321;--bad:#ffb4b0;--bad-ground:#3d1d1e;--good:#9fe0b8;--good-ground:#17301f}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--ground);color:var(--ink)}
body{margin:0 auto;padding:1rem;min-height:100vh;display:flex;flex-direction:column}
body.narrow{max-width:30rem}
body.wide{max-width:70rem}
header{padding:.75rem 0 1rem;font-weight:600;overflow-wrap:anywhere}
header a{color:var(--quiet);text-decoration:none}
header a:hover{text-decoration:underline}
main>:last-child{margin-bottom:0}
main{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1.5rem;overflow-wrap:anywhere}
h1{font-size:1.45rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
p{margin:0 0 1rem}
a{color:var(--accent)}
label{display:block;font-weight:600;margin-bottom:.25rem}
input[type=text],input[type=password],input[type=email],textarea,select{display:block;width:100%;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--quiet);border-radius:.4rem;padding:.6rem .7rem;margin-bottom:1rem}
.choice{display:flex;gap:.6rem;align-items:flex-start;margin:.4rem 0}
.choice label{font-weight:400;margin:0}
.choice input{margin-top:.4rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
form{margin:0 0 1rem}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:0 0 1rem;padding:.6rem 1rem}
legend{font-weight:600;padding:0 .3rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-top:.5rem}
button,.button{font:inherit;font-weight:600;cursor:pointer;color:var(--on-accent);background:var(--accent);border:1px solid var(--accent);border-radius:.4rem;padding:.6rem 1.2rem;text-decoration:none;display:inline-block}
button.plain,.button.plain{color:var(--accent);background:transparent}
.notice{border-left:4px solid var(--line);padding:.6rem .9rem;margin:0 0 1rem;background:var(--ground)}
.notice.bad{border-color:var(--bad);background:var(--bad-ground);color:var(--bad)}
.notice.good{border-color:var(--good);background:var(--good-ground);color:var(--good)}
.notice ul{margin:0;padding-left:1.2rem}
.quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.scroll{overflow-x:auto;margin-bottom:.75rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.35rem 1rem;margin:0 0 1rem}
dt{color:var(--quiet)}
dd{margin:0}
ul.cards{list-style:none;margin:0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
ul.cards li{border:1px solid var(--line);border-radius:.5rem;padding:.9rem}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
@media (max-width:26rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}main{padding:1.1rem}}
`;

/** A gate with its bar up. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1b5e57"/><path d="M8 26V13a8 8 0 0 1 16 0v13" fill="none" stroke="#fff" stroke-width="3"/><path d="M13 26V15m6 11V15" stroke="#fff" stroke-width="2.4"/></svg>`;
