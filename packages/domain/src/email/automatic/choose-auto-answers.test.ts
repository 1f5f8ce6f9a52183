import fc from "fast-check";
import { asId, type ConversationId, type InboxId } from "../../ids.ts";
import type { MailContent } from "../mail-content.ts";
import type { MailClass } from "./automatic-mail.ts";
import type { AnswerableMail, AutoAnswerSettings } from "./choose-auto-answer.ts";
import { type AutoAnswerPast, chooseAutoAnswers, senderKey } from "./choose-auto-answers.ts";

const inboxId = asId<InboxId>("a0000000-0000-7000-8000-000000000001");
const own = new Set(["support@example.org"]);
/** A Monday, noon in UTC. */
const NOON = Date.UTC(2026, 0, 5, 12);
const NIGHT = Date.UTC(2026, 0, 5, 23);
const calendar = {
  timeZone: "UTC",
  intervals: [{ weekday: 1, from: 9 * 60, to: 18 * 60 }],
};
const texts = {
  acknowledgement: { "pt-BR": "Recebemos: {protocol}", en: "Received: {protocol}" },
  absence: { "pt-BR": "Estamos fechados" },
};
const conversation = (n: number) => asId<ConversationId>(`c-${n}`);

function content(change: Partial<MailContent> = {}, mailClass: MailClass = "human"): MailContent {
  return {
    subject: "Pedido",
    from: [{ name: "Ana", address: "ana@example.com" }],
    sender: undefined,
    replyTo: [],
    to: [],
    cc: [],
    messageId: "1@mail.example.com",
    inReplyTo: [],
    references: [],
    origin: "received",
    classification: { class: mailClass, evidence: [], noAnswer: mailClass !== "human" },
    keys: [],
    forged: [],
    isAuthenticated: true,
    enclosesMail: false,
    hasQuote: false,
    bounce: undefined,
    fullText: undefined,
    html: undefined,
    remarks: [],
    textSha256: "0",
    ...change,
  };
}

const answerable = (change: Partial<AnswerableMail> = {}): AnswerableMail => ({
  conversationId: conversation(1),
  inboxId,
  protocol: "260105-0000000A",
  seq: 1,
  mail: content(),
  locale: undefined,
  ...change,
});

const NEVER: AutoAnswerPast = { ofConversation: new Map(), ofSender: new Map() };
const settings = (change: Partial<AutoAnswerSettings> = {}) =>
  new Map([[inboxId, { texts, calendar, ...change }]]);

function choose(mail: Partial<AnswerableMail>, { now = NOON, past = NEVER, of = settings() } = {}) {
  return chooseAutoAnswers([answerable(mail)], of, past, own, now)[0]?.answer;
}

test("the first mail of a conversation is acknowledged, in its language and with its number", () => {
  expect(choose({})).toEqual({
    answer: true,
    kind: "acknowledgement",
    to: "ana@example.com",
    text: "Recebemos: 260105-0000000A",
  });
  expect(choose({ locale: "en-GB" })).toMatchObject({ text: "Received: 260105-0000000A" });
  expect(choose({ locale: "ja" })).toMatchObject({ text: "Recebemos: 260105-0000000A" });
  expect(choose({ seq: 2 })).toEqual({ answer: false, because: "not-the-first" });
});

test("outside of business hours absence is told in its place, to a later mail, too", () => {
  expect(choose({ seq: 4 }, { now: NIGHT })).toMatchObject({ kind: "absence", answer: true });
  const unset = settings({ texts: { acknowledgement: texts.acknowledgement } });
  expect(choose({}, { now: NIGHT, of: unset })).toMatchObject({ kind: "acknowledgement" });
});

test("it is off until somebody writes the words", () => {
  for (const none of [undefined, {}, { acknowledgement: {} }, { acknowledgement: { en: "  " } }]) {
    const of = settings({ texts: none });
    expect(choose({}, { of })).toEqual({ answer: false, because: "switched-off" });
  }
  expect(choose({}, { of: new Map() })).toEqual({ answer: false, because: "switched-off" });
});

const box = (address: string | undefined) => [{ name: "", address }];
test.each<[string, Partial<MailContent>, MailClass, string]>([
  ["an automatic reply", {}, "auto-reply", "automatic-mail"],
  ["an absence message", {}, "out-of-office", "automatic-mail"],
  ["a newsletter", {}, "bulk", "automatic-mail"],
  ["a bounce", {}, "bounce", "automatic-mail"],
  ["a sender too fast", {}, "rate", "automatic-mail"],
  ["our own mail", { from: box("support@example.org") }, "human", "own-address"],
  ["our own signed address", { from: box("support+c.1.2@example.org") }, "human", "own-address"],
  ["an author nobody vouches for", { isAuthenticated: false }, "human", "unverified-sender"],
  [
    "whoever wants it sent to somebody else",
    { replyTo: box("victim@example.com") },
    "human",
    "suspicious-sender",
  ],
  [
    "an address that nobody reads",
    { from: box("no-reply@example.com") },
    "human",
    "no-reply-address",
  ],
  ["no address", { from: box(undefined) }, "human", "suspicious-sender"],
  [
    "two senders",
    { from: [...box("a@example.com"), ...box("b@example.com")] },
    "human",
    "suspicious-sender",
  ],
  ["a deceptive header", { remarks: ["address-suspicious"] }, "human", "suspicious-sender"],
])("%s gets no automatic answer", (_, change, mailClass, because) => {
  expect(choose({ mail: content(change, mailClass) })).toEqual({ answer: false, because });
});

test("once a conversation, once a day for a sender, and never between two automatic mails", () => {
  const history = {
    acknowledgementsInConversation: 0,
    automaticInConversationLastHour: 0,
    lastWereAutomatic: [],
  };
  const past = (change: object, senders = 0): AutoAnswerPast => ({
    ofConversation: new Map([[conversation(1), { ...history, ...change }]]),
    ofSender: new Map([[senderKey(inboxId, "ANA@example.com"), senders]]),
  });
  const told = [
    past({ acknowledgementsInConversation: 1 }),
    past({}, 1),
    past({ lastWereAutomatic: [true, true] }),
    past({ automaticInConversationLastHour: 5 }),
  ].map((one) => choose({}, { past: one }));
  expect(told.map((one) => one?.answer === false && one.because)).toEqual([
    "acknowledged-already",
    "answered-sender-today",
    "both-automatic",
    "loop-alarm",
  ]);
});

test("two auto-responders face to face exchange at most two messages, however theirs disguises itself", () => {
  // Theirs answers everything of ours as a person would: no header tells, threads or not, in a batch or
  // one by one. Ours must be what stops.
  const theirs = fc.record({
    threads: fc.boolean(),
    mailClass: fc.constantFrom<MailClass>("human", "human", "auto-reply", "out-of-office"),
    burst: fc.integer({ min: 1, max: 5 }),
    now: fc.constantFrom(NOON, NIGHT),
  });
  fc.assert(
    fc.property(fc.array(theirs, { minLength: 1, maxLength: 10 }), (turns) => {
      let ours = 0;
      let newest = 0;
      const ofConversation = new Map<
        ConversationId,
        {
          acknowledgementsInConversation: number;
          automaticInConversationLastHour: number;
          lastWereAutomatic: boolean[];
        }
      >();
      const ofSender = new Map<string, number>();
      for (const { threads, mailClass, burst, now } of turns) {
        const mails = Array.from({ length: burst }, () => {
          if (!threads) newest += 1;
          return answerable({
            conversationId: conversation(newest),
            seq: threads ? 2 : 1,
            mail: content({}, mailClass),
          });
        });
        for (const { of, answer } of chooseAutoAnswers(
          mails,
          settings(),
          { ofConversation, ofSender },
          own,
          now,
        )) {
          if (!answer.answer) continue;
          ours += 1;
          const key = senderKey(inboxId, answer.to);
          ofSender.set(key, (ofSender.get(key) ?? 0) + 1);
          ofConversation.set(of.conversationId, {
            acknowledgementsInConversation: 1,
            automaticInConversationLastHour: 1,
            lastWereAutomatic: [true],
          });
        }
      }
      // One of ours; their answer to it is the second, and gets none.
      expect(ours).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});
