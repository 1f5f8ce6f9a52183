import { Buffer } from "node:buffer";

/** Header lines and a body as a mail on the wire; `undefined` leaves the usual header out. */
export function rawMail(
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  encoding: BufferEncoding = "utf8",
): Buffer {
  const all = {
    From: "Ana Lima <ana@example.com>",
    To: "help@example.org",
    Subject: "Pedido",
    Date: "Mon, 12 Jan 2026 10:00:00 -0300",
    "Message-ID": "<m1@example.com>",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  const text = `${lines.join("\r\n")}\r\n\r\n${body.replace(/\r?\n/g, "\r\n")}`;
  return Buffer.from(text, encoding);
}

/** A multipart of the given parts, each with its own header lines. */
export function multipart(
  subtype: string,
  parts: readonly string[],
  headers: Readonly<Record<string, string | undefined>> = {},
): Buffer {
  const boundary = "=_limit_of_parts";
  const body = parts.map((part) => `--${boundary}\n${part}\n`).join("");
  return rawMail(
    { "Content-Type": `multipart/${subtype}; boundary="${boundary}"`, ...headers },
    `${body}--${boundary}--\n`,
  );
}

export function part(type: string, body: string, headers: readonly string[] = []): string {
  return [`Content-Type: ${type}`, ...headers, "", body].join("\n");
}
