import { createHash } from "node:crypto";

/**
 * Look of the public pages: system fonts, one column, the console's colours. It is kept under 2 kB
 * compressed and to what browsers of 2022 know, for customers choose their browser, and not we.
 */
export const PUBLIC_STYLE = `:root{color-scheme:light dark;--canvas:#f4f5fa;--surface:#fff;--muted:#eeeff3;--line:#d8d9dd;--line-control:#7e8088;--fg:#1d1f25;--fg-2:#50525a;--accent:#5252d8;--accent-hover:#443ec3;--on-accent:#fff;--accent-text:#4641c7;--accent-soft:#ecefff;--focus:#5959e8;--danger-text:#b3131d;--danger-soft:#ffeceb;--ok-text:#056733;--ok-soft:#e0f7e5}
@media(prefers-color-scheme:dark){:root{--canvas:#0b0c10;--surface:#111217;--muted:#212229;--line:#2e3037;--line-control:#71747e;--fg:#ecedef;--fg-2:#b5b7be;--accent:#5c5fe6;--accent-hover:#5252d8;--accent-text:#a9b4ff;--accent-soft:#202341;--focus:#808aff;--danger-text:#fc918b;--danger-soft:#421b1b;--ok-text:#71d790;--ok-soft:#142d1b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--canvas);color:var(--fg);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
header,main{width:100%;max-width:36rem;margin:0 auto;padding:1rem}
.wide>header,.wide>main{max-width:64rem}
header{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;justify-content:space-between;padding-top:1.5rem}
header>p,header>a:first-child{margin:0;font-weight:600;color:var(--fg);text-decoration:none}
.narrow>main{background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem;margin-bottom:3rem}
@media(max-width:38rem){.narrow>main{border-width:1px 0;border-radius:0}}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .75rem;text-wrap:balance}
h2{font-size:1.125rem;line-height:1.35;margin:2rem 0 .5rem}
p{margin:0 0 1rem}
.quiet{color:var(--fg-2);font-size:.875rem}
a{color:var(--accent-text)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
label,legend{display:block;font-weight:500;padding:0;margin:0 0 .375rem}
fieldset{border:0;padding:0;margin:0 0 1.25rem;min-width:0}
.field{margin:0 0 1.25rem}
.hint{margin:.25rem 0 0;font-size:.875rem;color:var(--fg-2)}
.error{margin:.25rem 0 0;font-size:.875rem;color:var(--danger-text)}
input:where(:not([type=radio],[type=checkbox],[type=file])),textarea,select{width:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line-control);border-radius:.5rem;padding:.5rem .75rem;min-height:2.75rem}
.tick{display:flex;gap:.625rem;align-items:flex-start;font-weight:400;margin:0;padding:.375rem 0;cursor:pointer}
.tick>input{flex:none;width:1.25rem;height:1.25rem;margin:.175rem 0 0;accent-color:var(--accent)}
input[type=file]{width:100%;font:inherit}
textarea{min-height:8rem;resize:vertical}
[aria-invalid=true]{border-color:var(--danger-text)}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;padding:.5rem 1.25rem;font:inherit;font-weight:500;border:1px solid transparent;border-radius:.5rem;background:var(--accent);color:var(--on-accent);cursor:pointer;text-decoration:none}
button:hover,.button:hover{background:var(--accent-hover)}
.secondary{background:transparent;color:var(--fg);border-color:var(--line-control)}
.secondary:hover{background:var(--muted)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
.notice{border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1.25rem;background:var(--accent-soft)}
.notice.bad{background:var(--danger-soft);color:var(--danger-text)}
.notice.good{background:var(--ok-soft);color:var(--ok-text)}
.notice>:last-child{margin-bottom:0}
.notice a{color:inherit}
.scale{display:flex;flex-wrap:wrap;gap:.375rem}
.scale label{flex:1 0 2.25rem;display:flex;flex-direction:column;align-items:center;gap:.25rem;margin:0;padding:.625rem .25rem;border:1px solid var(--line-control);border-radius:.5rem;cursor:pointer}
.scale label:hover{background:var(--muted)}
.scale label:has(:checked){border-color:var(--accent);background:var(--accent-soft)}
@media(max-width:35rem){.scale label{flex-basis:2.75rem}}
.ends{display:flex;justify-content:space-between;gap:1rem;margin:.375rem 0 0;font-size:.875rem;color:var(--fg-2)}
.away{position:absolute;left:-200vw;width:1px;height:1px;overflow:hidden}
@media print{body{background:#fff}header .away,form,.actions{display:none}.narrow>main{border:0;padding:0}}`;

/** Its address changes with it, so that browsers may keep it for ever. */
export const PUBLIC_STYLE_PATH = `/public/style-${createHash("sha256").update(PUBLIC_STYLE).digest("hex").slice(0, 12)}.css`;
