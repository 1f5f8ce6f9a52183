import type { RecipientOutcome, SendErrorKind } from "@circuito/connector";
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  queuedRecipients,
  type RecipientState,
} from "@circuito/domain";
import fc from "fast-check";
import { policyOf, RESENDS } from "./delivery-policy.ts";
import { type Attempted, type AttemptResult, settleAttempt } from "./settle-attempt.ts";

const mail = policyOf("email");
const failure = (kind: SendErrorKind, change: { afterMs?: number; ageMs?: number } = {}) =>
  ({
    kind: "failure",
    failure: {
      kind,
      message: "no",
      providerCode: undefined,
      afterMs: change.afterMs,
      attempt: 1,
      ageMs: change.ageMs ?? 0,
    },
  }) as const;
const receipt = (...recipients: [string, RecipientOutcome["status"]][]): AttemptResult => ({
  kind: "receipt",
  externalId: "m1",
  recipients: recipients.map(([name, status]) => ({
    address: `${name}@example.com`,
    status,
    detail: `${name} ${status}`,
  })),
});
const people = (...names: string[]) => queuedRecipients(names.map((name) => `${name}@example.com`));

function attempted(change: Partial<Attempted>): Attempted {
  return {
    policy: mail,
    result: receipt(),
    recipients: people("a", "b"),
    inDoubt: false,
    attempt: 1,
    ageMs: 0,
    warned: false,
    ...change,
  };
}
const statuses = (states: readonly RecipientState[] | undefined) =>
  states?.map(({ status }) => status).join(" ");

test.each<[string, Partial<Attempted>, object, string | undefined]>([
  [
    "everybody took it",
    { result: receipt(["a", "accepted"], ["b", "accepted"]) },
    { status: "sent", externalId: "m1" },
    "accepted accepted",
  ],
  [
    "one was put off: only they are tried again",
    { result: receipt(["a", "accepted"], ["b", "deferred"]) },
    { status: "queued", externalId: "m1", delayMs: MINUTE_MS, error: "b@example.com: b deferred" },
    "accepted deferred",
  ],
  [
    "one was refused: it is sent, and the refusal is told",
    { result: receipt(["a", "accepted"], ["b", "refused"]) },
    { status: "sent", error: "b@example.com: b refused" },
    "accepted refused",
  ],
  [
    "the receipt names only the first: the server took the mail for the other, too",
    { result: receipt(["a", "refused"]) },
    { status: "sent" },
    "refused accepted",
  ],
  [
    "all were refused",
    { result: failure("unreachable-address") },
    { status: "failed" },
    "refused refused",
  ],
  [
    "the last one was refused after the first had it",
    {
      recipients: [
        { address: "a@example.com", status: "accepted", detail: "" },
        { address: "b@example.com", status: "deferred", detail: "" },
      ],
      result: failure("rejected"),
    },
    { status: "sent", error: "b@example.com: no" },
    "accepted refused",
  ],
  [
    "the server says later",
    { result: failure("retry") },
    { status: "queued", delayMs: MINUTE_MS },
    "deferred deferred",
  ],
  [
    "the log-in is refused: that is no recipient's doing",
    { result: failure("credentials") },
    { status: "queued", delayMs: 5 * MINUTE_MS },
    "queued queued",
  ],
  [
    "nobody knows: once more in a quarter of an hour",
    { result: failure("unknown") },
    { status: "unknown", resendAfterMs: 15 * MINUTE_MS },
    "queued queued",
  ],
  [
    "nobody knows, the second time",
    { result: failure("unknown"), inDoubt: true },
    { status: "unknown", error: "no" },
    "queued queued",
  ],
  [
    "refused after a doubt: it may be there all the same",
    { result: failure("rejected"), inDoubt: true },
    { status: "unknown", error: "no; it may have arrived before" },
    "queued queued",
  ],
  [
    "put off for five days",
    { result: failure("retry", { ageMs: 5 * DAY_MS + 1 }), ageMs: 5 * DAY_MS + 1 },
    { status: "failed" },
    "refused refused",
  ],
  [
    "one put off for five days, the other has it",
    { result: receipt(["a", "accepted"], ["b", "deferred"]), ageMs: 5 * DAY_MS + 1 },
    { status: "sent", error: "b@example.com: given up: b@example.com: b deferred" },
    "accepted refused",
  ],
])("%s", (_, change, expected, recipients) => {
  const end = settleAttempt(attempted(change));
  expect(end).toMatchObject(expected);
  expect(statuses(end.recipients)).toBe(recipients);
  if (!("resendAfterMs" in expected)) expect(end).not.toHaveProperty("resendAfterMs");
});

test.each([
  [4 * HOUR_MS - 1, false, undefined],
  [4 * HOUR_MS, false, true],
  [9 * HOUR_MS, true, undefined],
])("a mail that waits for %i ms, told before: %s, warns: %s", (ageMs, warned, warns) => {
  const end = settleAttempt(attempted({ result: failure("retry", { ageMs }), ageMs, warned }));
  expect(Reflect.get(end, "warns")).toBe(warns);
});

test("waits grow to half an hour and no provider may ask for more than an hour", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => {
    const result = { ...failure("retry"), failure: { ...failure("retry").failure, attempt } };
    return Reflect.get(settleAttempt(attempted({ result })), "delayMs") / MINUTE_MS;
  });
  expect(delays).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  const far = settleAttempt(attempted({ result: failure("retry", { afterMs: DAY_MS }) }));
  expect(far).toMatchObject({ delayMs: HOUR_MS });
});

test.each(["sms", "whatsapp", "webchat", "a-channel-to-come"])(
  "on %s nothing is ever handed over twice",
  (channel) => {
    expect(RESENDS.map((resend) => resend.channel)).not.toContain(channel);
    const change = { policy: policyOf(channel), recipients: undefined };
    const end = settleAttempt(attempted({ ...change, result: failure("unknown") }));
    expect(end).toEqual({ status: "unknown", error: "no" });
  },
);

test("whatever happens in whatever order, who has it is not asked again, and a doubt is resent once", () => {
  const kind = fc.constantFrom<SendErrorKind>("retry", "unknown", "rejected", "credentials");
  const outcome = fc.constantFrom<RecipientOutcome["status"]>("accepted", "deferred", "refused");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("failure" as const), of: kind }),
    fc.record({ kind: fc.constant("receipt" as const), of: fc.array(outcome, { minLength: 3 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let recipients: readonly RecipientState[] = people("a", "b", "c");
      let handovers = 0;
      let resends = 0;
      const got = new Map<string, number>();
      for (const [at, one] of steps.entries()) {
        const only = recipients.filter(
          ({ status }) => status === "queued" || status === "deferred",
        );
        const outcomes = only.map(({ address }, n) => ({
          address,
          status: (one.kind === "receipt" ? one.of[n] : undefined) ?? "accepted",
          detail: "",
        }));
        const result: AttemptResult =
          one.kind === "failure"
            ? failure(one.of)
            : { kind: "receipt", externalId: "m", recipients: outcomes };
        if (one.kind === "receipt") {
          for (const { address, status } of outcomes) {
            if (status === "accepted") got.set(address, (got.get(address) ?? 0) + 1);
          }
        } else if (one.of === "unknown") handovers += 1;
        const attempt = at + 1;
        const end = settleAttempt(attempted({ recipients, result, inDoubt: resends > 0, attempt }));
        recipients = end.recipients ?? recipients;
        if (end.status === "unknown" && end.resendAfterMs !== undefined) resends += 1;
        else if (end.status !== "queued") break;
      }
      expect([...got.values()].every((times) => times === 1)).toBe(true);
      expect(resends).toBeLessThanOrEqual(1);
      expect(handovers).toBeLessThanOrEqual(2);
    }),
    { numRuns: 1_000 },
  );
});
