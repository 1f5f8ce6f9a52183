import type { ConversationId, DeliveryStatus, MessageId, SendSettlement } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { noted } from "../delivery/history.ts";
import { ms } from "../reading/instants.ts";

/** A send as it is when somebody decides about it. */
export interface SendToSettle {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly status: DeliveryStatus;
  readonly resendsAt: number | undefined;
  readonly isSettled: boolean;
}

/** Locked: of two who decide at once, the second sees what the first made of it. */
export async function lockSend(
  tx: Queryable,
  messageId: string,
): Promise<SendToSettle | undefined> {
  const { rows } = await tx.query<
    Omit<SendToSettle, "resendsAt"> & { readonly resendAt: Date | null }
  >({
    name: "lock-send",
    text: `select message_id as "messageId", conversation_id as "conversationId", status,
        resend_at as "resendAt", settled is not null as "isSettled"
      from deliveries where message_id = $1 for update`,
    values: [messageId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { resendAt, ...send } = row;
  return { ...send, resendsAt: ms(resendAt) ?? undefined };
}

/**
 * Writes down what a person decided of a send. Sent again it is a new attempt under a new epoch, so
 * that a late answer to the old one settles nothing; a mail that everybody refused goes to all of its
 * recipients anew.
 */
export async function saveSettlement(
  tx: Queryable,
  messageId: MessageId,
  decided: {
    readonly status: DeliveryStatus;
    readonly how: SendSettlement;
    readonly by: string;
    readonly name: string;
    readonly reason: string | undefined;
  },
): Promise<void> {
  await tx.query({
    name: "save-settlement",
    text: `update deliveries d set status = $2, resend_at = null, lease_until = null,
        history = case when $3 = 'discarded' then d.history else ${noted("$2::text", "$6::text")} end,
        epoch = epoch + ($3 = 'again')::int,
        next_attempt_at = case when $3 = 'again' then now() else next_attempt_at end,
        recipients = case when $3 = 'again' and status = 'failed' then null else recipients end,
        settled = case when $3 = 'again' then null
          else jsonb_build_object('by', $4::text, 'name', $5::text, 'how', $3::text,
            'reason', $6::text,
            'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end,
        updated_at = now()
      where message_id = $1`,
    values: [
      messageId,
      decided.status,
      decided.how,
      decided.by,
      decided.name,
      decided.reason ?? null,
    ],
  });
}
