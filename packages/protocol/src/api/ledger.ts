import { z } from "zod";
import {
  ledgerActResult,
  ledgerBalanceView,
  ledgerRowView,
  payloadView,
  releaseTrialView,
} from "../views.ts";
import { type ApiRoute, id, list, page } from "./route.ts";

/** A row's place in the ledger: a positive 64-bit integer. */
const ledgerId = z
  .string()
  .refine((text) => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n);

/** Routed one after the other, and answered for in one request: the rest goes in the next. */
export const LEDGER_BATCH_MAX = 50;
const ledgerIds = z.array(ledgerId).min(1).max(LEDGER_BATCH_MAX);

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
      kind: z.enum(["message", "receipt", "change", "malformed"]).optional(),
      /** As a group of failures names it. */
      cause: z.string().max(300).optional(),
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
  releaseLedgerRows: {
    method: "POST",
    path: "/ledger/release",
    summary: "Let in several, each by itself: what became of each, in the order asked",
    role: "supervisor",
    body: z.strictObject({ ids: ledgerIds }),
    response: z.object({ results: z.array(ledgerActResult) }),
  },
  discardLedgerRows: {
    method: "POST",
    path: "/ledger/discard",
    summary: "Decide that what was parked or suppressed stays so; it stays in the ledger, with why",
    role: "supervisor",
    body: z.strictObject({ ids: ledgerIds, reason: z.string().trim().min(1).max(500) }),
    response: z.object({ results: z.array(ledgerActResult) }),
  },
  tryLedgerRelease: {
    method: "POST",
    path: "/ledger/:id/release-trial",
    summary: "What a release would do now; nothing is done",
    role: "supervisor",
    params: z.strictObject({ id: ledgerId }),
    response: releaseTrialView,
  },
  getLedgerPayload: {
    method: "GET",
    path: "/ledger/:id/payload",
    summary: "The bytes that came in, secrets masked, as far as a person reads",
    role: "supervisor",
    params: z.strictObject({ id: ledgerId }),
    response: payloadView,
  },
  ledgerBalance: {
    method: "GET",
    path: "/ledger/balance",
    summary: "received = routed + duplicate + suppressed + parked + in flight, per channel",
    role: "supervisor",
    response: ledgerBalanceView,
  },
} as const satisfies Record<string, ApiRoute>;
