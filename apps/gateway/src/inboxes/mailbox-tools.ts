import type { MailDns } from "@circuito/connectors/email-setup";
import { createGuardedRequest } from "../reach/guarded-request.ts";
import { wholeAnswers } from "../reach/whole-answers.ts";

type Setup = typeof import("@circuito/connectors/email-setup");

export interface MailboxTools {
  readonly setup: Setup;
  readonly dns: MailDns;
  /** Whole files, up to the size that a configuration of mail settings has. */
  readonly files: ReturnType<typeof wholeAnswers>;
  readonly host: Parameters<Setup["testMailbox"]>[1]["host"];
}

/** An access token is a few kilobytes. */
const TOKEN_ANSWER_BYTES_MAX = 64 * 1024;
const TOKEN_ANSWER_TIMEOUT_MS = 20_000;

/**
 * What finds a mailbox's settings and tries them, from where inboxes may connect to. The mail libraries
 * are loaded when somebody wants them, and not by every web node.
 */
export async function loadMailboxTools(parts: {
  readonly mayReach: (ipAddress: string) => boolean;
  readonly now: () => number;
}): Promise<MailboxTools> {
  const setup = await import("@circuito/connectors/email-setup");
  const { mayReach, now } = parts;
  const request = createGuardedRequest({ mayReach });
  const files = wholeAnswers(request, {
    bytesMax: setup.AUTOCONFIG_BYTES_MAX,
    timeoutMs: setup.LOOK_TIMEOUT_MS,
  });
  const tokens = wholeAnswers(request, {
    bytesMax: TOKEN_ANSWER_BYTES_MAX,
    timeoutMs: TOKEN_ANSWER_TIMEOUT_MS,
  });
  return { setup, dns: setup.systemDns(), files, host: { mayReach, now, fetch: tokens } };
}
