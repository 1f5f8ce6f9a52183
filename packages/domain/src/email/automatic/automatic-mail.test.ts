import fc from "fast-check";
import type { BounceReport } from "../bounce/bounce.ts";
import {
  type AutoAnswerHistory,
  automaticMailHeaders,
  isNobody,
  mayAutoAnswer,
} from "./auto-answer.ts";
import { actionFor } from "./automatic-action.ts";
import {
  type ClassifyContext,
  classifyMail,
  LOOP_HEADER,
  type MailClass,
} from "./automatic-mail.ts";

const CONTEXT: ClassifyContext = {
  ownAddresses: new Set(["help@example.org"]),
  isOurMessageId: (id) => id.endsWith("@signed.example"),
  loopMark: "installation-1",
  answersOurs: false,
  isSelfTest: false,
  recentFromSender: 1,
  recentSameBody: 1,
};

function classify(
  headers: Readonly<Record<string, string>>,
  more: Partial<ClassifyContext> & { subject?: string; from?: string; id?: string } = {},
) {
  const mail = {
    headers: Object.entries(headers).map(([name, value]) => ({ name: name.toLowerCase(), value })),
    subject: more.subject ?? "Pedido 12",
    messageId: more.id,
    from: [more.from ?? "ana@example.com"],
    bounce: undefined,
  };
  return classifyMail(mail, { ...CONTEXT, ...more });
}

test.each<[string, string, MailClass]>([
  ["Auto-Submitted", "no", "human"],
  ["Auto-Submitted", "auto-replied", "auto-reply"],
  ["Auto-Submitted", "auto-replied (vacation)", "auto-reply"],
  ["Auto-Submitted", "auto-generated; owner=x", "auto-notice"],
  ["Auto-Submitted", "vacation", "out-of-office"],
  ["Auto-Submitted", "something-new", "auto-notice"],
  ["X-Autoreply", "yes", "auto-reply"],
  ["X-Autoreply", "no", "human"],
  ["X-Autoresponder", "1", "auto-reply"],
  ["Precedence", "auto_reply", "auto-reply"],
  ["Precedence", "bulk", "bulk"],
  ["X-Precedence", "junk", "bulk"],
  ["Precedence", "first-class", "human"],
  ["List-Id", "<news.example.com>", "bulk"],
  ["List-Unsubscribe", "<mailto:out@example.com>", "bulk"],
  ["X-Auto-Response-Suppress", "All", "human"],
  ["X-Loop", "yes", "loop"],
  ["X-Loop", "help@example.org", "loop"],
  ["X-Loop", "other@example.org", "human"],
  ["Delivered-To", "autoresponder@example.com", "auto-reply"],
  [LOOP_HEADER, "installation-1", "loop"],
  [LOOP_HEADER, "installation-2", "human"],
])("%s: %s makes it %s", (name, value, expected) => {
  expect(classify({ [name]: value }).class).toBe(expected);
});

test("Exchange's wish for silence is kept on an ordinary mail", () => {
  expect(classify({ "X-Auto-Response-Suppress": "All" })).toMatchObject({
    class: "human",
    noAnswer: true,
  });
  expect(classify({ "X-Auto-Response-Suppress": "None" }).noAnswer).toBe(false);
});

test.each([
  "Resposta automática: Pedido 12",
  "Out of Office: Pedido",
  "Abwesenheitsnotiz",
  "OOO: back monday",
  "Réponse automatique : pedido",
  "Respuesta automática: pedido",
  "Risposta automatica: pedido",
])("%s is an absence only if something else says so", (subject) => {
  expect(classify({}, { subject }).class).toBe("human");
  expect(classify({}, { subject, answersOurs: true }).class).toBe("out-of-office");
  expect(classify({ "Auto-Submitted": "auto-replied" }, { subject }).class).toBe("out-of-office");
});

test("a person who writes about an absence is a person", () => {
  const subject = "Re: Out of office, please help";
  expect(classify({}, { subject, answersOurs: true }).class).toBe("human");
});

test("our own mail coming back is a loop, unless we sent it to ourselves on purpose", () => {
  expect(classify({}, { from: "help@example.org" }).class).toBe("loop");
  expect(classify({}, { id: "m.1@signed.example" }).class).toBe("loop");
  expect(classify({}, { from: "help@example.org", isSelfTest: true }).class).toBe("human");
});

test("too many mails of one sender, or of the same words, are a rate", () => {
  expect(classify({}, { recentFromSender: 20 }).class).toBe("human");
  expect(classify({}, { recentFromSender: 21 }).class).toBe("rate");
  expect(classify({}, { recentSameBody: 6 }).class).toBe("rate");
});

test("every class but a person's is never answered by itself, and says why", () => {
  const all: MailClass[] = [
    "auto-reply",
    "out-of-office",
    "auto-notice",
    "bulk",
    "bounce",
    "loop",
    "rate",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.constantFrom("signed", "stored-id", "weak", "none"),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      (mailClass, proof, hardBounce, noticesOpen, bulkAllowed) => {
        const action = actionFor(mailClass, { proof, hardBounce, noticesOpen, bulkAllowed });
        expect(action.mayAutoAnswer).toBe(false);
        if (mailClass !== "auto-notice") {
          expect(action.reopens).toBe(mailClass === "bounce" && hardBounce && proof === "signed");
        }
      },
    ),
  );
});

test("an out-of-office on a resolved conversation stays in it and wakes nobody", () => {
  const context = {
    proof: "signed",
    hardBounce: false,
    noticesOpen: true,
    bulkAllowed: false,
  } as const;
  expect(actionFor("out-of-office", context)).toMatchObject({
    place: "conversation",
    reopens: false,
    tells: "nobody",
    clock: "untouched",
  });
  expect(actionFor("out-of-office", { ...context, proof: "weak" }).place).toBe("suppressed");
});

const FRESH: AutoAnswerHistory = {
  acknowledgementsInConversation: 0,
  answersToSenderLastDay: 0,
  automaticInConversationLastHour: 0,
  lastWereAutomatic: [false],
};
const ordinary = (more: object = {}) => ({
  classification: classify({}),
  isVouchedFor: true,
  replyTo: "ana@example.com",
  isOwnAddress: false,
  isSuspicious: false,
  ...more,
});

test.each([
  [{}, {}, undefined],
  [{ classification: classify({ "Auto-Submitted": "auto-replied" }) }, {}, "automatic-mail"],
  [{ classification: classify({ "X-Auto-Response-Suppress": "All" }) }, {}, "asks-for-silence"],
  [{ replyTo: "no-reply@example.com" }, {}, "no-reply-address"],
  [{ isOwnAddress: true }, {}, "own-address"],
  [{ isSuspicious: true }, {}, "suspicious-sender"],
  [{}, { acknowledgementsInConversation: 1 }, "acknowledged-already"],
  [{}, { answersToSenderLastDay: 1 }, "answered-sender-today"],
  [{}, { automaticInConversationLastHour: 5 }, "loop-alarm"],
  [{}, { lastWereAutomatic: [true, true] }, "both-automatic"],
])("answering %j after %j is refused for %s", (mail, history, because) => {
  const choice = mayAutoAnswer(ordinary(mail), { ...FRESH, ...history });
  expect(choice.answer ? undefined : choice.because).toBe(because);
});

test("two auto-responders whose headers were stripped exchange at most two messages", () => {
  // The other side answers everything, and looks like a person each time.
  let ours = 0;
  let theirs = 1;
  for (let round = 0; round < 20; round += 1) {
    const choice = mayAutoAnswer(ordinary(), {
      acknowledgementsInConversation: ours,
      answersToSenderLastDay: ours,
      automaticInConversationLastHour: ours,
      lastWereAutomatic: ours > 0 ? [false, true] : [false],
    });
    if (!choice.answer) break;
    ours += 1;
    theirs += 1;
  }
  expect(ours).toBe(1);
  expect(theirs).toBe(2);
});

test("our automatic mail is recognised as such by our own rules", () => {
  const { class: found } = classify(automaticMailHeaders("auto-replied", "installation-1"));
  expect(found).toBe("loop");
  expect(classify(automaticMailHeaders("auto-replied", "another")).class).toBe("auto-reply");
});

test.each([
  "noreply@x.example",
  "no-reply+12@x.example",
  "MAILER-DAEMON@x.example",
  "bounces-1@x.example",
])("nobody reads %s", (address) => expect(isNobody(address)).toBe(true));

test("a delivery report is a bounce whatever else it says", () => {
  const bounce: BounceReport = { kind: "failed", recipients: [], originalIds: [] };
  const mail = {
    headers: [{ name: "auto-submitted", value: "auto-replied" }],
    subject: "Undelivered Mail",
    messageId: undefined,
    from: ["mailer-daemon@example.com"],
    bounce,
  };
  expect(classifyMail(mail, CONTEXT).class).toBe("bounce");
});
