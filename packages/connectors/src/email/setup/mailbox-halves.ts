import { emailSettings, imapOf, smtpOf } from "../settings.ts";
import type { ImapSettings } from "../transport/imap/imap-settings.ts";
import type { SmtpSettings } from "../transport/smtp/smtp-settings.ts";

export type MailboxHalves =
  | {
      readonly kind: "halves";
      readonly imap: ImapSettings | undefined;
      readonly smtp: SmtpSettings | undefined;
    }
  /** By the names they have among an inbox's settings; no values. */
  | { readonly kind: "wrong"; readonly issues: readonly SettingIssue[] };

export interface SettingIssue {
  readonly path: string;
  readonly problem: string;
}

/** What is tried of a mailbox: the settings that would be saved, as its connector would read them. */
export function mailboxHalves(settings: Readonly<Record<string, unknown>>): MailboxHalves {
  const parsed = emailSettings.safeParse(settings);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, code }) => ({
      path: path.map(String).join("."),
      problem: code,
    }));
    return { kind: "wrong", issues };
  }
  const halves = { imap: imapOf(parsed.data), smtp: smtpOf(parsed.data) };
  if (halves.imap || halves.smtp) return { kind: "halves", ...halves };
  const nothing = { path: "imapHost", problem: "needs imapHost or smtpHost" };
  return { kind: "wrong", issues: [nothing] };
}
