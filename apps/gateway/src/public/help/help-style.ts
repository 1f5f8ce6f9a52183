import { createHash } from "node:crypto";

/** What the help centre has beyond the look of all public pages. */
export const HELP_STYLE = `.hero{padding:2rem 0 2.5rem;text-align:center}
.hero h1{font-size:1.75rem}
search{display:block}
search form{display:flex;gap:.5rem;max-width:40rem;margin:0 auto}
header search{flex:1 1 16rem;max-width:24rem}
search input{flex:1;min-width:0}
.topics{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));gap:1rem;margin:0 0 3rem;padding:0;list-style:none}
.topics>li{background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem 1.5rem}
.topics h2{margin:0 0 .5rem;font-size:1rem}
.topics h2 a{color:inherit;text-decoration:none}
.links{margin:0;padding:0;list-style:none}
.links li{padding:.25rem 0}
.links a{text-decoration:none}
.links a:hover,.topics h2 a:hover{text-decoration:underline}
.hits{margin:0 0 3rem;padding:0;list-style:none;max-width:44rem}
.hits li{padding:1rem 0;border-bottom:1px solid var(--line)}
.hits h2{margin:0 0 .25rem;font-size:1.0625rem}
.hits p{margin:0}
mark{background:var(--accent-soft);color:inherit;border-radius:.25rem;padding:0 .125rem}
.path{font-size:.875rem;color:var(--fg-2);margin:.5rem 0 1rem}
.path ol{display:flex;flex-wrap:wrap;gap:.25rem .5rem;margin:0;padding:0;list-style:none}
.path li+li:before{content:"›";margin-right:.5rem}
.split{display:grid;gap:0 3rem;align-items:start}
@media(min-width:56rem){.split{grid-template-columns:minmax(0,1fr) 15rem}.contents{grid-column:2;grid-row:1/span 2;position:sticky;top:1.5rem}.split>article{grid-column:1;grid-row:1}}
.split>article{max-width:68ch}
.split>article>h1{font-size:1.75rem;margin-bottom:.25rem}
.contents{font-size:.875rem;border-left:2px solid var(--line);padding-left:1rem;margin:0 0 1.5rem}
.contents p{margin:0 0 .375rem;font-weight:600}
.contents ul{margin:0;padding:0;list-style:none}
.contents li{padding:.125rem 0}
.contents .deep{padding-left:.75rem}
.text{margin:1.5rem 0 2.5rem}
.text h2,.text h3,.text h4{scroll-margin-top:1rem}
.text h3{font-size:1rem;margin:1.5rem 0 .5rem}
.text h4{font-size:1rem;margin:1.25rem 0 .5rem;color:var(--fg-2)}
.text ul,.text ol{margin:0 0 1rem;padding-left:1.5rem}
.text li{margin:.375rem 0}
.text li>p{margin:0 0 .375rem}
.text blockquote{margin:0 0 1rem;padding-left:1rem;border-left:3px solid var(--line);color:var(--fg-2)}
.text pre{overflow-x:auto;background:var(--muted);border-radius:.5rem;padding:.75rem 1rem;font-size:.875rem}
.text code{background:var(--muted);border-radius:.25rem;padding:.0625rem .25rem;font-size:.9em}
.text pre code{padding:0;background:none}
.text img{display:block;max-width:100%;height:auto;margin:.5rem 0;border:1px solid var(--line);border-radius:.5rem}
.text hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
.table{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;border-bottom:1px solid var(--line)}
th{background:var(--muted)}
.tone{border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem;background:var(--accent-soft)}
.tone.tip{background:var(--ok-soft)}
.tone.warning{background:var(--danger-soft)}
.tone>p:first-child{margin-bottom:.25rem}
.tone>:last-child{margin-bottom:0}
.useful{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;border-top:1px solid var(--line);padding-top:1.25rem;margin-bottom:2rem}
.useful p{margin:0;font-weight:500}
.useful button{min-height:2.5rem;padding:.375rem 1.125rem}
.languages{display:flex;flex-wrap:wrap;gap:.25rem .75rem;font-size:.875rem;margin:1.5rem 0 0;padding:0;list-style:none}
@media print{.useful,.contents,.path,.languages,.more{display:none}.split>article{max-width:none}.text a[href^=http]:after{content:" (" attr(href) ")";font-size:.875em}}`;

/** Its address changes with it, so that browsers may keep it for ever. */
export const HELP_STYLE_NAME = `style-${createHash("sha256").update(HELP_STYLE).digest("hex").slice(0, 12)}.css`;
