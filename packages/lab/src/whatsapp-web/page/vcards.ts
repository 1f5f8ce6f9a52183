import type { ContactModel } from "./contact-model.ts";
import { define } from "./modules.ts";

interface Vcard {
  readonly name: string;
}

function parseVcard(text: string): Vcard | undefined {
  const name = /^FN[^:]*:(.*)$/m.exec(text)?.[1]?.trim();
  return name === undefined ? undefined : { name };
}

function vcardFromContactModel({ id, name, pushname, phoneNumber }: ContactModel): {
  displayName: string;
  vcard: string;
} {
  const number = (phoneNumber ?? id).user;
  const displayName = name ?? pushname ?? number;
  const phone = `TEL;type=CELL;waid=${number}:+${number}`;
  const lines = ["BEGIN:VCARD", "VERSION:3.0", `FN:${displayName}`, phone, "END:VCARD"];
  return { displayName, vcard: lines.join("\n") };
}

define({
  WAWebVcardParsingUtils: { parseVcard },
  WAWebVcardGetNameFromParsed: { vcardGetNameFromParsed: ({ name }: Vcard) => name },
  WAWebFrontendVcardUtils: { vcardFromContactModel },
});
