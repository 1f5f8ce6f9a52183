import { asId, type InboxId, type MessageElement } from "@circuito/domain";
import { createLedgerWriter, ledgerEntry, loadAnswerFacts, schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { createMailWorld, type MailWorld, mailElement } from "./testing/mail-world.ts";

let world: MailWorld;
let formId: InboxId;
beforeEach(async () => {
  world = await createMailWorld();
  formId = asId<InboxId>(uuidv7());
  await world.database.drizzle.insert(schema.inboxes).values({
    id: formId,
    name: "Fale conosco",
    channel: "form",
    settings: { answersIn: world.inboxId },
  });
});
afterEach(() => world[Symbol.asyncDispose]());

/** Somebody sends the form. */
async function send(email = "ana@example.com", name = "Ana") {
  const id = uuidv7();
  const mail = mailElement(
    {
      id: undefined,
      to: [],
      from: email,
      subject: "Dúvida",
      origin: "form",
      isAuthenticated: false,
    },
    formId,
  );
  const element: MessageElement = {
    ...mail,
    externalId: id,
    from: `form:${id}`,
    fromName: name,
    claims: { email },
  };
  const entry = ledgerEntry(formId, element);
  await createLedgerWriter(world.database).append([entry]);
  const routed = await world.route([entry.contactKey]);
  const [conversation] = await world.rows<Sent>(
    `select c.id, c.channel, c.inbox_id as "inboxId", c.address, c.contact_id as "contactId", c.subject,
      l.state from ledger l join messages m on m.id = l.message_id
      join conversations c on c.id = m.conversation_id where l.external_id = $1`,
    [id],
  );
  if (!conversation) throw new Error("the form is in no conversation");
  return { routed, ...conversation };
}

interface Sent {
  readonly id: string;
  readonly channel: string;
  readonly inboxId: string;
  readonly address: string;
  readonly contactId: string;
  readonly subject: string;
  readonly state: string;
}

const links = () =>
  world.rows<{ evidence: string; because: string }>(
    "select array[first_id, second_id] as ids, evidence, because, address from contact_links",
  );
const holders = () =>
  world.rows("select address, evidence from identities where address like 'mailto:%'");

test("a form opens a conversation in the mailbox that answers it, and keeps where it came from", async () => {
  const sent = await send();
  expect(sent).toMatchObject({
    state: "routed",
    channel: "form",
    inboxId: world.inboxId,
    address: "mailto:ana@example.com",
    subject: "Dúvida",
    routed: { queueIds: [expect.any(String)], messageIds: [], linkIds: [] },
  });
  expect(
    await world.rows("select kind, because, data from activities where kind = 'sent-by-form'"),
  ).toEqual([
    {
      kind: "sent-by-form",
      because: "address-not-vouched-for",
      data: { inboxId: formId, address: "ana@example.com" },
    },
  ]);
});

test("its answer goes to the address that was typed, from the mailbox, under the form's subject", async () => {
  const { id } = await send();
  const facts = await loadAnswerFacts(world.database.pool, asId(id));
  expect(facts).toMatchObject({
    requester: "ana@example.com",
    answered: { subject: "Dúvida", writer: "unverified" },
  });
  expect(facts.inboxAddresses.has("support@example.org")).toBe(true);
});

test("to type somebody's address joins nothing of theirs, shows nobody's history and proves nothing", async () => {
  await world.receive({ id: "a1@example.com" });
  const { conversationId } = await world.fate("a1@example.com");
  const before = await world.rows<{ contactId: string }>(
    'select contact_id as "contactId" from conversations',
  );
  const sent = await send();
  const again = await send();
  expect(new Set([conversationId, sent.id, again.id]).size).toBe(3);
  expect(new Set([before[0]?.contactId, sent.contactId, again.contactId]).size).toBe(3);
  expect(await holders()).toEqual([
    { address: "mailto:ana@example.com", evidence: "channel-proven" },
  ]);
  expect(await links()).toEqual([]);
});

test("the first vouched answer from the typed address joins as its requester, and makes both one", async () => {
  const sent = await send();
  const ours = await world.answer(sent.id);
  const routed = await world.receive({
    id: "a2@example.com",
    inReplyTo: ours.mailId,
    subject: "Re: Dúvida",
    hasQuote: true,
  });
  expect(await world.fate("a2@example.com")).toMatchObject({
    conversationId: sent.id,
    writer: "requester",
    because: "own-message-id",
  });
  expect(routed.linkIds).toHaveLength(1);
  expect(await links()).toEqual([
    expect.objectContaining({
      ids: expect.arrayContaining([sent.contactId]),
      evidence: "channel-proven",
      because: "claims-address",
      address: "mailto:ana@example.com",
    }),
  ]);
});

test.each([
  ["that nobody vouches for", { isAuthenticated: false }],
  ["of somebody else whom it was passed on to", { from: "eva@example.net" }],
])("an answer %s joins unverified, and makes nobody one", async (_, written) => {
  const sent = await send();
  const ours = await world.answer(sent.id);
  await world.receive({
    id: "x@example.com",
    inReplyTo: ours.mailId,
    subject: "Re: Dúvida",
    hasQuote: true,
    ...written,
  });
  expect(await world.fate("x@example.com")).toMatchObject({
    conversationId: sent.id,
    writer: "unverified",
  });
  expect(await links()).toEqual([]);
});

test("nothing is answered by itself to an address that somebody typed", async () => {
  await world.rows("update inboxes set auto_answers = $1", [
    JSON.stringify({ acknowledgement: { "pt-BR": "Recebemos sua mensagem." } }),
  ]);
  expect((await send()).routed.messageIds).toEqual([]);
  // A mail is.
  expect((await world.receive({ id: "a1@example.com" })).messageIds).toHaveLength(1);
});
