/* What a gateway needs to show a mail that was read before; loads no client of any server. */
export { placePictures } from "./html/mail-pictures.ts";
export { SANITIZER_VERSION } from "./html/sanitize-mail-html.ts";
export { ParseWorkers } from "./parse/parse-workers.ts";
