import { Buffer } from "node:buffer";

/** What stands where a secret was. */
export const REDACTED = "[redacted]";
/** Shorter strings are no secrets, and replacing them would make every log line unreadable. */
const SECRET_LENGTH_MIN = 6;
/** Deeper values are cut: a log field is flat by intention. */
const DEPTH_MAX = 6;

/** `Authorization: Basic …`, `Bearer …` and the like, whoever's they are. */
const CREDENTIAL_HEADER = /\b(basic|bearer|token)\s+[A-Za-z0-9+/=._~-]{8,}/gi;
/** `https://user:password@host` */
const URL_CREDENTIALS = /(\/\/)[^/\s:@]+:[^/\s@]+(@)/g;

export interface Redactor {
  text(text: string): string;
  /** Strings inside plain objects, arrays and errors, too. */
  fields(fields: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Values of the settings that a connector names as secret; lists of secrets count one by one. */
export function secretValues(settings: unknown, names: readonly string[]): string[] {
  if (typeof settings !== "object" || settings === null) return [];
  return Object.entries(settings)
    .filter(([name]) => names.includes(name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is string => typeof value === "string" && value !== "");
}

/**
 * Every spelling in which a secret travels: as it is, percent-encoded, form-encoded, escaped in
 * JSON, in hexadecimal, and in Base64 at each of its three alignments, since `user:secret` shifts it.
 */
export function secretForms(secret: string): string[] {
  const bare = secret.startsWith("whsec_") ? secret.slice("whsec_".length) : secret;
  const forms = [secret, bare].flatMap((form) => [
    form,
    encodeURIComponent(form),
    new URLSearchParams({ v: form }).toString().slice(2),
    JSON.stringify(form).slice(1, -1),
    Buffer.from(form).toString("hex"),
    ...base64Cores(form),
  ]);
  return [...new Set(forms)]
    .filter((form) => form.length >= SECRET_LENGTH_MIN)
    .sort((a, b) => b.length - a.length);
}

export function redactor(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.flatMap(secretForms))].sort((a, b) => b.length - a.length);

  function text(input: string): string {
    let output = input;
    for (const form of forms) output = output.replaceAll(form, REDACTED);
    return output
      .replace(CREDENTIAL_HEADER, `$1 ${REDACTED}`)
      .replace(URL_CREDENTIALS, `$1${REDACTED}$2`);
  }

  function value(input: unknown, depth: number): unknown {
    if (typeof input === "string") return text(input);
    if (typeof input !== "object" || input === null) return input;
    if (depth >= DEPTH_MAX) return REDACTED;
    if (Array.isArray(input)) return input.map((item) => value(item, depth + 1));
    if (isError(input)) {
      const cause = input.cause === undefined ? {} : { cause: value(input.cause, depth + 1) };
      return { name: input.name, message: text(input.message), ...cause };
    }
    return Object.fromEntries(
      Object.entries(input).map(([name, item]) => [text(name), value(item, depth + 1)]),
    );
  }

  return {
    text,
    fields: (fields) =>
      Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, value(item, 0)])),
  };
}

/** Also of another realm: fetch's errors are, inside a test or a worker's sandbox. */
function isError(value: object): value is Error {
  return Object.prototype.toString.call(value) === "[object Error]";
}

/** The characters of a secret's Base64 that do not depend on its neighbours, for each alignment. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const whole = Math.floor((shift + bytes.length) / 3) * 4;
    const core = encoded.slice(shift === 0 ? 0 : 4, whole);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_"), encodeURIComponent(core)];
  });
}
