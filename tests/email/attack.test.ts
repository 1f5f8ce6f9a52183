import { randomUUID } from "node:crypto";
import { type AttackedGateway, headerOf, startAttackedGateway } from "./attacked-gateway.ts";
import { deliver } from "./deliver.ts";
import { until } from "./until.ts";

/* A whole gateway on real mail servers, and people who mean it harm. */

const WAIT_MAX_MS = 60_000;
/** A dead process's claims run out within 45 s, and are found by a sweep. */
const LEASE_MAX_MS = 90_000;
/** A test waits for several mails, one after the other, on a machine that does other things. */
const TEST_TIMEOUT_MS = 180_000;

let attacked: AttackedGateway | undefined;
beforeAll(async () => {
  attacked = await startAttackedGateway();
}, TEST_TIMEOUT_MS);
afterAll(() => attacked?.[Symbol.asyncDispose]());

/** After each attack: nothing is lost, nothing has a gap, nothing left us twice, everything is explained. */
afterEach(async () => {
  if (!attacked) return;
  const { rows, exchanger } = attacked;
  await until(
    async () => (await rows("select 1 from ledger where state = 'accepted'")).length === 0,
    WAIT_MAX_MS,
  );
  expect(
    await rows(`select conversation_id from messages group by 1
      having min(seq) <> 1 or max(seq) <> count(*) or count(distinct seq) <> count(*)`),
  ).toEqual([]);
  expect(
    await rows(`select c.id from conversations c where exists (select from messages where conversation_id = c.id)
      and c.last_seq <> (select max(seq) from messages where conversation_id = c.id)`),
  ).toEqual([]);
  expect(
    await rows(`select l.external_id from ledger l join inboxes i on i.id = l.inbox_id
      where i.channel = 'email' and l.kind = 'message' and l.state = 'routed' and not exists (
        select from messages m join message_mails k on k.message_id = m.id
        where m.ledger_id = l.id and k.verdict is not null)`),
  ).toEqual([]);
  const copies = exchanger.taken.flatMap(({ bytes, to }) =>
    to.map((one) => `${headerOf(bytes, "Message-ID")} ${one}`),
  );
  expect(copies).toEqual([...new Set(copies)]);
});

const attack = (name: string, run: (world: AttackedGateway) => Promise<void>) =>
  test(name, async () => (attacked ? run(attacked) : undefined), TEST_TIMEOUT_MS);

const vouched = (domain = "example.com") => ({
  "Authentication-Results": `mx.example.org; dmarc=pass header.from=${domain}`,
});
let count = 0;
/** Another customer in each test: nobody writes so much as all of them together. */
let ana = "";
beforeEach(() => {
  ana = `ana${randomUUID().slice(0, 8)}@example.com`;
});
function newId(): string {
  count += 1;
  return `${count}-${randomUUID()}@mail.example.com`;
}
/** A customer's first mail, in a conversation. */
async function opened(world: AttackedGateway, more: Record<string, string> = {}) {
  const id = newId();
  await world.send("help", {
    ...vouched(),
    From: `Ana <${ana}>`,
    To: "help@example.org",
    Subject: `Pedido ${count}`,
    "Message-ID": `<${id}>`,
    ...more,
  });
  const fate = await world.fate("help", id);
  if (!fate.conversation) throw new Error(JSON.stringify(fate));
  return { id, conversation: fate.conversation, subject: `Pedido ${count}` };
}
/** Sends a mail and says what became of it. */
async function sent(
  world: AttackedGateway,
  headers: Record<string, string>,
  body = `words ${count}`,
  user: "help" | "sales" = "help",
) {
  const id = newId();
  await world.send(user, { "Message-ID": `<${id}>`, ...headers }, body);
  return world.fate(user, id);
}

attack(
  "a signed address opens what it was given for: replayed, cut, altered, and by a stranger",
  async (world) => {
    const { conversation, subject } = await opened(world);
    const answer = await world.answer(conversation);
    const replyTo = headerOf(answer.bytes, "Reply-To").replace(/.*<|>.*/g, "");
    expect(replyTo).toMatch(/^help\+c\./);
    const base = { Subject: `Re: ${subject}` };
    const customer = { ...vouched(), From: ana, ...base };
    expect(await sent(world, { ...customer, To: replyTo })).toMatchObject({
      conversation,
      writer: "requester",
    });
    const stranger = { ...vouched("example.net"), From: "eve@example.net", ...base };
    expect(await sent(world, { ...stranger, To: replyTo })).toMatchObject({
      conversation,
      writer: "unverified",
    });
    // The next answer does not go to the stranger.
    const next = await world.answer(conversation);
    expect(next.to).toEqual([ana]);
    const [name = "", mac = ""] = [replyTo.slice(0, -"@example.org".length - 1), "x"];
    for (const forged of [
      `${name}${mac}@example.org`,
      `${name}@example.org`,
      `help+c.${"0".repeat(26)}.${"0".repeat(10)}@example.org`,
      replyTo.replace("help+", "sales+"),
    ]) {
      const fate = await sent(world, { ...stranger, To: `${forged}, help@example.org` });
      if (forged.startsWith("help+c") && forged === replyTo) continue;
      if (forged.startsWith("sales")) continue;
      expect(fate.conversation).not.toBe(conversation);
    }
    // Of the other inbox it opens nothing, either.
    const other = await sent(world, { ...stranger, To: replyTo }, "words", "sales");
    expect(other.conversation).not.toBe(conversation);
  },
);

attack(
  "what nobody vouches for joins nothing by References, several From and verdicts of strangers included",
  async (world) => {
    const { id, conversation, subject } = await opened(world);
    const base = { Subject: `Re: ${subject}`, "In-Reply-To": `<${id}>`, To: "help@example.org" };
    const from = ana;
    for (const headers of [
      { From: from },
      { From: `${from}, eve@example.net`, ...vouched() },
      { From: `Ana <${ana}> <eve@example.net>`, ...vouched("example.net") },
      { From: `ana <eve@example.net>`, ...vouched("example.net") },
      { From: "eve@example.net", "Reply-To": from, Sender: from, ...vouched("example.net") },
      { From: from, "Authentication-Results": "mx.evil.net; dmarc=pass header.from=example.com" },
      { From: from, "Authentication-Results": "mx.example.org; dmarc=fail (dmarc=pass)" },
      { From: from, "Authentication-Results": 'mx.example.org; dmarc=none reason="; dmarc=pass"' },
      { From: from, "Authentication-Results": "mx.example.org.evil.net; dmarc=pass" },
      { From: from, "X-Authentication-Results": "mx.example.org; dmarc=pass" },
      { From: "ana@еxample.com", ...vouched() },
    ]) {
      const fate = await sent(world, { ...base, ...headers });
      expect([headers, fate.conversation]).not.toEqual([headers, conversation]);
    }
    expect((await sent(world, { ...base, ...vouched(), From: from })).conversation).toBe(
      conversation,
    );
  },
);

attack("no field of the API writes a line of its own into a mail", async (world) => {
  const { conversation } = await opened(world);
  const before = world.exchanger.taken.length;
  for (const mail of [
    { subject: "Oi\r\nBcc: eve@example.net" },
    { to: [{ name: "Ana\r\nBcc: eve@example.net", address: ana }] },
    { to: [{ name: "", address: `${ana}>\r\nRCPT TO:<eve@example.net` }] },
    { to: [{ name: "", address: '"ana x"@example.com' }] },
    { cc: [{ name: "", address: "a@example.com (x), eve@example.net" }] },
    { to: [{ name: "", address: "help@example.org" }] },
    { to: Array.from({ length: 10_000 }, (_, n) => ({ name: "", address: `a${n}@example.com` })) },
  ]) {
    await expect(world.answer(conversation, { mail })).rejects.toThrow(/4\d\d/);
  }
  expect(world.exchanger.taken).toHaveLength(before);
  const text = "Oi\r\n.\r\nMAIL FROM:<eve@example.net>\n.\nRCPT TO:<eve@example.net>\r.\rDATA";
  const { to, bytes } = await world.answer(conversation, { text });
  expect(to).toEqual([ana]);
  expect(bytes.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(world.exchanger.taken).toHaveLength(before + 1);
});

attack("bombs are set aside with their bytes, and the mail behind them comes in", async (world) => {
  const nest = (depth: number): string => {
    let head = "";
    for (let n = 0; n < depth; n += 1) {
      head += `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`;
    }
    return head;
  };
  const line = (name: string) => ({
    From: "eve@example.net",
    "Message-ID": `<${name}@example.net>`,
  });
  const raw = (name: string, rest: string) =>
    `From: eve@example.net\r\nMessage-ID: <${name}@example.net>\r\n${rest}`;
  await deliver(world.dovecot.lmtpPort, "help", [
    raw("deep", `MIME-Version: 1.0\r\n${nest(500)}x`),
    raw(
      "parts",
      `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(20_000)}--b--\r\n`,
    ),
    raw("header", `X-Long: ${"y".repeat(10 * 1024 * 1024)}\r\n\r\nx`),
    raw("headers", `${"X-A: b\r\n".repeat(10_000)}\r\nx`),
    raw("addresses", `To: ${"(a)b@c,".repeat(50_000)}\r\n\r\nx`),
    raw(
      "quotes",
      `Subject: x\r\n\r\n${"> ".repeat(200_000)}\r\n${"On x wrote:\r\n".repeat(50_000)}`,
    ),
    raw("words", `Subject: ${"=?utf-8?q?a?= ".repeat(20_000)}\r\n\r\nx`),
  ]);
  await world.send("help", { ...line("bland"), Subject: "Bom dia" }, "tudo bem");
  expect((await world.fate("help", "bland@example.net")).state).toBe("routed");
  const { length } = await world.rows(
    `select 1 from ledger l where l.inbox_id = $1
         and exists (select from ledger_payloads p where p.ledger_id = l.id)
         and (l.state = 'parked'
           or l.external_id ~ '^mid:(deep|parts|header|headers|addresses|quotes|words)@example.net')`,
    [world.inboxes.help],
  );
  expect(length).toBeGreaterThanOrEqual(7);
  expect((await fetch(`${world.gateway.origin}/readyz`)).status).toBe(200);
});

attack(
  "a mail to oneself, our own mail come back, and its own report make no circle",
  async (world) => {
    const { conversation } = await opened(world);
    const { bytes } = await world.answer(conversation);
    const before = world.exchanger.taken.length;
    const own = await sent(world, {
      ...vouched("example.org"),
      From: "help@example.org",
      To: "help@example.org",
    });
    expect(own).toMatchObject({ state: "suppressed", reason: "loop" });
    await deliver(world.dovecot.lmtpPort, "help", [bytes]);
    const back = headerOf(bytes, "Message-ID").replace(/[<>]/g, "");
    expect(await world.fate("help", back)).toMatchObject({ state: "suppressed", reason: "loop" });
    const report = [
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example.org",
      "",
      "Final-Recipient: rfc822; help@example.org",
      "Action: failed",
      "Status: 5.1.1",
      "",
      "--b",
      "Content-Type: text/rfc822-headers",
      "",
      "Message-ID: <made-up@example.org>",
      "--b--",
    ].join("\r\n");
    const bounce = await sent(
      world,
      {
        From: "MAILER-DAEMON@example.org",
        "Return-Path": "<>",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      report,
    );
    expect(bounce).toMatchObject({ state: "suppressed", reason: "bounce" });
    expect(world.exchanger.taken).toHaveLength(before);
  },
);

attack(
  "one of our inboxes writes to another: it arrives, is answered, and the answer threads",
  async (world) => {
    const { conversation } = await opened(world);
    const mail = { to: [{ name: "", address: "sales@example.org" }], cc: [] };
    const there = await world.answer(conversation, { mail });
    await deliver(world.dovecot.lmtpPort, "sales", [
      `${Object.entries(vouched("example.org")).map(([n, v]) => `${n}: ${v}`)[0]}\r\n${there.bytes}`,
    ]);
    const id = headerOf(there.bytes, "Message-ID").replace(/[<>]/g, "");
    const arrived = await world.fate("sales", id);
    expect(arrived).toMatchObject({ state: "routed", class: "human" });
    const back = await world.answer(arrived.conversation ?? "");
    expect(back.to).toEqual([expect.stringMatching(/^help\+c\./)]);
    await deliver(world.dovecot.lmtpPort, "help", [back.bytes]);
    const backId = headerOf(back.bytes, "Message-ID").replace(/[<>]/g, "");
    expect((await world.fate("help", backId)).conversation).toBe(conversation);
  },
);

attack(
  "one mail to both inboxes is one in each; hidden copies and details of an address come in",
  async (world) => {
    const id = newId();
    const both = {
      ...vouched(),
      From: ana,
      To: "help@example.org, sales@example.org",
    };
    for (const user of ["help", "sales"] as const) {
      await world.send(user, { ...both, Subject: "Para os dois", "Message-ID": `<${id}>` });
    }
    const [help, sales] = [await world.fate("help", id), await world.fate("sales", id)];
    expect([help.state, sales.state]).toEqual(["routed", "routed"]);
    expect(help.conversation).not.toBe(sales.conversation);
    const answer = await world.answer(help.conversation ?? "");
    expect(answer.to).toEqual([ana]);
    const hidden = await sent(world, {
      ...vouched(),
      From: ana,
      Subject: "Só cópia",
    });
    expect(hidden.state).toBe("routed");
    const odd = { ...vouched(), From: ana, Subject: "+" };
    for (const to of ["help+nota@example.org", "HELP@EXAMPLE.ORG", "help+@example.org"]) {
      expect((await sent(world, { ...odd, To: to }, to)).state).toBe("routed");
    }
    const idn = { From: "José <josé@bücher.example>", To: "help@example.org", Subject: "Olá" };
    expect((await sent(world, idn)).state).toBe("routed");
  },
);

attack("what state a conversation is in decides, and it is told why", async (world) => {
  const { id, conversation, subject } = await opened(world);
  const reply = {
    ...vouched(),
    From: ana,
    "In-Reply-To": `<${id}>`,
    Subject: `Re: ${subject}`,
  };
  const set = (sql: string) =>
    world.rows(`update conversations set ${sql}, version = version + 1 where id = $1`, [
      conversation,
    ]);
  await set(
    "status = 'snoozed', snoozed_until = now() + interval '1 day', queue_id = coalesce(queue_id, (select id from queues limit 1))",
  );
  expect(await sent(world, reply)).toMatchObject({ conversation, status: "open" });
  await set("status = 'resolved', resolved_at = now() - interval '6 days'");
  expect(await sent(world, reply, "de novo")).toMatchObject({ conversation, status: "open" });
  await set("status = 'resolved', resolved_at = now() - interval '8 days'");
  const late = await sent(world, reply, "tarde");
  expect(late.conversation).not.toBe(conversation);
  expect(
    await world.rows("select follows_id from conversations where id = $1", [late.conversation]),
  ).toEqual([{ follows_id: conversation }]);
  await set("status = 'closed'");
  expect((await sent(world, reply, "fechada")).conversation).not.toBe(conversation);
  await set(`merged_into_id = '${late.conversation}'`);
  expect((await sent(world, reply, "fundida")).conversation).toBe(late.conversation);
});

attack(
  "our Sent folder: our own copies count once, an answer written elsewhere joins as ours",
  async (world) => {
    const { id, conversation, subject } = await opened(world);
    const { bytes } = await world.answer(conversation);
    const elsewhere = newId();
    const written = [
      "From: help@example.org",
      `To: ${ana}`,
      `Subject: Re: ${subject}`,
      `Message-ID: <${elsewhere}>`,
      `In-Reply-To: <${id}>`,
      "",
      "respondido no telefone",
      "",
    ].join("\r\n");
    await world.keepInSent("help", [bytes, written]);
    // Folders beside the first are looked at each minute, and whenever a mail comes.
    await world.send("help", { ...vouched(), From: `other-${ana}`, "Message-ID": `<${newId()}>` });
    expect(await world.fate("help", elsewhere)).toMatchObject({
      conversation,
      direction: "outbound",
    });
    const copy = headerOf(bytes, "Message-ID").replace(/[<>]/g, "");
    expect((await world.fate("help", copy)).state).not.toBe("parked");
    const rows = await world.rows(
      "select direction from messages where conversation_id = $1 order by seq",
      [conversation],
    );
    expect(rows.map(({ direction }) => direction)).toEqual(["inbound", "outbound", "outbound"]);
    expect(
      world.exchanger.taken.filter(({ bytes: b }) => b.includes("respondido no telefone")),
    ).toEqual([]);
  },
);

attack(
  "answers and mails at the same moment, and a killed gateway, lose and double nothing",
  async (world) => {
    const { id, conversation, subject } = await opened(world);
    const ids = Array.from({ length: 10 }, () => newId());
    const before = world.exchanger.taken.length;
    await Promise.all([
      ...ids.map((mail, n) =>
        world.send(
          "help",
          {
            ...vouched(),
            From: ana,
            Subject: `Re: ${subject}`,
            "In-Reply-To": `<${id}>`,
            "Message-ID": `<${mail}>`,
          },
          `mais ${n}`,
        ),
      ),
      ...Array.from({ length: 5 }, (_, n) =>
        world.admin.post(`/conversations/${conversation}/messages`, {
          text: `resposta ${n}`,
          clientId: randomUUID(),
        }),
      ),
    ]);
    await world.gateway.kill();
    await world.gateway.start();
    for (const mail of ids)
      expect((await world.fate("help", mail)).conversation).toBe(conversation);
    // What was on the wire when it died is in doubt, is said to be, and is not sent blindly again.
    await until(async () => {
      const states = await world.rows<{ status: string }>(
        "select status from deliveries where conversation_id = $1",
        [conversation],
      );
      const is = (status: string) => states.some((one) => one.status === status);
      return !is("claimed") && !is("submitting") && (is("unknown") || !is("queued"));
    }, LEASE_MAX_MS);
    expect(world.exchanger.taken.length).toBeLessThanOrEqual(before + 5);
  },
);

attack(
  "an inbox that is switched off while its mail comes takes it once it is on again",
  async (world) => {
    const path = `/inboxes/${world.inboxes.sales}`;
    expect(await world.patch(path, { enabled: false })).toBe(200);
    const ids = [newId(), newId(), newId()];
    for (const id of ids) {
      await world.send(
        "sales",
        { ...vouched(), From: ana, Subject: id, "Message-ID": `<${id}>` },
        id,
      );
    }
    expect(await world.patch(path, { enabled: true })).toBe(200);
    for (const id of ids) expect((await world.fate("sales", id)).state).toBe("routed");
  },
);
