/** A file name as it may be shown and offered for download. It is never used as a path. */
export interface AttachmentName {
  readonly name: string;
  /** Runs when opened, or was dressed up to look like something else. */
  readonly dangerous: boolean;
}

/** File systems end at 255 bytes; a label in a list is shorter. */
const NAME_LENGTH_MAX = 180;
/** Of what was written, only the end is looked at: the extension stands there (B-19: 4 KB names). */
const WRITTEN_LENGTH_MAX = 1_024;
const EXTENSION_LENGTH_MAX = 16;

/** Controls, direction marks, invisible characters, and what no file system takes. */
const UNSAFE = /[\p{Cc}\p{Cf}\u{e0000}-\u{e007f}<>:"|?*]/gu;
const HIDDEN = /[\p{Cf}\u{e0000}-\u{e007f}]/u;
/** Names that Windows opens as devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const RUNS_WHEN_OPENED = new Set(
  (
    "exe com bat cmd scr pif msi msp cpl jar js jse vbs vbe wsf wsh ps1 psm1 hta lnk reg app apk " +
    "dmg iso img vhd vhdx html htm xhtml shtml svg php phtml asp aspx jsp cgi sh py pl rb htaccess " +
    "docm xlsm pptm xll one url scf chm"
  ).split(" "),
);

/** Cleans what the sender called a file; `fallback` names it when nothing is left (B-19). */
export function attachmentName(written: string, fallback: string): AttachmentName {
  const last = written.slice(-WRITTEN_LENGTH_MAX).split(/[/\\]/).at(-1) ?? "";
  const cleaned = last
    .normalize("NFC")
    .replace(UNSAFE, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|[. ]+$/g, "");
  const safe = DEVICE.test(cleaned) ? `_${cleaned}` : cleaned;
  const name = shorten(safe === "" ? fallback : safe);
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return { name, dangerous: RUNS_WHEN_OPENED.has(extension) || HIDDEN.test(written) };
}

function shorten(name: string): string {
  if (name.length <= NAME_LENGTH_MAX) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= EXTENSION_LENGTH_MAX ? name.slice(dot) : "";
  return `${name.slice(0, NAME_LENGTH_MAX - extension.length)}${extension}`;
}
