import { judgeDkim } from "./judge-dkim.ts";
import { judgeDmarc } from "./judge-dmarc.ts";
import { judgeSpf } from "./judge-spf.ts";
import type { SenderFinding, SenderRecords } from "./sender-records.ts";

/** Whether receivers will believe that mail from an address is its own, and what would make them. */
export function judgeSender(records: SenderRecords): readonly SenderFinding[] {
  const spf = judgeSpf(records);
  const dkim = judgeDkim(records);
  return [spf, dkim, judgeDmarc(records, { spf, dkim })];
}
