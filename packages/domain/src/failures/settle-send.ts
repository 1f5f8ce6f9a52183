import type { DeliveryStatus } from "../delivery.ts";

/**
 * What a person decides of a send that the machine gave up or doubts:
 *
 * - `arrived`: somebody made sure that the customer has it.
 * - `again`: it is handed over once more. Of a doubtful one the customer may then have two.
 * - `discarded`: it stays unsent, or in doubt, and needs nobody any more.
 */
export type SendSettlement = "arrived" | "again" | "discarded";

export type SettleRefusal =
  /** It is on its way, or arrived: there is nothing to decide. */
  | "not-troubled"
  /** The provider said no: nobody can have got it. */
  | "refused-by-provider"
  /** It is handed over once more by itself, soon. */
  | "resends-itself";

/** The status it has afterwards, or why it may not. */
export function settleSend(
  send: { readonly status: DeliveryStatus; readonly resendsAt: number | undefined },
  how: SendSettlement,
): { readonly status: DeliveryStatus } | { readonly refused: SettleRefusal } {
  if (send.status !== "unknown" && send.status !== "failed") return { refused: "not-troubled" };
  switch (how) {
    case "arrived":
      return send.status === "failed" ? { refused: "refused-by-provider" } : { status: "sent" };
    case "again":
      return send.resendsAt === undefined ? { status: "queued" } : { refused: "resends-itself" };
    case "discarded":
      return { status: send.status };
  }
}
