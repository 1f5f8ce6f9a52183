import { strictAddress } from "@circuito/domain";
import { z } from "zod";
import { decodePart } from "./decode-part.ts";

/** Through which server the installation's own mail leaves, and from whom it is. */
export interface OwnMailSettings {
  readonly from: { readonly name: string; readonly address: string };
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user?: string;
  readonly password?: string;
}

const PORTS = { "smtps:": 465, "smtp:": 587 } as const;

/** `smtps://user:password@host`, or `smtp://…` with STARTTLS, or with `?security=none` without. */
const smtpUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const defaultPort =
    url?.protocol === "smtps:" || url?.protocol === "smtp:" ? PORTS[url.protocol] : undefined;
  const query = [...(url?.searchParams ?? [])];
  const isPlain = url?.search === "?security=none" && url.protocol === "smtp:";
  const user = decodePart(url?.username ?? "");
  const password = decodePart(url?.password ?? "");
  const isMeant = user !== undefined && password !== undefined;
  if (!url?.hostname || !isMeant || defaultPort === undefined || (query.length > 0 && !isPlain)) {
    context.addIssue("must be a URL like smtps://user:password@mail.example.com");
    return z.NEVER;
  }
  const security = url.protocol === "smtps:" ? "tls" : isPlain ? "none" : "starttls";
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? defaultPort : Number(url.port),
    security: security as OwnMailSettings["security"],
    ...(user !== "" && { user }),
    ...(password !== "" && { password }),
  };
});

/** `circuito@example.com`, or `Circuito <circuito@example.com>`. */
const mailFrom = z.string().transform((text, context) => {
  const [, name = "", address = text] = /^([^<>\p{Cc}]{0,100})<([^<>]+)>$/u.exec(text) ?? [];
  if (strictAddress(address) === undefined) {
    context.addIssue("must be an address like Circuito <circuito@example.com>");
    return z.NEVER;
  }
  return { name: name.trim(), address: address.toLowerCase() };
});

export const ownMailFields = {
  MAIL_SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailFrom.optional(),
};

export function ownMailOf(values: {
  readonly MAIL_SMTP_URL?: z.output<typeof smtpUrl> | undefined;
  readonly MAIL_FROM?: z.output<typeof mailFrom> | undefined;
}): OwnMailSettings | undefined {
  const { MAIL_SMTP_URL: server, MAIL_FROM: from } = values;
  return server && from && { ...server, from };
}
