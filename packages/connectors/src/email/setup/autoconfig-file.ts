import { Parser } from "htmlparser2";
import { mailHost } from "../transport/mail-host.ts";
import {
  type CandidateSource,
  isWithin,
  type MailboxCandidate,
  type MailLogin,
  type MailServer,
} from "./mail-candidate.ts";

/** The largest file of the public collection has 10 KB. */
export const AUTOCONFIG_BYTES_MAX = 64 * 1024;
/** An honest file has a few dozen elements, at most five deep. */
const ELEMENTS_MAX = 1_000;
const DEPTH_MAX = 16;
const TEXT_LENGTH_MAX = 512;
/** More are repetitions of the same machine under other ports. */
const SERVERS_MAX = 10;
const NAME_LENGTH_MAX = 80;

/** A server as the file has it, its texts not yet read. */
interface WrittenServer {
  readonly direction: "incoming" | "outgoing";
  readonly type: string;
  readonly fields: Map<string, string[]>;
}

interface WrittenFile {
  readonly name: string;
  readonly servers: readonly WrittenServer[];
}

/**
 * Reads a configuration file of the kind that Mozilla's ISPDB and providers' `autoconfig` hosts serve.
 * Source: draft-bucksch-autoconfig §4. IMAP and SMTP over TLS alone are of use to us; what is anything
 * else, broken, oversized or carries a document type of its own (entities) gives nothing.
 */
export function readAutoconfig(
  bytes: Uint8Array,
  address: string,
  found: { readonly source: CandidateSource; readonly from: string },
): MailboxCandidate | undefined {
  if (bytes.byteLength > AUTOCONFIG_BYTES_MAX) return undefined;
  const text = decoded(bytes);
  if (text === undefined || /<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(text)) return undefined;
  const file = writtenFile(text);
  if (file === undefined) return undefined;
  const imap = bestServer(file, "incoming", "imap", address);
  const smtp = bestServer(file, "outgoing", "smtp", address);
  if (imap === undefined && smtp === undefined) return undefined;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const hosts = [imap, smtp].flatMap((one) => (one ? [one.server.host] : []));
  return {
    ...found,
    provider: file.name || domain,
    imap: imap?.server,
    smtp: smtp?.server,
    logins: imap?.logins ?? smtp?.logins ?? ["password"],
    oauth: undefined,
    sizes: "exact",
    // The domain itself says so, over TLS; a collection is somebody else's.
    needsConfirmation:
      found.source !== "autoconfig" && hosts.some((host) => !isWithin(host, domain)),
  };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What the elements we know hold; `undefined` for what is no such file. */
function writtenFile(text: string): WrittenFile | undefined {
  const path: string[] = [];
  const servers: WrittenServer[] = [];
  let open: WrittenServer | undefined;
  let words = "";
  let name = "";
  let elements = 0;
  let isBroken = false;
  let isFile = false;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        elements += 1;
        path.push(tag);
        words = "";
        if (path.length === 1) isFile = tag === "clientConfig";
        if (elements > ELEMENTS_MAX || path.length > DEPTH_MAX) {
          isBroken = true;
          parser.pause();
        }
        const isServer = tag === "incomingServer" || tag === "outgoingServer";
        if (isServer && path.at(-2) === "emailProvider") {
          const direction = tag === "incomingServer" ? "incoming" : "outgoing";
          open = { direction, type: attributes.type ?? "", fields: new Map() };
        }
      },
      ontext(part) {
        if (words.length <= TEXT_LENGTH_MAX) words += part;
      },
      onclosetag(tag) {
        const value = words.trim();
        words = "";
        const parent = path.at(-2);
        path.pop();
        if (tag === "displayShortName" && parent === "emailProvider") name = value;
        if (open && (parent === "incomingServer" || parent === "outgoingServer")) {
          open.fields.set(tag, [...(open.fields.get(tag) ?? []), value]);
        }
        if (open && (tag === "incomingServer" || tag === "outgoingServer")) {
          if (servers.length < SERVERS_MAX) servers.push(open);
          open = undefined;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  if (isBroken || !isFile) return undefined;
  return { name: cleanName(name), servers };
}

/** Of several, TLS from the first byte goes before STARTTLS; then the file's own order holds. */
function bestServer(
  file: WrittenFile,
  direction: WrittenServer["direction"],
  type: string,
  address: string,
): { readonly server: MailServer; readonly logins: readonly MailLogin[] } | undefined {
  const readable = file.servers
    .filter((one) => one.direction === direction && one.type === type)
    .flatMap((one) => serverOf(one, address) ?? []);
  return readable.find(({ server }) => server.security === "tls") ?? readable[0];
}

function serverOf(written: WrittenServer, address: string) {
  const field = (tag: string): string => written.fields.get(tag)?.[0] ?? "";
  const host = filled(field("hostname"), address).toLowerCase();
  const port = Number(field("port"));
  const security = SECURITY.get(field("socketType"));
  const user = filled(field("username"), address);
  const isSound =
    mailHost.safeParse(host).success &&
    /^\d{1,5}$/.test(field("port")) &&
    port >= 1 &&
    port <= 65_535 &&
    security !== undefined &&
    user.length >= 1 &&
    user.length <= 320 &&
    !/[\p{Cc}\p{Cf}%]/u.test(user);
  if (!isSound) return undefined;
  const logins = (written.fields.get("authentication") ?? []).flatMap(
    (word) => LOGINS.get(word) ?? [],
  );
  return { server: { host, port, security, user }, logins: logins.length > 0 ? logins : DEFAULT };
}

/** `plain` is a connection that anybody can read; we make none. */
const SECURITY: ReadonlyMap<string, MailServer["security"]> = new Map([
  ["SSL", "tls"],
  ["STARTTLS", "starttls"],
]);
const LOGINS: ReadonlyMap<string, MailLogin> = new Map([
  ["OAuth2", "oauth"],
  ["password-cleartext", "password"],
  ["plain", "password"],
  ["password-encrypted", "password"],
  ["secure", "password"],
]);
const DEFAULT: readonly MailLogin[] = ["password"];

/** draft-bucksch-autoconfig §4.4: the three names that may stand for parts of the address. */
function filled(text: string, address: string): string {
  const at = address.lastIndexOf("@");
  return text
    .replaceAll("%EMAILADDRESS%", () => address)
    .replaceAll("%EMAILLOCALPART%", () => address.slice(0, at))
    .replaceAll("%EMAILDOMAIN%", () => address.slice(at + 1));
}

function cleanName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, NAME_LENGTH_MAX);
}
