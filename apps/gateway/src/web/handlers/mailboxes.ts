import { randomBytes } from "node:crypto";
import type { MailboxCandidate, MailboxUnderTest } from "@circuito/connectors/email-setup";
import { MAIL_CHANNEL, type Principal, strictAddress } from "@circuito/domain";
import type { MailboxCandidateView, MailboxTestEventView } from "@circuito/protocol";
import { findMailConsent } from "@circuito/store";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { connectorFor } from "../../inboxes/connectors.ts";
import { loadMailboxTools } from "../../inboxes/mailbox-tools.ts";
import { wholeSettings } from "../../inboxes/open-connector.ts";
import { reachOfInbox } from "../../inboxes/reach-of-inbox.ts";
import { beginConsent } from "../../mail-consents/begin-consent.ts";
import { ofNewInbox, withConsent } from "../../mail-consents/with-consent.ts";
import { changeSettings } from "../change-settings.ts";
import type { Handlers } from "../handler.ts";
import { consume, keyOf } from "../limit-asks.ts";
import { HttpProblem } from "../problem.ts";
import { requireInbox } from "../require-inbox.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/**
 * A person corrects a field and tries again; a script looks for open ports. Each test is a handful of
 * log-ins at somebody's server, which locks accounts for less.
 */
const TESTS_MAX = 20;
const DISCOVERIES_MAX = 60;
const WINDOW_SECONDS = 10 * 60;
/** The longest that all steps may take together; nobody looks at a form for longer. */
const TEST_TIMEOUT_MS = 4 * 60_000;
/** 128 bits, in the letters that a mark may have. */
const NONCE_BYTES = 16;

/** The set-up of a mailbox: nothing of it is stored, and it connects only where inboxes may. */
export function mailboxHandlers(
  parts: WebParts,
): Pick<Handlers, "discoverMailbox" | "testMailbox" | "beginMailConsent" | "getMailConsent"> {
  const { signer, ispdbUrl } = parts.mailboxes;
  const tests = new RateLimiterMemory({ points: TESTS_MAX, duration: WINDOW_SECONDS });
  const discoveries = new RateLimiterMemory({ points: DISCOVERIES_MAX, duration: WINDOW_SECONDS });
  /** Who has a test running: one at a time each. */
  const running = new Set<string>();
  const log = parts.log.with({ component: "mailbox test" });

  async function* run(
    mailbox: MailboxUnderTest,
    mayReach: Reach,
    who: string,
    signal: AbortSignal,
  ): AsyncGenerator<MailboxTestEventView> {
    try {
      const { setup, dns, host } = await loadMailboxTools({ mayReach, now: parts.now });
      const nonce = randomBytes(NONCE_BYTES).toString("hex");
      for await (const event of setup.testMailbox(mailbox, { host, dns, signer, nonce }, signal)) {
        if (event.kind === "step" && event.status === "failed") {
          log.info("mailbox step failed", { step: event.step, hint: event.hint });
        }
        yield event;
      }
    } finally {
      running.delete(who);
    }
  }

  return {
    async discoverMailbox({ who, body }) {
      await consume(discoveries, keyOf(who));
      const address = addressOf(body.address, "body.address");
      const tools = { mayReach: parts.mailboxes.mayReach, now: parts.now };
      const { setup, dns, files } = await loadMailboxTools(tools);
      const found = await setup.discoverMailbox(address, { dns, fetch: files, ispdbUrl });
      return { candidates: found.candidates.map(candidateView), looked: found.looked };
    },

    async beginMailConsent({ who, body }) {
      await consume(discoveries, keyOf(who));
      const address = addressOf(body.address, "body.address");
      return await beginConsent(parts, admin(who).id, { ...body, address });
    },

    async getMailConsent({ who, params }) {
      const { database, now } = parts;
      const consent = await findMailConsent(database.pool, params.id, who.id, now());
      if (!consent) throw nothingHere();
      const { state, because, words } = consent;
      return { state, because, theirWords: words };
    },

    async testMailbox({ who, body, response }) {
      const { settings, mayReach } = await underTest(parts, who, body);
      const mailbox = await mailboxOf(settings);
      const key = keyOf(who);
      if (running.has(key)) {
        throw new HttpProblem("conflict", "another test of yours is running", {
          details: { because: "still-running" },
        });
      }
      running.add(key);
      await consume(tests, key).catch((refused: unknown) => {
        running.delete(key);
        throw refused;
      });
      const gone = new AbortController();
      const timer = setTimeout(() => gone.abort(), TEST_TIMEOUT_MS);
      response.once("close", () => {
        clearTimeout(timer);
        gone.abort();
      });
      if (response.closed) gone.abort();
      return run(mailbox, mayReach, key, gone.signal);
    },
  };
}

/** A consent is asked for by a person, who is there to say who owns the mailbox. */
function admin(who: Principal): Extract<Principal, { kind: "agent" }> {
  if (who.kind === "agent") return who;
  throw new HttpProblem("forbidden", "a consent is asked for by a person", {
    details: { because: "not-an-agent" },
  });
}

type Settings = Readonly<Record<string, unknown>>;
type Reach = (ipAddress: string) => boolean;

interface UnderTest {
  readonly settings: Settings;
  /** Where these settings may connect to. */
  readonly mayReach: Reach;
}

/** Of a new mailbox, of one that is set up, or of one as it would be once it is saved; with secrets. */
async function underTest(
  parts: WebParts,
  who: Principal,
  body: { readonly settings?: Settings | undefined; readonly inboxId?: string | undefined },
): Promise<UnderTest> {
  const { database, sealer, mailboxes } = parts;
  const { inboxId } = body;
  const given = body.settings && (await withConsent(database.pool, parts, who, body.settings));
  if (inboxId === undefined) {
    return { settings: ofNewInbox(given ?? {}), mayReach: mailboxes.mayReach };
  }
  const inbox = await requireInbox(database.pool, inboxId);
  const definition = connectorFor(inbox.channel);
  if (inbox.channel !== MAIL_CHANNEL || !definition) {
    throw new HttpProblem("invalid", "this inbox is no mailbox");
  }
  const stored = wholeSettings(inbox, sealer);
  const settings = given ? changeSettings(definition, stored, given) : stored;
  return { settings, mayReach: reachOfInbox({ id: inbox.id, settings }, mailboxes) };
}

/** @throws HttpProblem naming the fields that are wrong, never their values */
async function mailboxOf(settings: Settings): Promise<MailboxUnderTest> {
  const { address } = settings;
  const known = addressOf(typeof address === "string" ? address : "", "body.settings.address");
  const { mailboxHalves } = await import("@circuito/connectors/email-setup");
  const halves = mailboxHalves(settings);
  if (halves.kind === "halves") return { address: known, imap: halves.imap, smtp: halves.smtp };
  const issues = halves.issues.map(({ path, problem }) => ({
    path: `body.settings.${path}`,
    problem,
  }));
  throw new HttpProblem("invalid", "the settings are not complete or not right", {
    details: { issues },
  });
}

function addressOf(text: string, path: string): string {
  const address = strictAddress(text);
  if (address === undefined || !address.includes(".", address.lastIndexOf("@"))) {
    throw new HttpProblem("invalid", `${path}: is no e-mail address`, {
      details: { issues: [{ path, problem: "invalid_format" }] },
    });
  }
  return address;
}

function candidateView({ imap, smtp, oauth, ...rest }: MailboxCandidate): MailboxCandidateView {
  return {
    ...rest,
    imap: imap ?? null,
    smtp: smtp ?? null,
    oauth: oauth ?? null,
  };
}
