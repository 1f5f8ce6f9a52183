import { headerOf, headersOf, messageIdsOf } from "../mail-headers.ts";
import type { ParsedMail } from "../parsed-mail.ts";
import type { BouncedRecipient, BounceReport } from "./bounce.ts";
import { permanenceOf } from "./bounce.ts";
import {
  isDaemonAddress,
  isDaemonName,
  isNoReplyAddress,
  speaksOfFailure,
  splitOriginal,
} from "./bounce-phrases.ts";
import { chooseReason, phaseOf, type SmtpPhase } from "./bounce-reason.ts";
import { findAddresses } from "./find-addresses.ts";
import { afterType, type ReportGroup, readReportGroups } from "./report-fields.ts";
import { readServiceNotice } from "./service-notice.ts";
import { chooseStatus, enhancedCodes, replyCodes } from "./status-codes.ts";

/** What a report says is on its first page. */
const REPORT_LENGTH_MAX = 32 * 1024;
const HEAD_LENGTH_MAX = 4 * 1024;
const DIAGNOSTIC_LENGTH_MAX = 1_000;

/** What a bounce is read from; HTML is already turned into text by the caller. */
export type BounceMail = Pick<ParsedMail, "headers" | "from" | "subject" | "parts" | "embedded"> & {
  readonly text: string;
};

/**
 * Reads a delivery report (RFC 3464, RFC 5965 and what mail systems write instead), or says that this
 * is none. It only reads: whether the report is about mail of ours, its Message-ID decides elsewhere.
 */
export function readBounce(mail: BounceMail): BounceReport | undefined {
  const feedback = mail.embedded.find((part) => part.type === "message/feedback-report");
  const { report, original } = splitOriginal(mail.text.slice(0, REPORT_LENGTH_MAX));
  const originalIds = findOriginalIds(mail, original);
  if (feedback) return complaint(feedback.text, originalIds);
  const service = readServiceNotice(mail.text);
  if (service) return service;
  const groups = recipientGroups(mail, report);
  if (!isReport(mail, groups, report)) return undefined;
  const structured = groups.map((group) => recipientOf(group, report));
  const recipients = structured.length > 0 ? structured : recipientsInText(mail, report);
  return { kind: kindOf(groups, recipients, mail.subject), recipients, originalIds };
}

function recipientGroups(mail: BounceMail, report: string): readonly ReportGroup[] {
  const statusParts = mail.embedded.filter((part) => part.type.endsWith("delivery-status"));
  // Some systems write the fields into the text, and some parts never reach their boundary.
  const texts = statusParts.length > 0 ? statusParts.map((part) => part.text) : [report, mail.text];
  for (const text of texts) {
    const groups = readReportGroups(text.slice(0, REPORT_LENGTH_MAX)).filter(
      (group) => group.has("final-recipient") || group.has("original-recipient"),
    );
    if (groups.length > 0) return groups;
  }
  return [];
}

function isReport(mail: BounceMail, groups: readonly ReportGroup[], report: string): boolean {
  if (groups.some((group) => group.has("action") || group.has("status"))) return true;
  const types = new Set(mail.parts.map((part) => part.type));
  const returnPath = headerOf(mail.headers, "return-path");
  const isNullPath =
    returnPath === "<>" || (returnPath !== undefined && /mailer-daemon/i.test(returnPath));
  const sender = mail.from[0];
  const raw = headerOf(mail.headers, "from") ?? "";
  const isDaemon =
    (sender?.address !== undefined && isDaemonAddress(sender.address)) ||
    isDaemonName(raw) ||
    /^\s*"?<?(mailer-daemon|postmaster)\b/i.test(raw);
  const head = report.slice(0, HEAD_LENGTH_MAX);
  // Looks for many phrases: asked where the answer counts only.
  const says = () => speaksOfFailure(mail.subject) || speaksOfFailure(head);
  if (headerOf(mail.headers, "x-failed-recipients") !== undefined) return isDaemon || says();
  const isReportType =
    types.has("multipart/report") && (types.has("message/rfc822") || isDaemon || isNullPath);
  if (
    isReportType &&
    says() &&
    !mail.parts.some((part) => part.type === "message/disposition-notification")
  ) {
    return true;
  }
  // A person writes from postmaster@ too: the words, and a code or the returned mail, must agree.
  const carries = () =>
    types.has("message/rfc822") ||
    types.has("text/rfc822-headers") ||
    report.length < mail.text.length ||
    enhancedCodes(head).length > 0 ||
    replyCodes(head).length > 0 ||
    findAddresses(head).length > 0;
  if (isDaemon || isNullPath) return says() && carries();
  const isMachine = sender?.address !== undefined && isNoReplyAddress(sender.address);
  if (isMachine && types.has("message/rfc822")) return speaksOfFailure(head);
  const returnsMail = report.length < mail.text.length && replyCodes(head).length > 0;
  return returnsMail && speaksOfFailure(head) && quotesRecipient(head);
}

/** An unknown system's report: it shows the dialogue in which the recipient was refused. */
function quotesRecipient(head: string): boolean {
  const folded = head.toLowerCase();
  return folded.includes("rcpt to") || folded.includes("mail from");
}

function recipientOf(group: ReportGroup, report: string): BouncedRecipient {
  const written = group.get("final-recipient") ?? group.get("original-recipient");
  const address =
    findAddresses(afterType(group.get("original-recipient")))[0] ??
    findAddresses(afterType(written))[0];
  const final = findAddresses(afterType(group.get("final-recipient")))[0] ?? address;
  const code = afterType(group.get("diagnostic-code"));
  // Without a diagnosis, what the text says about this recipient stands in for it.
  const words = code === "" ? around(report, final) : code;
  const status = chooseStatus(group.get("status"), words);
  const action = group.get("action")?.toLowerCase() ?? "";
  if (/^(deliver|relayed|expanded)/.test(action) || status?.startsWith("2")) {
    return recipient(final, status, words, { reason: "delivered" });
  }
  return recipient(final, status, words, { phase: phaseOf(`${words} ${around(report, final)}`) });
}

function recipient(
  address: string | undefined,
  status: string | undefined,
  words: string,
  known: { readonly reason?: "delivered"; readonly phase?: SmtpPhase } = {},
): BouncedRecipient {
  const diagnostic = words.replace(/\s+/g, " ").trim().slice(0, DIAGNOSTIC_LENGTH_MAX);
  const reason = known.reason ?? chooseReason(diagnostic, status, known.phase);
  const replyCode = replyCodes(diagnostic).find((code) => !code.startsWith("2"));
  const implied = status ?? impliedStatus(replyCode);
  return {
    address,
    status,
    replyCode,
    reason,
    permanence: permanenceOf(reason, implied),
    diagnostic,
  };
}

function impliedStatus(replyCode: string | undefined): string | undefined {
  return replyCode === undefined ? undefined : `${replyCode.charAt(0)}.0.0`;
}

/** The paragraph of a report that names an address, or all of a report that names none. */
function around(report: string, address: string | undefined): string {
  const at = address === undefined ? -1 : report.toLowerCase().indexOf(address);
  if (at < 0) return report.slice(0, HEAD_LENGTH_MAX);
  return report.slice(at + (address?.length ?? 0), at + HEAD_LENGTH_MAX);
}

function recipientsInText(mail: BounceMail, report: string): readonly BouncedRecipient[] {
  const failed = headersOf(mail.headers, "x-failed-recipients").flatMap(findAddresses);
  const ours = new Set([
    ...headersOf(mail.headers, "to").flatMap(findAddresses),
    ...mail.from.flatMap((mailbox) => mailbox.address?.toLowerCase() ?? []),
  ]);
  const named = linesNaming(report, ours);
  const all = named.length > 0 ? named : failed.map((address) => ({ address, words: report }));
  if (all.length > 0) {
    return all.map(({ address, words }) =>
      recipient(address, chooseStatus(undefined, words), words),
    );
  }
  const fallback = findAddresses(report).find((address) => !isDaemonAddress(address));
  return [recipient(fallback, chooseStatus(undefined, report), report.slice(0, HEAD_LENGTH_MAX))];
}

/** Lines that begin with an address, each with the words up to the next of them. */
function linesNaming(
  report: string,
  ours: ReadonlySet<string>,
): readonly { readonly address: string; readonly words: string }[] {
  const found: { address: string; words: string[] }[] = [];
  let isComplete = false;
  for (const line of report.split("\n")) {
    const address = leadingAddress(line);
    if (address !== undefined && !ours.has(address)) {
      if (!found.some((entry) => entry.address === address)) found.push({ address, words: [] });
      isComplete = false;
    }
    if (!isComplete) found.at(-1)?.words.push(line);
    // A transcript's last word on a recipient; the next line is about somebody else.
    if (address !== undefined && /^\s*[45]\d\d /.test(line)) isComplete = true;
  }
  return found.map(({ address, words }) => ({ address, words: words.join("\n") }));
}

/** ` * <ana@example.com>: …`, `To: ana@…`, `Recipient: …`: nothing but marks before the address; `550 <ana@…>...` too. */
function leadingAddress(line: string): string | undefined {
  const at = line.indexOf("@");
  if (at < 0 || at > 120) return undefined;
  const before =
    /^[\s*>\-<"'([]*(?:[45]\d\d[\s-])?(?:(?:to|recipient|address|failed recipient|rcpt to|user)\s*:?\s*)?[<"'([]*[^\s<>"'()[\]]*$/i;
  return before.test(line.slice(0, at)) ? findAddresses(line)[0] : undefined;
}

function kindOf(
  groups: readonly ReportGroup[],
  recipients: readonly BouncedRecipient[],
  subject: string,
): BounceReport["kind"] {
  const actions = groups.map((group) => group.get("action")?.toLowerCase() ?? "");
  if (actions.some((action) => action.startsWith("failed"))) return "failed";
  if (actions.some((action) => action.startsWith("delayed"))) return "delayed";
  if (recipients.length > 0 && recipients.every((r) => r.reason === "delivered"))
    return "delivered";
  return /delay|warning/i.test(subject) ? "delayed" : "failed";
}

function complaint(text: string, originalIds: readonly string[]): BounceReport {
  const groups = readReportGroups(text);
  const addresses = groups.flatMap((group) =>
    ["original-rcpt-to", "removal-recipient"].flatMap((name) =>
      findAddresses(group.get(name) ?? ""),
    ),
  );
  const unique = [...new Set(addresses)];
  const about: readonly (string | undefined)[] = unique.length > 0 ? unique : [undefined];
  return {
    kind: "complaint",
    originalIds,
    recipients: about.map((address) => ({
      address,
      status: undefined,
      replyCode: undefined,
      reason: "complaint",
      permanence: "soft",
      diagnostic: groups[0]?.get("feedback-type") ?? "",
    })),
  };
}

/** Message-IDs of the mail that came back: in its enclosed headers, or in what follows the report. */
function findOriginalIds(mail: BounceMail, original: string): readonly string[] {
  const enclosed = mail.embedded
    .filter((part) => /rfc822|global/.test(part.type) && !part.type.includes("status"))
    .map((part) => part.text);
  const ids = [...enclosed, original].flatMap((text) => {
    const at = text.search(/^[ \t]*message-id[ \t]*:/im);
    return at < 0 ? [] : messageIdsOf(text.slice(at, at + 1_200).split(/\n(?=\S)/, 1)[0] ?? "");
  });
  const referred = ["in-reply-to", "references"].flatMap((name) =>
    headersOf(mail.headers, name).flatMap(messageIdsOf),
  );
  return [...new Set([...ids, ...referred])];
}
