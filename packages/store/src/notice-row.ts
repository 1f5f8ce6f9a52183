import type { NoticeRow } from "./outbox-tail.ts";

/** A row of the outbox, as PostgreSQL gives it. */
export interface StoredNotice {
  readonly xid: string;
  readonly id: string;
  readonly type: NoticeRow["type"];
  readonly subject_id: string;
  readonly conversation_id: string | null;
  readonly audience: string[];
  readonly customer: string | null;
  readonly at: Date;
}

export function noticeOf(row: StoredNotice): NoticeRow {
  return {
    position: `${row.xid}-${row.id}`,
    type: row.type,
    subjectId: row.subject_id,
    conversationId: row.conversation_id,
    audience: row.audience,
    customer: row.customer,
    at: row.at.getTime(),
  };
}
