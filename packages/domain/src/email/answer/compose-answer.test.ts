import fc from "fast-check";
import { MAIL_RECIPIENTS_MAX } from "./answer-recipients.ts";
import { answerReferences } from "./answer-references.ts";
import { answerSubject } from "./answer-subject.ts";
import { type AnswerFacts, composeAnswer, draftAnswer, isUnread } from "./compose-answer.ts";

const box = (address: string | undefined, name = "") => ({ name, address });
const ana = box("ana@example.com", "Ana");
const own = "support@example.org";
const to = (address: string, name = "") => [{ name, address }];

function facts(
  mail: Partial<NonNullable<AnswerFacts["answered"]>> = {},
  change: Partial<AnswerFacts> = {},
): AnswerFacts {
  return {
    answered: {
      subject: "Pedido 12",
      from: [ana],
      replyTo: [],
      to: [box(own)],
      cc: [],
      writer: "requester",
      mailId: "2@mail.example.com",
      inReplyTo: "1@mail.example.com",
      references: ["0@mail.example.com", "1@mail.example.com"],
      ...mail,
    },
    conversationSubject: "Pedido 12",
    requester: "ana@example.com",
    inboxAddresses: new Set([own]),
    ownAddresses: new Set([own, "sales@example.org"]),
    removed: new Set(),
    undeliverable: new Set(),
    ...change,
  };
}

test.each([
  ["Pedido 12", "Re: Pedido 12"],
  ["Re: Pedido 12", "Re: Pedido 12"],
  ["RES: Re[2]: AW: Pedido 12", "Re: Pedido 12"],
  ["Fwd: Pedido 12", "Re: Pedido 12"],
  ["[list] Pedido 12", "Re: [list] Pedido 12"],
  ["", "Re:"],
  ["Pedido\r\nBcc: eve@example.net", "Re: Pedido Bcc: eve@example.net"],
  ["Pedido\u2028\u0000 12", "Re: Pedido 12"],
])("the answer to %j is under %j", (subject, expected) => {
  expect(answerSubject(subject)).toBe(expected);
});

test("however long the subject, the answer's is one line that fits and is whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (subject) => {
      const answer = answerSubject(subject);
      expect([...answer].length).toBeLessThanOrEqual(260);
      expect(answer).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(answerSubject(answer)).toBe(answer);
    }),
    { numRuns: 500 },
  );
});

const show = (of: AnswerFacts) => {
  const { to, cc, leftOut } = draftAnswer(of);
  const words = (people: typeof to) =>
    people.map(({ address, because, warning }) => [
      address,
      because,
      ...(warning ? [warning] : []),
    ]);
  return {
    to: words(to),
    cc: words(cc),
    leftOut: leftOut.map(({ address, because }) => [address, because]),
  };
};

test.each<[string, AnswerFacts, Partial<ReturnType<typeof show>>]>([
  ["who wrote", facts(), { to: [["ana@example.com", "from"]], cc: [] }],
  [
    "everybody of it but ourselves, under whatever name we go",
    facts({
      to: [box("SUPPORT@example.org"), box("bo@example.com")],
      cc: [box("support+c.0abc.xyz@example.org"), box("Sales@Example.org"), box("cy@example.com")],
    }),
    {
      to: [
        ["ana@example.com", "from"],
        ["bo@example.com", "to"],
      ],
      cc: [["cy@example.com", "cc"]],
      leftOut: [
        ["SUPPORT@example.org", "own-address"],
        ["support+c.0abc.xyz@example.org", "own-address"],
        ["Sales@Example.org", "own-address"],
      ],
    },
  ],
  [
    "where answers are wanted, with a word when that is elsewhere",
    facts({ replyTo: [box("team@example.net")] }),
    { to: [["team@example.net", "reply-to", "not-the-sender"]] },
  ],
  [
    "each once, in the first place",
    facts({ to: [box("ANA@example.com"), box("bo@example.com")], cc: [box("Bo@example.com")] }),
    {
      to: [
        ["ana@example.com", "from"],
        ["bo@example.com", "to"],
      ],
      cc: [],
    },
  ],
  [
    "nobody who was taken out",
    facts({ cc: [box("bo@example.com")] }, { removed: new Set(["bo@example.com"]) }),
    {
      cc: [],
      leftOut: [
        ["support@example.org", "own-address"],
        ["bo@example.com", "removed"],
      ],
    },
  ],
  [
    "who was taken out and writes again",
    facts({}, { removed: new Set(["ana@example.com"]) }),
    { to: [["ana@example.com", "from"]] },
  ],
  [
    "the requester, not a stranger who holds somebody's token",
    facts({ writer: "unverified", from: [box("eve@example.net")], cc: [box("mob@example.net")] }),
    {
      to: [["ana@example.com", "requester"]],
      cc: [],
      leftOut: [["eve@example.net", "unverified"]],
    },
  ],
  [
    "the requester whom nobody vouches for, and no other address that they name",
    facts({
      writer: "unverified",
      from: [box("Ana@example.com", "Ana")],
      replyTo: [box("eve@example.net")],
    }),
    { to: [["ana@example.com", "requester"]], leftOut: [["eve@example.net", "unverified"]] },
  ],
  [
    "the requester when the sender is nobody's address",
    facts({ from: [box(undefined, "Ana")] }),
    { to: [["ana@example.com", "requester"]] },
  ],
  [
    "the requester when there is no mail at all",
    { ...facts(), answered: undefined },
    { to: [["ana@example.com", "requester"]], leftOut: [] },
  ],
  [
    "nobody quietly where nobody reads",
    facts({ from: [box("no-reply@example.com")] }, { undeliverable: new Set(["bo@example.com"]) }),
    { to: [["no-reply@example.com", "from", "no-reply"]] },
  ],
  [
    "no address that a server without SMTPUTF8 cannot take",
    facts({ cc: [box("josé@example.com")] }),
    {
      cc: [],
      leftOut: [
        ["support@example.org", "own-address"],
        ["josé@example.com", "not-writable"],
      ],
    },
  ],
])("a reply goes to %s", (_, of, expected) => {
  expect(show(of)).toMatchObject(expected);
});

test("unasked an answer goes to no other address than the one that wrote, but for a form's customer", () => {
  const elsewhere = facts({ replyTo: [box("eve@example.net")] });
  expect(composeAnswer(elsewhere, undefined)).toEqual({
    kind: "refused",
    because: "not-the-sender",
  });
  expect(composeAnswer(elsewhere, { subject: "Oi" })).toMatchObject({ because: "not-the-sender" });
  expect(composeAnswer(elsewhere, { to: to("eve@example.net") }).kind).toBe("mail");
  const form = facts({ from: [box("form@example.org")], replyTo: [ana] });
  expect(composeAnswer(form, undefined)).toMatchObject({
    mail: { to: [{ address: "ana@example.com" }] },
  });
});

test("another inbox of ours that wrote to this one is answered, and may be written to", () => {
  const sales = box("sales@example.org");
  const wrote = facts({ from: [sales], replyTo: [box("sales+c.0abc.xyz@example.org")] });
  expect(composeAnswer(wrote, undefined)).toMatchObject({
    mail: { to: [{ address: "sales+c.0abc.xyz@example.org" }] },
  });
  expect(composeAnswer(facts(), { to: to("sales@example.org") }).kind).toBe("mail");
});

test("a mail to a whole town is answered to as many as an answer may go to", () => {
  const cc = Array.from({ length: 300 }, (_, n) => box(`p${n}@example.com`));
  const draft = draftAnswer(facts({ cc }));
  expect(draft.to.length + draft.cc.length).toBe(MAIL_RECIPIENTS_MAX);
  expect(draft.leftOut.filter(({ because }) => because === "too-many")).toHaveLength(251);
  expect(composeAnswer(facts({ cc }), undefined).kind).toBe("mail");
});

test("what it answers is the customer's last mail, and the references are the root and the last twenty", () => {
  const references = Array.from({ length: 40 }, (_, n) => `${n}@mail.example.com`);
  const answer = answerReferences({
    mailId: "x@mail.example.com",
    inReplyTo: undefined,
    references,
  });
  expect(answer.inReplyTo).toBe("x@mail.example.com");
  expect(answer.references).toEqual([
    "0@mail.example.com",
    ...references.slice(21),
    "x@mail.example.com",
  ]);
  expect(answer.references).toHaveLength(21);
});

test.each([
  ["no mail", undefined, { inReplyTo: undefined, references: [] }],
  [
    "a mail without an id",
    { mailId: undefined, inReplyTo: "1@a.example", references: [] },
    { inReplyTo: undefined, references: ["1@a.example"] },
  ],
  [
    "ids that would break the header",
    { mailId: "a b@x\r\nBcc: eve@example.net", inReplyTo: "<1@a>", references: ["2@a", "2@a", ""] },
    { inReplyTo: undefined, references: ["2@a"] },
  ],
])("of %s only sound ids are referred to", (_, names, expected) => {
  expect(answerReferences(names)).toEqual(expected);
});

test.each([
  ["an address with a comment", { to: to("ana(x)@example.com") }, "bad-address"],
  ["a quoted local part", { to: to('"ana x"@example.com') }, "bad-address"],
  ["two in one", { to: to("ana@example.com,eve@example.net") }, "bad-address"],
  ["a line of one's own", { to: to("ana@example.com\r\nBcc: eve@example.net") }, "bad-address"],
  ["an address beyond ASCII", { cc: to("josé@example.com") }, "bad-address"],
  ["half a surrogate pair", { to: to("ana@exa\ud800mple.com") }, "bad-address"],
  ["our own inbox", { to: to("Support@example.org") }, "own-address"],
  ["our own signed address", { cc: to("support+c.1.2@example.org") }, "own-address"],
  ["a name with a line end", { to: to("ana@example.com", "Ana\r\nBcc: x") }, "bad-name"],
  ["a name that turns text around", { to: to("ana@example.com", "Ana \u202etxt") }, "bad-name"],
  ["a subject with a line end", { subject: "Oi\nBcc: eve@example.net" }, "bad-subject"],
  ["an endless subject", { subject: "x".repeat(999) }, "bad-subject"],
  ["nobody", { to: [] }, "no-recipient"],
  [
    "thousands",
    { to: Array.from({ length: 10_000 }, (_, n) => ({ name: "", address: `p${n}@example.com` })) },
    "too-many-recipients",
  ],
])("%s is refused, not cleaned", (_, asked, because) => {
  expect(composeAnswer(facts(), asked)).toMatchObject({ kind: "refused", because });
});

test("an answer that nobody would read goes out only to recipients that somebody named", () => {
  const dead = facts({ from: [box("noreply@example.com")] });
  expect(composeAnswer(dead, undefined)).toMatchObject({ because: "nobody-reads" });
  expect(composeAnswer(dead, { subject: "Oi" })).toMatchObject({ because: "nobody-reads" });
  expect(composeAnswer(dead, { to: to("noreply@example.com") }).kind).toBe("mail");
  const bounced = facts({}, { undeliverable: new Set(["ana@example.com"]) });
  expect(composeAnswer(bounced, undefined)).toMatchObject({ because: "nobody-reads" });
  expect(isUnread(draftAnswer(bounced).to)).toBe(true);
});

test("whom the writer leaves out is out from then on, and whom they name is in", () => {
  const of = facts({ cc: [box("bo@example.com"), box("Cy@example.com")] });
  expect(composeAnswer(of, { cc: to("dee@Example.COM", "Dee") })).toMatchObject({
    mail: {
      subject: "Re: Pedido 12",
      to: [{ name: "Ana", address: "ana@example.com" }],
      cc: [{ name: "Dee", address: "dee@example.com" }],
      removed: ["bo@example.com", "cy@example.com"],
    },
  });
});

test("whatever a mail says of its people, an answer to it goes to sound addresses, never to us", () => {
  const address = fc.oneof(
    fc.emailAddress(),
    fc.constantFrom(own, "SUPPORT@example.org", "support+c.1.2@example.org", "ana@example.com"),
    fc.string({ maxLength: 30 }).map((text) => `${text}@example.com`),
  );
  const boxes = fc.array(
    fc.record({ name: fc.string(), address: fc.option(address, { nil: undefined }) }),
  );
  fc.assert(
    fc.property(boxes, boxes, boxes, boxes, (from, replyTo, others, cc) => {
      const of = facts({ from, replyTo, to: others, cc });
      const composed = composeAnswer(of, undefined);
      if (composed.kind === "refused") {
        expect(["nobody-reads", "no-recipient", "not-the-sender"]).toContain(composed.because);
        return;
      }
      const all = [...composed.mail.to, ...composed.mail.cc];
      // What is proposed may be asked for as it is.
      const asked = { to: composed.mail.to, cc: composed.mail.cc };
      expect(composeAnswer(of, asked)).toMatchObject({ kind: "mail", mail: asked });
      expect(new Set(all.map((one) => one.address.toLowerCase())).size).toBe(all.length);
      expect(all.every((one) => !one.address.toLowerCase().startsWith("support"))).toBe(true);
      expect(composed.mail.removed).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
