import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { redactor, secretValues } from "@circuito/connector";
import {
  type MailboxHint,
  type MailboxStep,
  SELF_TEST_HEADER,
  type Signer,
} from "@circuito/domain";
import type { ImapFlow } from "imapflow";
import { IMAP_SECRETS, type ImapSettings } from "../transport/imap/imap-settings.ts";
import { ImapDoor, type MailDoorHost } from "../transport/imap/open-imap.ts";
import type { SmtpSession } from "../transport/smtp/smtp-session.ts";
import { SMTP_SECRETS, type SmtpSettings } from "../transport/smtp/smtp-settings.ts";
import { chooseHint } from "./choose-hint.ts";
import { connectAny, resolveServer, secureConnection } from "./connection-steps.ts";
import { capabilitiesOf, countFirst, findMail, lookAtFolders } from "./imap-steps.ts";
import type { MailDns } from "./mail-dns.ts";
import {
  MAILBOX_TEST_TIMES,
  type MailboxTestEvent,
  type MailboxTestTimes,
  type MailboxUnderTest,
  type StepFacts,
  type StepResult,
} from "./mailbox-test.ts";
import { ProbeError } from "./probe-server.ts";
import { type SelfTestMail, selfTestMail } from "./self-test-mail.ts";
import { handOver, openSession } from "./smtp-steps.ts";
import { shownWords, toldBy } from "./step-failure.ts";

export interface MailboxTestParts {
  readonly host: MailDoorHost;
  readonly dns: MailDns;
  readonly signer: Signer;
  /** 8 to 64 lower-case letters and digits that nobody can guess. */
  readonly nonce: string;
  readonly times?: MailboxTestTimes;
}

/** What one step hands to those after it. */
interface Found {
  addresses?: readonly string[];
  connection?: { readonly socket: Socket; readonly address: string };
  client?: ImapFlow;
  session?: SmtpSession;
  junk?: string | undefined;
  sent?: SelfTestMail;
}

interface Outcome {
  readonly words?: string;
  readonly hint?: MailboxHint;
  readonly facts?: StepFacts;
  /** It came to an end, and the end is not good. */
  readonly isFailure?: boolean;
  readonly isSkipped?: boolean;
}

interface Step {
  readonly step: MailboxStep;
  readonly needs: readonly MailboxStep[];
  readonly limitMs: number;
  readonly run: () => Promise<Outcome>;
}

/**
 * Tries a mailbox as it is about to be set up, step by step, and tells each as it happens. Reads and
 * sends one mail, from the mailbox to itself; touches, flags and deletes nothing. What a step needs
 * and did not get makes it `skipped`. Ends quietly when the signal does.
 */
export async function* testMailbox(
  mailbox: MailboxUnderTest,
  parts: MailboxTestParts,
  signal: AbortSignal,
): AsyncGenerator<MailboxTestEvent> {
  const imap: Found = {};
  const smtp: Found = {};
  const passed = new Set<MailboxStep>();
  const tell = resultOf(mailbox);
  let isGood = true;
  try {
    for (const step of stepsOf(mailbox, parts, { imap, smtp }, signal)) {
      if (signal.aborted) return;
      if (!step.needs.every((needed) => passed.has(needed))) {
        yield tell(step.step, 0, { isSkipped: true });
        continue;
      }
      yield { kind: "started", step: step.step };
      const startedAt = performance.now();
      const outcome = await limited(step, signal).catch((error: unknown) => error);
      if (signal.aborted) return;
      const result = tell(step.step, Math.round(performance.now() - startedAt), outcome);
      if (result.status === "failed") isGood = false;
      else passed.add(step.step);
      yield result;
    }
    yield { kind: "finished", outcome: isGood ? "ok" : "failed" };
  } finally {
    imap.client?.close();
    smtp.session?.quit();
    for (const found of [imap, smtp]) found.connection?.socket.destroy();
  }
}

function stepsOf(
  mailbox: MailboxUnderTest,
  parts: MailboxTestParts,
  { imap, smtp }: { readonly imap: Found; readonly smtp: Found },
  signal: AbortSignal,
): readonly Step[] {
  const steps: Step[] = [];
  if (mailbox.imap) {
    steps.push(...connectionSteps("imap", mailbox.imap, imap, parts, signal));
    steps.push(...imapSteps(mailbox.imap, imap, parts, signal));
  }
  if (mailbox.smtp) {
    steps.push(...connectionSteps("smtp", mailbox.smtp, smtp, parts, signal));
    steps.push(...smtpSteps(mailbox.smtp, mailbox.address, smtp, parts, signal));
  }
  if (mailbox.imap && mailbox.smtp) {
    steps.push(receiveStep(mailbox.imap, { imap, smtp }, parts, signal));
  }
  return steps;
}

function timesOf(parts: MailboxTestParts): MailboxTestTimes {
  return parts.times ?? MAILBOX_TEST_TIMES;
}

function connectionSteps(
  protocol: "imap" | "smtp",
  settings: ImapSettings | SmtpSettings,
  found: Found,
  parts: MailboxTestParts,
  signal: AbortSignal,
): readonly Step[] {
  const { host, port, security, certificate } = settings;
  const { connectMs } = timesOf(parts);
  const names = {
    dns: `${protocol}-dns`,
    tcp: `${protocol}-tcp`,
    tls: `${protocol}-tls`,
  } as const;
  return [
    {
      step: names.dns,
      needs: [],
      limitMs: connectMs,
      async run() {
        const addresses = await resolveServer(host, parts.dns, parts.host.mayReach);
        found.addresses = addresses;
        return { facts: { addresses } };
      },
    },
    {
      step: names.tcp,
      needs: [names.dns],
      limitMs: 3 * connectMs,
      async run() {
        found.connection = await connectAny(found.addresses ?? [], port, connectMs, signal);
        return { facts: { addresses: [found.connection.address] } };
      },
    },
    {
      step: names.tls,
      needs: [names.tcp],
      limitMs: 2 * connectMs,
      async run() {
        if (!found.connection) throw new ProbeError("ECONNRESET");
        const target = { protocol, host, security, certificate };
        const secured = await secureConnection(found.connection, target, connectMs);
        if (!secured) return { isSkipped: true };
        return { words: secured.greeting, facts: { tls: secured.facts } };
      },
    },
  ];
}

function imapSteps(
  settings: ImapSettings,
  found: Found,
  parts: MailboxTestParts,
  signal: AbortSignal,
): readonly Step[] {
  const { connectMs, commandMs, countMs } = timesOf(parts);
  const client = (): ImapFlow => {
    if (!found.client?.usable) throw new ProbeError("ECONNRESET");
    return found.client;
  };
  return [
    {
      step: "imap-login",
      needs: ["imap-tls"],
      limitMs: connectMs + commandMs,
      async run() {
        const times = { connectTimeoutMs: connectMs, silenceMaxMs: commandMs };
        const opened = await new ImapDoor(settings, parts.host, times).open(signal);
        found.client = opened;
        if (signal.aborted) opened.close();
        return {};
      },
    },
    {
      step: "imap-folders",
      needs: ["imap-login"],
      limitMs: commandMs,
      async run() {
        const { facts, missing, junk } = await lookAtFolders(client(), settings);
        found.junk = junk;
        return missing.length > 0 ? { isFailure: true, hint: "folder-missing", facts } : { facts };
      },
    },
    {
      step: "imap-idle",
      needs: ["imap-login"],
      limitMs: commandMs,
      async run() {
        const capabilities = capabilitiesOf(client());
        const facts = { capabilities };
        return capabilities.includes("IDLE") ? { facts } : { hint: "idle-missing", facts };
      },
    },
    {
      step: "imap-count",
      needs: ["imap-folders"],
      limitMs: countMs,
      run: async () => ({ facts: await countFirst(client(), settings, parts.host.now()) }),
    },
  ];
}

function smtpSteps(
  settings: SmtpSettings,
  address: string,
  found: Found,
  parts: MailboxTestParts,
  signal: AbortSignal,
): readonly Step[] {
  const { connectMs, commandMs, handOverMs } = timesOf(parts);
  return [
    {
      step: "smtp-login",
      needs: ["smtp-tls"],
      limitMs: connectMs + commandMs,
      async run() {
        const times = {
          connectTimeoutMs: connectMs,
          commandTimeoutMs: commandMs,
          answerTimeoutMs: handOverMs,
        };
        found.session = await openSession(settings, parts.host, times);
        if (signal.aborted) found.session.close();
        return {};
      },
    },
    {
      step: "smtp-send",
      needs: ["smtp-login"],
      limitMs: commandMs + handOverMs,
      async run() {
        if (!found.session?.isUsable) throw new ProbeError("ECONNRESET");
        const sent = selfTestMail(address, parts.nonce, parts.signer, parts.host.now());
        const reply = await handOver(found.session, sent.mail, settings, signal);
        found.sent = sent;
        return { words: reply };
      },
    },
  ];
}

function receiveStep(
  settings: ImapSettings,
  { imap, smtp }: { readonly imap: Found; readonly smtp: Found },
  parts: MailboxTestParts,
  signal: AbortSignal,
): Step {
  const { arriveMs, commandMs, lookAgainMs } = timesOf(parts);
  return {
    step: "receive",
    needs: ["imap-folders", "smtp-send"],
    limitMs: arriveMs + commandMs,
    async run() {
      const { client, junk } = imap;
      const { sent } = smtp;
      if (!client || !sent) throw new ProbeError("ECONNRESET");
      const folders = [...settings.mailboxes, ...(junk === undefined ? [] : [junk])];
      const { mark, mail } = sent;
      const wanted = { messageId: mail.messageId, header: SELF_TEST_HEADER, mark };
      for (const endsAt = performance.now() + arriveMs; performance.now() < endsAt; ) {
        if (!client.usable) throw new ProbeError("ECONNRESET");
        const foundIn = await findMail(client, folders, wanted);
        const isJunk = foundIn !== undefined && !settings.mailboxes.includes(foundIn);
        if (foundIn !== undefined) {
          return { facts: { foundIn }, ...(isJunk && { hint: "in-junk-folder" as const }) };
        }
        await sleep(lookAgainMs, undefined, { signal });
      }
      return { isFailure: true, hint: "not-arrived" };
    },
  };
}

/** Makes the results of one mailbox: its secrets are in none of them. */
function resultOf(mailbox: MailboxUnderTest) {
  const secrets = [
    ...secretValues(mailbox.imap, IMAP_SECRETS),
    ...secretValues(mailbox.smtp, SMTP_SECRETS),
  ];
  const redact = redactor(secrets);
  const words = (text: string | undefined) => shownWords(text ?? "", redact, secrets);

  return (step: MailboxStep, ms: number, outcome: unknown): StepResult => {
    if (isOutcome(outcome)) {
      const { isFailure, isSkipped, hint, facts } = outcome;
      const status = isFailure ? "failed" : isSkipped ? "skipped" : "ok";
      const theirWords = words(outcome.words);
      return {
        kind: "step",
        step,
        status,
        ms,
        theirWords,
        hint: hint ?? null,
        facts: facts ?? null,
      };
    }
    const told = toldBy(outcome);
    const settings = step.startsWith("smtp") ? mailbox.smtp : mailbox.imap;
    const hint = chooseHint({
      step,
      ...told,
      host: settings?.host ?? "",
      usesOauth: settings?.oauthRefreshToken !== undefined,
      pinned: settings?.certificate !== undefined,
    });
    const facts = outcome instanceof ProbeError && outcome.facts ? { tls: outcome.facts } : null;
    return { kind: "step", step, status: "failed", ms, theirWords: words(told.words), hint, facts };
  };
}

function isOutcome(outcome: unknown): outcome is Outcome {
  return !(Object.prototype.toString.call(outcome) === "[object Error]");
}

/** A step that does not come to an end is one that failed; nobody waits for what is left of it. */
function limited({ run, limitMs }: Step, signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ProbeError("ETIMEDOUT")), limitMs);
    const stop = (): void => reject(new ProbeError("ETIMEDOUT"));
    signal.addEventListener("abort", stop, { once: true });
    run()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
      });
  });
}
