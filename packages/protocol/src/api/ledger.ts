import { z } from "zod";
import { ledgerBalanceView, ledgerRowView } from "../views.ts";
import { type ApiRoute, id, list, page } from "./route.ts";

/** A row's place in the ledger: a positive 64-bit integer. */
const ledgerId = z
  .string()
  .refine((text) => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n);

/** What came in, and what became of it. */
export const LEDGER_ROUTES = {
  listLedger: {
    method: "GET",
    path: "/ledger",
    summary: "The timeline of a message by its external id; what was parked or suppressed, and why",
    role: "supervisor",
    query: z.strictObject({
      inboxId: id.optional(),
      externalId: z.string().max(255).optional(),
      state: z.enum(["accepted", "routed", "suppressed", "parked"]).optional(),
      ...page,
    }),
    response: list(ledgerRowView),
  },
  releaseLedgerRow: {
    method: "POST",
    path: "/ledger/:id/release",
    summary: "Let in what was parked or suppressed: it is routed at once, whatever its class",
    role: "supervisor",
    params: z.strictObject({ id: ledgerId }),
    response: ledgerRowView,
  },
  ledgerBalance: {
    method: "GET",
    path: "/ledger/balance",
    summary: "received = routed + duplicate + suppressed + parked + in flight, per channel",
    role: "supervisor",
    response: ledgerBalanceView,
  },
} as const satisfies Record<string, ApiRoute>;
