import { REDACTED, redactor } from "@circuito/connector";
import type { PayloadView } from "@circuito/protocol";
import { PAYLOAD_SHOWN_MAX, type PayloadReading } from "@circuito/store";

/** Names whose values open something, whoever chose the rest of the name. */
const SECRET_NAME = /secret|token|passw|authorization|signature|api[_-]?key|credential/i;
const NAME = String.raw`([\w.-]*(?:secret|token|passw|authorization|signature|api[_-]?key|credential)[\w.-]*`;
/** `name=value` of a form, and `name: value` of a header, to its end. */
const SECRET_PAIRS = [
  new RegExp(`${NAME}=)[^&\\s]+`, "gi"),
  new RegExp(`${NAME}:[ \\t]*)[^\\r\\n]+`, "gi"),
];

const WITHOUT_SECRETS = redactor([]);

/** What came in, for a person to read: what may open something is masked, however it is written. */
export function payloadViewOf({ bytes, sha256, sizeBytes }: PayloadReading): PayloadView {
  if (!bytes) {
    const form = sha256 === null ? "gone" : "elsewhere";
    return { form, text: null, sizeBytes: null, isCut: false };
  }
  const isCut = (sizeBytes ?? 0) > PAYLOAD_SHOWN_MAX;
  const text = textOf(bytes, isCut);
  if (text === undefined) return { form: "binary", text: null, sizeBytes, isCut };
  const json = isCut ? undefined : parsed(text);
  if (typeof json === "object" && json !== null) {
    const masked = JSON.stringify(json, maskSecrets, 2);
    return { form: "json", text: WITHOUT_SECRETS.text(masked), sizeBytes, isCut };
  }
  const masked = SECRET_PAIRS.reduce((rest, pair) => rest.replace(pair, `$1${REDACTED}`), text);
  return { form: "text", text: WITHOUT_SECRETS.text(masked), sizeBytes, isCut };
}

function maskSecrets(name: string, value: unknown): unknown {
  return SECRET_NAME.test(name) && (typeof value === "string" || typeof value === "number")
    ? REDACTED
    : value;
}

/** A cut may go through a letter: its halves are no reason to call a text something else. */
function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const text = decoder.decode(bytes, { stream: isCut });
    return text.includes(NUL) ? undefined : text;
  } catch {
    return undefined;
  }
}

const NUL = String.fromCharCode(0);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
