import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Discovery, MailboxTestEvent } from "../src/api/mailbox-setup.ts";
import { Refused } from "./world.ts";

/** The password that the imagined server takes. */
const RIGHT_PASSWORD = "certa";

const STEPS = ["imap-dns", "imap-tcp", "imap-tls", "imap-login", "smtp-login", "receive"] as const;

/** A client that the imagined provider does not know. */
export const WRONG_CLIENT = "desconhecido";
const REFUSED_CONSENT = randomUUID();

/** The set-up of a mailbox, over servers that are imagined. */
export function answerMailbox(
  path: string,
  body: Record<string, unknown>,
  response: ServerResponse,
): void {
  switch (path) {
    case "/mailboxes/discover": {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(discovered(String(body.address))));
      return;
    }
    case "/mailboxes/test": {
      const settings = (body.settings ?? {}) as Record<string, unknown>;
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      for (const event of tested(settings.imapPassword === RIGHT_PASSWORD)) {
        // In pieces, as a network would.
        const line = `${JSON.stringify(event)}\n`;
        response.write(line.slice(0, 7));
        response.write(line.slice(7));
      }
      response.end();
      return;
    }
    case "/mailboxes/consents": {
      const { clientId } = body;
      response.writeHead(201, { "content-type": "application/json" });
      const id = clientId === WRONG_CLIENT ? REFUSED_CONSENT : randomUUID();
      response.end(JSON.stringify({ id, url: "/oauth/mail", redirectUri: "/oauth/mail" }));
      return;
    }
    default: {
      const id = /^\/mailboxes\/consents\/(.+)$/.exec(path)?.[1];
      if (id === undefined) throw new Refused("not-found");
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify(
          id === REFUSED_CONSENT
            ? { state: "refused", because: "client", theirWords: "AADSTS7000215: Invalid secret" }
            : { state: "granted", because: null, theirWords: null },
        ),
      );
      return;
    }
  }
}

function discovered(address: string): Discovery {
  if (!address.endsWith("@example.com")) return { candidates: [] };
  return {
    candidates: [
      {
        source: "autoconfig",
        from: "https://autoconfig.example.com/mail/config-v1.1.xml",
        provider: "Correio Exemplo",
        imap: { host: "imap.example.com", port: 993, security: "tls", user: address },
        smtp: { host: "smtp.example.com", port: 587, security: "starttls", user: address },
        logins: ["password"],
        oauth: null,
        needsConfirmation: false,
      },
      {
        source: "preset",
        from: "https://learn.microsoft.com/exchange/",
        provider: "Microsoft 365",
        imap: { host: "outlook.office365.com", port: 993, security: "tls", user: address },
        smtp: { host: "smtp.office365.com", port: 587, security: "starttls", user: address },
        logins: ["oauth"],
        oauth: {
          authorizeUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
          tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
          scope: "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
        },
        needsConfirmation: false,
      },
      {
        source: "mx",
        from: "mx.other.example.net",
        provider: "Outro Provedor",
        imap: { host: "imap.other.example.net", port: 993, security: "tls", user: address },
        smtp: null,
        logins: ["app-password"],
        oauth: null,
        needsConfirmation: true,
      },
    ],
  };
}

function tested(isRight: boolean): readonly MailboxTestEvent[] {
  const events: MailboxTestEvent[] = [];
  for (const step of STEPS) {
    const isAfter = !isRight && events.some((e) => e.kind === "step" && e.status === "failed");
    const fails = !isRight && step === "imap-login";
    events.push({ kind: "started", step });
    events.push({
      kind: "step",
      step,
      status: fails ? "failed" : isAfter ? "skipped" : "ok",
      ms: 42,
      theirWords: fails ? "NO [AUTHENTICATIONFAILED] Invalid credentials" : null,
      hint: fails ? "wrong-password" : null,
      facts: null,
    });
  }
  events.push({ kind: "finished", outcome: isRight ? "ok" : "failed" });
  return events;
}
