/** One style for all pages of the demo's mail, small enough to stand in each of them. */
export const MAIL_PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf7;--sheet:#fff;--ink:#1f2523;--soft:#5a655f;--line:#dcd9cf;--leaf:#0f766e;--leaf-ink:#fff;--leaf-soft:#e3f1ee;--warn:#8a3b12;--warn-soft:#fdeee2}
@media (prefers-color-scheme:dark){:root{--paper:#151a18;--sheet:#1d2421;--ink:#e9ede9;--soft:#a5b0aa;--line:#354039;--leaf:#5fd0c1;--leaf-ink:#06251f;--leaf-soft:#1d3a35;--warn:#ffc49b;--warn-soft:#40291b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
a{color:var(--leaf)}
:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:1rem;background:var(--sheet);padding:.5rem 1rem;z-index:1}
.ribbon{margin:0;background:var(--leaf);color:var(--leaf-ink);padding:.45rem 1.25rem;font-size:.9rem}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;padding:1.1rem 1.25rem .9rem;border-bottom:1px solid var(--line)}
.top h1{font-size:1.35rem;margin:0;letter-spacing:-.01em}
.top nav{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;font-size:.95rem}
.desk{display:grid;grid-template-columns:minmax(15rem,22rem) minmax(0,1fr);min-height:70vh}
@media (max-width:48rem){.desk{grid-template-columns:minmax(0,1fr)}}
.pile{border-right:1px solid var(--line);padding:1rem}
@media (max-width:48rem){.pile{border-right:0;border-bottom:1px solid var(--line)}}
.pile h2{font-size:.95rem;margin:1.1rem 0 .4rem}
.pile ol{list-style:none;margin:0;padding:0}
.pile li a{display:block;padding:.6rem .75rem;border-radius:.6rem;color:inherit;text-decoration:none;overflow-wrap:anywhere}
.pile li a:hover{background:var(--leaf-soft)}
.pile li a[aria-current]{background:var(--leaf-soft);box-shadow:inset 3px 0 0 var(--leaf)}
.pile b{display:block;font-weight:650}
.pile small,.meta{color:var(--soft);font-size:.85rem}
.button,button{display:inline-block;font:inherit;font-weight:600;background:var(--leaf);color:var(--leaf-ink);border:0;border-radius:.6rem;padding:.6rem 1.1rem;min-height:2.75rem;text-decoration:none;cursor:pointer}
main{padding:1.25rem clamp(1rem,4vw,2.5rem);max-width:52rem;min-width:0}
main h2{font-size:1.4rem;line-height:1.25;margin:.2rem 0 .8rem;overflow-wrap:anywhere}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:.9rem;padding:1.1rem 1.25rem;margin:0 0 1.25rem}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem .9rem;margin:0 0 1rem;font-size:.92rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
@media (max-width:30rem){dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:.4rem}}
.words{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:inherit;max-height:60vh;overflow:auto}
iframe{width:100%;height:18rem;border:1px solid var(--line);border-radius:.6rem;background:#fff}
summary{cursor:pointer;padding:.35rem 0;font-weight:600}
code{font:.88em ui-monospace,monospace;overflow-wrap:anywhere}
.headers{font:.85rem/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
.note{border-radius:.6rem;padding:.65rem .9rem;margin:0 0 1.1rem;background:var(--leaf-soft)}
.note.bad{background:var(--warn-soft);color:var(--warn)}
form.sheet{padding-top:.6rem}form.sheet h2{margin-top:.5rem}.sheet h2{font-size:1.2rem}article.sheet h2{font-size:1.4rem}
form label{display:block;font-weight:600;margin:.8rem 0 .25rem}
form .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem}
@media (max-width:34rem){form .pair{grid-template-columns:1fr}}
input[type=text],input[type=email],textarea{width:100%;font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--soft);border-radius:.55rem;padding:.55rem .7rem}
textarea{min-height:9rem;resize:vertical}
.check{display:flex;gap:.6rem;align-items:flex-start;font-weight:400}
.check input{width:1.15rem;height:1.15rem;margin:.2rem 0 0;flex:none}
form .meta{margin:.15rem 0 0}
form p:last-child{margin:1.1rem 0 0}
`.trim();

/** Looks for new letters without a reload, so that nothing half written is lost. */
export const MAIL_PAGE_SCRIPT = `
const list = document.getElementById("cartas");
const news = document.getElementById("novidade");
let last;
async function look() {
  if (document.hidden) return;
  const answer = await fetch(list.dataset.src).catch(() => undefined);
  if (!answer || !answer.ok) return;
  const html = await answer.text();
  if (last !== undefined && html !== last) {
    const at = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
    list.innerHTML = html;
    news.textContent = "A lista de cartas mudou.";
    if (at) [...list.querySelectorAll("a")].find((a) => a.getAttribute("href") === at)?.focus();
  }
  last = html;
}
look();
setInterval(look, 2000);
`.trim();
