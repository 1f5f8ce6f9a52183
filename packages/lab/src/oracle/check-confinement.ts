import type { HistoryEvent } from "../journal.ts";
import { Findings, type Verdict } from "./verdict.ts";

/** What nobody may be told, and what each may be. */
export interface Confines {
  /** Conversations that each observer may see, by the name of their journal; all of them where it has no entry. */
  readonly maySee: ReadonlyMap<string, ReadonlySet<string>>;
  /** Secrets that the system was given, by a name that may be told. */
  readonly secrets: ReadonlyMap<string, string>;
  /** All that it printed. */
  readonly printed: string;
  /** After a right has ended something may still be under way for so long. */
  readonly revokedWithinMs: number;
  /** Fewer things told to those who may not be told all say too little. */
  readonly toldMin: number;
}

/**
 * O8: nobody is told what is not for them.
 *
 * - foreign: an observer was told of a conversation that they may not see
 * - after-revocation: an observer was told something after their right had ended
 * - secret: a secret stands in what the system printed
 */
export function checkConfinement(
  history: readonly HistoryEvent[],
  { maySee, secrets, printed, revokedWithinMs, toldMin }: Confines,
): Verdict {
  const findings = new Findings(["foreign", "after-revocation", "secret"]);
  const revokedNs = new Map<string, number>();
  for (const { f, type, conv_hint, t_mono_ns } of history) {
    if (f === "revoke" && type === "ok") revokedNs.set(conv_hint, t_mono_ns);
  }
  let told = 0;
  for (const { f, actor, conv_hint, t_mono_ns, extra } of history) {
    if (f !== "overhear") continue;
    told++;
    if (maySee.get(actor)?.has(conv_hint) === false) {
      findings.add("foreign", `${actor} was told of ${extra.messageId} in ${conv_hint}`);
    }
    const lateMs = (t_mono_ns - (revokedNs.get(actor) ?? Number.POSITIVE_INFINITY)) / 1e6;
    if (lateMs > revokedWithinMs) {
      const late = `${Math.round(lateMs)} ms after their right had ended`;
      findings.add("after-revocation", `${actor} was told of ${extra.messageId} ${late}`);
    }
  }
  for (const [name, secret] of secrets) {
    if (printed.includes(secret)) findings.add("secret", `${name} is in what was printed`);
  }
  const figures = { told, revocations: revokedNs.size, secrets: secrets.size };
  return findings.conclude("O8", figures, told >= toldMin);
}
