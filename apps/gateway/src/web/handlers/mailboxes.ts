import { randomBytes } from "node:crypto";
import type { MailboxCandidate, MailboxUnderTest } from "@circuito/connectors/email-setup";
import { MAIL_CHANNEL, strictAddress } from "@circuito/domain";
import type { MailboxCandidateView, MailboxTestEventView } from "@circuito/protocol";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { connectorFor } from "../../inboxes/connectors.ts";
import { loadMailboxTools } from "../../inboxes/mailbox-tools.ts";
import { wholeSettings } from "../../inboxes/open-connector.ts";
import { reachOfInbox } from "../../inboxes/reach-of-inbox.ts";
import { changeSettings } from "../change-settings.ts";
import type { Handlers } from "../handler.ts";
import { consume, keyOf } from "../limit-asks.ts";
import { HttpProblem } from "../problem.ts";
import { requireInbox } from "../require-inbox.ts";
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
): Pick<Handlers, "discoverMailbox" | "testMailbox"> {
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

    async testMailbox({ who, body, response }) {
      const { settings, mayReach } = await underTest(parts, body);
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

type Settings = Readonly<Record<string, unknown>>;
type Reach = (ipAddress: string) => boolean;

interface UnderTest {
  readonly settings: Settings;
  /** Where these settings may connect to. */
  readonly mayReach: Reach;
}

/** Of a new mailbox, of one that is set up, or of one as it would be once it is saved; with secrets. */
async function underTest(
  { database, sealer, mailboxes }: WebParts,
  body: { readonly settings?: Settings | undefined; readonly inboxId?: string | undefined },
): Promise<UnderTest> {
  const { inboxId } = body;
  if (inboxId === undefined) {
    return { settings: body.settings ?? {}, mayReach: mailboxes.mayReach };
  }
  const inbox = await requireInbox(database.pool, inboxId);
  const definition = connectorFor(inbox.channel);
  if (inbox.channel !== MAIL_CHANNEL || !definition) {
    throw new HttpProblem("invalid", "this inbox is no mailbox");
  }
  const stored = wholeSettings(inbox, sealer);
  const settings = body.settings ? changeSettings(definition, stored, body.settings) : stored;
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
