import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type PeerCertificate, type TLSSocket } from "node:tls";
import { type MailSecurity, tlsOptions } from "../transport/tls-options.ts";
import { LineReader } from "./line-reader.ts";

/** What a server shows of itself. */
export interface TlsFacts {
  /** `TLSv1.3` */
  readonly protocol: string;
  readonly subject: string;
  readonly issuer: string;
  /** The names it is good for. */
  readonly names: readonly string[];
  /** As the certificate writes it. */
  readonly validTo: string;
  readonly fingerprint256: string;
  /** In PEM form, for an admin who means this very one. */
  readonly certificate: string;
}

/** A step of a connection that failed, with what the server had said by then. */
export class ProbeError extends Error {
  override readonly name = "ProbeError";
  readonly code: string;
  readonly words: string;
  readonly facts: TlsFacts | undefined;

  constructor(code: string, more: { words?: string; facts?: TlsFacts; cause?: unknown } = {}) {
    super(`the connection failed: ${code}`, { cause: more.cause });
    this.code = code;
    this.words = more.words ?? "";
    this.facts = more.facts;
  }
}

export interface ProbeTarget {
  readonly protocol: "imap" | "smtp";
  readonly host: string;
  readonly security: MailSecurity;
  readonly certificate: string | undefined;
}

/** More names than a certificate of one customer has; a provider's has hundreds. */
const NAMES_MAX = 20;

/** @throws ProbeError */
export function openTcp(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host: address, port, signal });
    const timer = setTimeout(() => fail({ code: "ETIMEDOUT" }), timeoutMs);
    const fail = (cause: unknown): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new ProbeError(codeOf(cause), { cause }));
    };
    socket.once("error", fail);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", fail);
      // Whoever reads next hears of errors by the reading; nobody is to fall over one.
      socket.on("error", () => {});
      resolve(socket);
    });
  });
}

/**
 * Makes the connection safe, as it was set up to be, and reads the greeting; nothing else is said. The
 * certificate is looked at whether it is good or not: this is the place where a person learns why not.
 * @throws ProbeError
 */
export async function openTls(
  socket: Socket,
  target: ProbeTarget,
  timeoutMs: number,
): Promise<{ readonly facts: TlsFacts; readonly greeting: string }> {
  try {
    return await within(timeoutMs, secured(socket, target));
  } finally {
    socket.destroy();
  }
}

async function secured(socket: Socket, target: ProbeTarget) {
  if (target.security === "tls") {
    const secure = await handshake(socket, target);
    const facts = factsOf(secure);
    refuseUntrusted(secure, facts);
    return { facts, greeting: await greetingOf(new LineReader(secure), target.protocol) };
  }
  const reader = new LineReader(socket);
  const greeting = await greetingOf(reader, target.protocol);
  await askForTls(socket, reader, target.protocol);
  const rest = reader.release();
  // What is said in the clear behind the answer was put there by somebody on the way.
  if (rest.length > 0) throw new ProbeError("NO_STARTTLS");
  const secure = await handshake(socket, target);
  const facts = factsOf(secure);
  refuseUntrusted(secure, facts);
  return { facts, greeting };
}

function handshake(socket: Socket, { host, certificate }: ProbeTarget): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({
      ...tlsOptions(host, certificate),
      socket,
      rejectUnauthorized: false,
    });
    const fail = (cause: unknown): void => reject(new ProbeError(codeOf(cause), { cause }));
    secure.once("error", fail);
    secure.once("close", () => fail({ code: "ECONNRESET" }));
    secure.once("secureConnect", () => {
      secure.off("error", fail);
      secure.on("error", () => {});
      resolve(secure);
    });
  });
}

function refuseUntrusted(secure: TLSSocket, facts: TlsFacts): void {
  if (secure.authorized) return;
  const why: unknown = secure.authorizationError;
  const word = typeof why === "string" ? why : why instanceof Error ? codeOf(why) : "";
  // A pinned certificate's own check has words and no code.
  throw new ProbeError(/^[A-Z_]+$/.test(word) ? word : "PINNED_MISMATCH", { facts });
}

async function greetingOf(reader: LineReader, protocol: ProbeTarget["protocol"]): Promise<string> {
  const line = await reader.line();
  const isIts = protocol === "imap" ? /^\* (OK|PREAUTH|BYE)\b/i : /^[2-5]\d\d[ -]/;
  if (!isIts.test(line)) {
    throw new ProbeError(protocol === "imap" ? "NOT_IMAP" : "NOT_SMTP", { words: line });
  }
  if (protocol === "smtp") await reader.restOfReply(line);
  if (/^(\* BYE|[45]\d\d)/i.test(line)) throw new ProbeError("SERVER_REFUSES", { words: line });
  return line;
}

/** RFC 3501 §6.2.1, RFC 3207 §4. */
async function askForTls(
  socket: Socket,
  reader: LineReader,
  protocol: ProbeTarget["protocol"],
): Promise<void> {
  if (protocol === "imap") {
    socket.write("a1 STARTTLS\r\n");
    const answer = await reader.until((line) => line.startsWith("a1 "));
    if (!/^a1 OK\b/i.test(answer)) throw new ProbeError("NO_STARTTLS", { words: answer.slice(3) });
    return;
  }
  socket.write("EHLO circuito.invalid\r\n");
  await reader.restOfReply(await reader.line());
  socket.write("STARTTLS\r\n");
  const answer = await reader.line();
  await reader.restOfReply(answer);
  if (!answer.startsWith("220")) throw new ProbeError("NO_STARTTLS", { words: answer });
}

function factsOf(secure: TLSSocket): TlsFacts {
  const shown = secure.getPeerCertificate();
  const names = (shown.subjectaltname ?? "")
    .split(", ")
    .map((name) => name.replace(/^(DNS|IP Address):/, ""))
    .filter((name) => name !== "");
  return {
    protocol: secure.getProtocol() ?? "",
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    names: names.slice(0, NAMES_MAX),
    validTo: shown.valid_to ?? "",
    fingerprint256: shown.fingerprint256 ?? "",
    certificate: pemOf(shown.raw),
  };
}

function nameOf(name: PeerCertificate["subject"] | undefined): string {
  const told: unknown = name?.CN ?? name?.O ?? "";
  return typeof told === "string" ? told : String(told);
}

function pemOf(raw: Buffer | undefined): string {
  if (raw === undefined) return "";
  const lines = raw.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ProbeError("GREETING_TIMEOUT")), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function codeOf(cause: unknown): string {
  const code: unknown = Reflect.get(Object(cause), "code");
  return typeof code === "string" ? code : "";
}
