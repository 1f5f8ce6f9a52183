import type { ContactId, ConversationId, SurveyConfirmation } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What is known of a person and a conversation before it is asked how it was. Ms since epoch. */
export interface KnownOfSurvey {
  readonly confirmation: SurveyConfirmation;
  readonly lastAskedAt: number | undefined;
  readonly lastNpsAt: number | undefined;
}

/**
 * Nobody else decides of this person until the transaction ends: two conversations that were solved at
 * the same moment bring one survey. Contacts that were merged have their conversations under one id, so
 * that a person is counted once. Indexes conversations_contact, asks_conversation.
 */
export async function lockSurveyFacts(
  tx: Queryable,
  {
    conversationId,
    contactId,
  }: {
    readonly conversationId: ConversationId;
    readonly contactId: ContactId;
  },
): Promise<KnownOfSurvey> {
  await tx.query({
    name: "lock-survey-person",
    text: "select pg_advisory_xact_lock(hashtextextended('survey ' || $1, 0))",
    values: [contactId],
  });
  const { rows } = await tx.query<{
    lastAskedAt: Date | null;
    lastNpsAt: Date | null;
    state: "planned" | "open" | "answered" | "lapsed" | null;
    answer: string | null;
    until: Date | null;
  }>({
    name: "load-survey-facts",
    text: `select lately.*, told.* from (
        select max(a.sent_at) as "lastAskedAt",
          max(a.sent_at) filter (where s.kind = 'nps') as "lastNpsAt"
        from conversations c join asks a on a.conversation_id = c.id join surveys s on s.ask_id = a.id
        where c.contact_id = $2
      ) lately left join lateral (
        select a.state, a.answer, coalesce(a.ends_at, a.due_at) as until from asks a
        where a.conversation_id = $1 and a.kind = 'confirmation'
          and a.state in ('planned', 'open', 'answered', 'lapsed')
        order by a.created_at desc, a.id desc limit 1
      ) told on true`,
    values: [conversationId, contactId],
  });
  const [row] = rows;
  return {
    confirmation: confirmationOf(row),
    lastAskedAt: row?.lastAskedAt?.getTime(),
    lastNpsAt: row?.lastNpsAt?.getTime(),
  };
}

/** After the end of the waiting: whoever ends it brings the survey forward. */
const AFTER_WAITING_MS = 60_000;

function confirmationOf(
  row:
    | {
        readonly state: "planned" | "open" | "answered" | "lapsed" | null;
        readonly answer: string | null;
        readonly until: Date | null;
      }
    | undefined,
): SurveyConfirmation {
  switch (row?.state) {
    case "planned":
    case "open":
      return { kind: "waiting", until: (row.until?.getTime() ?? 0) + AFTER_WAITING_MS };
    case "answered":
      return { kind: row.answer === "no" ? "no" : "yes" };
    case "lapsed":
      return { kind: "lapsed" };
    case null:
    case undefined:
      return { kind: "not-asked" };
  }
}
