/** On the company's page: gives each frame of ours the height of what is in it, when the frame says so. */
export const EMBED_SCRIPT = `(()=>{const own=new URL(document.currentScript.src).origin;addEventListener("message",(e)=>{if(e.origin!==own||!e.data||e.data.type!=="circuito-form-height")return;const h=Number(e.data.height);if(!(h>0&&h<20000))return;for(const f of document.querySelectorAll("iframe"))if(f.contentWindow===e.source)f.style.height=h+"px"})})();
`;

/** In the frame: says how high the page is. Nothing but a number is told, so anybody may hear it. */
export const HEIGHT_SCRIPT = `(()=>{if(parent===window)return;const tell=()=>parent.postMessage({type:"circuito-form-height",height:document.documentElement.offsetHeight},"*");new ResizeObserver(tell).observe(document.documentElement);tell()})();
`;
