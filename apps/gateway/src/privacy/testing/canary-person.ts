import { createHash, randomUUID } from "node:crypto";
import { asId, type ConversationId, claimKeys } from "@circuito/domain";
import { contactKey } from "@circuito/store";
import { newMail } from "../../web/testing/new-mail.ts";
import { newSaid } from "../../web/testing/new-said.ts";
import type { Client, WebStage } from "../../web/testing/web-stage.ts";

/** A customer of whom every word is one that nobody else says. */
export interface CanaryPerson {
  readonly contactId: string;
  /** Was merged into the first. */
  readonly otherId: string;
  /** Of each channel, and one of somebody else in which they wrote. */
  readonly conversations: Readonly<Record<"sms" | "mail" | "chat" | "form" | "of-other", string>>;
  /** What was said to them or by them, or is known of them: theirs to have. */
  readonly given: readonly string[];
  /** What colleagues told each other. */
  readonly notes: readonly string[];
  /** What is held of them beside that. */
  readonly others: readonly string[];
  /** What somebody else wrote to them: nobody's to give away. */
  readonly ofOthers: readonly string[];
  readonly attachment: Buffer;
  readonly source: Buffer;
}

/** Text with `Canario` in it can be looked for in a dump; each is another one. */
let n = 0;
function canaries() {
  const said: string[] = [];
  return {
    said,
    word(about: string): string {
      n += 1;
      const word = `Canario${n}${about}`;
      said.push(word);
      return word;
    },
  };
}

/** Somebody who wrote by SMS, mail, chat and form, and everything that is kept of it. */
export async function newCanaryPerson(stage: WebStage, admin: Client): Promise<CanaryPerson> {
  const { scene, media } = stage;
  const { pool } = scene.database;
  const given = canaries();
  const notes = canaries();
  const others = canaries();
  const ofOthers = canaries();
  const agent = await scene.newAgent({ name: "Bia do Atendimento" });
  const mark = randomUUID().slice(0, 8);

  const contact = async (address: string, name: string): Promise<string> => {
    const id = randomUUID();
    const claims = { email: `${given.word("claims")}@exemplo.test`, phone: "+5511987650009" };
    await pool.query(
      `insert into contacts (id, name, claims, claim_keys, segments, attributes)
        values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        name,
        claims,
        claimKeys(claims),
        [given.word("segmento")],
        { plano: given.word("valor") },
      ],
    );
    await pool.query(
      `insert into identities (address, contact_id, evidence, match_key)
        values ($1, $2, 'channel-proven', $3)`,
      [address, id, others.word("chave")],
    );
    return id;
  };
  const mailAddress = `canario.${mark}@exemplo.test`;
  const tel = `tel:+55119${String(Date.now()).slice(-8)}`;
  const contactId = await contact(tel, given.word("nome"));
  const otherId = await contact(`mailto:${mailAddress}`, given.word("outronome"));
  given.said.push(tel, mailAddress);

  const conversation = (channel: string, of: string, address: string, more = {}) =>
    scene.newConversation({
      ...{ channel, contactId: asId(of), address: address as never, queueId: scene.solvers },
      ...more,
    });
  const sms = await conversation("sms", contactId, tel, {
    ...{ title: given.word("titulo"), summary: given.word("resumo") },
    resolution: notes.word("resolucao"),
    ...{ category: given.word("categoria"), categoryFields: { pedido: given.word("campo") } },
    ...{ preview: others.word("previa"), tags: [given.word("etiqueta")], language: "pt" },
    handOver: { kind: "transfer", byName: "Bia", note: others.word("passagem"), at: 1 },
    ...{ attendant: { talk: { words: others.word("menu") } }, ask: { thanks: others.word("ask") } },
  });
  const chat = await conversation("webchat", contactId, `visitor:${given.word("visita")}`);
  const mail = await conversation("email", otherId, `mailto:${mailAddress}`);
  const form = await conversation("form", otherId, `mailto:${mailAddress}`);
  await pool.query(
    "insert into identities (address, contact_id, evidence) select address, contact_id, 'signed' from conversations where id = $1",
    [chat],
  );

  const inLedger = async (messageId: string, text: string): Promise<void> => {
    const { rows } = await pool.query(
      `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state,
          message_id, trail)
        values ($1, $2, 'message', $3, $4, $5, 'routed', $6, $7) returning id`,
      [
        ...[scene.inboxId, others.word("externo"), contactKey(tel)],
        createHash("sha256").update(text).digest(),
        JSON.stringify({ kind: "message", from: tel, text, media: [] }),
        ...[messageId, JSON.stringify({ fromName: others.word("trilha") })],
      ],
    );
    const { id } = rows[0];
    await pool.query("update messages set ledger_id = $2 where id = $1", [messageId, id]);
    await pool.query(`insert into ledger_payloads (ledger_id, bytes) values ($1, $2)`, [
      id,
      Buffer.from(JSON.stringify({ Body: text, raw: others.word("bruto") })),
    ]);
    await pool.query(
      "insert into ledger_duplicates (ledger_id, inbox_id, differing) values ($1, $2, $3)",
      [id, scene.inboxId, Buffer.from(others.word("diferente"))],
    );
  };

  // By SMS: what they said, what we said, what we said to each other.
  const text = given.word("sms");
  await inLedger(await newSaid(stage, sms, { text }), text);
  const answer = await newSaid(stage, sms, {
    ...{ text: given.word("resposta"), direction: "outbound", agentId: agent.id },
  });
  await pool.query("update messages set footer = $2 where id = $1", [answer, given.word("rodape")]);
  await pool.query(
    `insert into deliveries (message_id, conversation_id, inbox_id, seq, status, external_id, error,
        recipients, history)
      values ($1, $2, $3, 2, 'delivered', $4, $5, $6, $7)`,
    [
      ...[answer, sms, scene.inboxId, others.word("recibo"), others.word("erro")],
      JSON.stringify([{ address: given.word("destinatario"), state: "sent" }]),
      JSON.stringify([
        { at: new Date().toISOString(), status: "sent", words: others.word("passo") },
      ]),
    ],
  );
  await newSaid(stage, sms, {
    ...{ text: notes.word("nota"), direction: "note", agentId: agent.id },
  });

  // By chat: a form before it, and former words.
  const chatted = await newSaid(stage, chat, { text: given.word("chat") });
  await pool.query("update messages set chat = $2, changes = $3, client_id = $4 where id = $1", [
    chatted,
    {
      special: {
        kind: "form",
        name: "antes",
        fields: [{ name: "CPF", value: given.word("campodochat") }],
      },
    },
    { earlier: [{ text: given.word("antes"), until: 1 }] },
    others.word("cliente"),
  ]);

  // By mail: with a file and its own bytes; and somebody else answers in it.
  const attachment = Buffer.from(`%PDF ${given.word("anexo")}`);
  const stored = await media.put(attachment);
  const picture = `https://${others.word("imagem")}.exemplo.test/1.png`;
  const fetched = await media.put(Buffer.from(others.word("pixels")));
  await pool.query(
    "insert into remote_pictures (url_hash, sha256, mime_type) values ($1, $2, 'image/png')",
    [createHash("sha256").update(picture).digest(), fetched.sha256],
  );
  const words = given.word("email");
  const source = `From: ${mailAddress}\r\n\r\n${others.word("fonte")}`;
  await newMail(stage, asId<ConversationId>(mail), {
    ...{ from: mailAddress, text: words, fullText: `${words} ${given.word("citado")}` },
    ...{ html: `<p>${others.word("html")}</p>`, source: { text: source, in: "ledger" } },
    remoteImages: [picture],
    media: [
      {
        ...{ fileName: `../${given.word("arquivo")}.pdf`, mimeType: "application/pdf" },
        ...{ sizeBytes: stored.sizeBytes, sha256: stored.sha256, state: "stored" },
      },
    ],
    mail: { subject: given.word("assuntodoemail"), mailId: others.word("mensagemid") },
  });
  const colleague = await scene.newConversation({ contactName: "Carla", channel: "email" });
  const theirs = await newMail(stage, asId<ConversationId>(mail), {
    ...{ from: "carla@exemplo.test", text: ofOthers.word("terceira") },
    mail: { writer: "participant" },
  });
  await pool.query(
    `update messages set contact_id = (select contact_id from conversations where id = $2)
      where id = $1`,
    [theirs, colleague],
  );
  const written = await newMail(stage, asId<ConversationId>(colleague), {
    ...{ from: mailAddress, text: given.word("emdeoutra") },
  });
  await pool.query("update messages set contact_id = $2 where id = $1", [written, otherId]);
  for (const [id, address] of [
    [mail, mailAddress],
    [colleague, mailAddress],
  ]) {
    await pool.query(
      "insert into mail_participants (conversation_id, address, name, role) values ($1, $2, $3, 'requester')",
      [id, address, others.word("participante")],
    );
  }
  await pool.query("insert into mail_names (inbox_id, name, conversation_id) values ($1, $2, $3)", [
    ...[scene.inboxId, `mid:${others.word("nomedeemail")}`, mail],
  ]);

  await pool.query("update conversations set subject = $2 where id = $1", [
    mail,
    given.word("assunto"),
  ]);

  // By form.
  await newSaid(stage, form, { text: given.word("formulario") });

  await keepAround(
    stage,
    { sms, contactId, otherId, tel, mailAddress, agentId: agent.id },
    {
      ...{ given, notes, others },
    },
  );
  const merged = await admin.send("POST", `/api/v1/contacts/${contactId}/merge`, {
    body: { contactId: otherId },
  });
  if (merged.status !== 200) throw new Error(`merge: ${merged.status}`);
  return {
    ...{ contactId, otherId, given: given.said, notes: notes.said, others: others.said },
    ...{ ofOthers: ofOthers.said, attachment, source: Buffer.from(source) },
    conversations: { sms, mail, chat, form, "of-other": colleague },
  };
}

type Words = ReturnType<typeof canaries>;

/** What is kept beside what was said. */
async function keepAround(
  { scene }: WebStage,
  {
    sms,
    contactId,
    otherId,
    tel,
    mailAddress,
    agentId,
  }: Readonly<Record<"sms" | "contactId" | "otherId" | "tel" | "mailAddress" | "agentId", string>>,
  { given, notes, others }: Readonly<Record<"given" | "notes" | "others", Words>>,
): Promise<void> {
  const { pool } = scene.database;
  const [ask, endpoint, procedure, run] = [0, 1, 2, 3].map(() => randomUUID());
  const rows: readonly (readonly [text: string, values: readonly unknown[]])[] = [
    [
      "insert into point_aliases (inbox_id, alias, address) values ($1, $2, $3)",
      [scene.inboxId, `lid:${given.word("apelido")}`, tel],
    ],
    ["insert into opt_outs (address, channel) values ($1, 'sms')", [tel]],
    [
      "insert into undeliverable (address, diagnostic) values ($1, $2)",
      [mailAddress, given.word("devolvido")],
    ],
    [
      "insert into reply_windows (inbox_id, address, ends_at, newest) values ($1, $2, now(), $3)",
      [scene.inboxId, tel, others.word("janela")],
    ],
    [
      "insert into mail_senders (inbox_id, address, at, text_sha256) values ($1, $2, now(), '')",
      [scene.inboxId, mailAddress],
    ],
    ["insert into picture_senders (sender, allowed_by) values ($1, $2)", [mailAddress, agentId]],
    [
      `insert into asks (id, kind, conversation_id, contact_id, inbox_id, channel, address, state, due_at,
          sent_at, answer, ended_at)
        values ($1, 'survey', $2, $3, $4, 'sms', $5, 'answered', now(), now(), '2', now())`,
      [ask, sms, contactId, scene.inboxId, tel],
    ],
    [
      `insert into surveys (ask_id, policy_id, version, kind, level, question, score, comment, answered_at)
        values ($1, $2, 1, 'csat', 1, $3, 2, $4, now())`,
      [ask, randomUUID(), given.word("pergunta"), given.word("comentario")],
    ],
    [
      `insert into hops (conversation_id, n, kind, to_queue_id, by_name, note, result, at)
        values ($1, 1, 'transfer', $2, 'Bia', $3, $4, now())`,
      [sms, scene.technical, notes.word("motivo"), notes.word("resultado")],
    ],
    [
      `insert into offers (id, conversation_id, agent_id, queue_id, channel, epoch, state, because,
          offered_at, expires_at, ended_at, reason)
        values ($1, $2, $3, $4, 'sms', 0, 'declined', 'longest-idle', now(), now(), now(), $5)`,
      [randomUUID(), sms, agentId, scene.solvers, notes.word("recusa")],
    ],
    [
      "insert into triage_acts (id, agent_id, conversation_id, kind, words, at) values ($1, $2, $3, 'skipped', $4, now())",
      [randomUUID(), agentId, sms, notes.word("pulou")],
    ],
    [
      "insert into procedures (id, draft, revision, updated_at) values ($1, '{}', 1, now())",
      [procedure],
    ],
    [
      `insert into procedure_runs (id, conversation_id, procedure_id, version, agent_id, state, reason, started_at, ended_at)
        values ($1, $2, $3, 1, $4, 'given-up', $5, now(), now())`,
      [run, sms, procedure, agentId, notes.word("desistiu")],
    ],
    [
      "insert into procedure_run_steps (run_id, position, key, outcome, answer, taken_at, took_ms) values ($1, 1, 'a', 'answered', $2, now(), 1)",
      [run, notes.word("passodopop")],
    ],
    [
      "insert into directed_notices (conversation_id, text) values ($1, $2)",
      [sms, others.word("aviso")],
    ],
    [
      "insert into drafts (conversation_id, agent_id, room, content, version, saved_at) values ($1, $2, 'reply', $3, 1, now())",
      [sms, agentId, { text: others.word("rascunho") }],
    ],
    [
      `insert into held_replies (id, conversation_id, agent_id, client_id, words, state, send_at)
        values ($1, $2, $3, $4, $5, 'undone', now())`,
      [randomUUID(), sms, agentId, randomUUID(), { text: others.word("segurada"), mediaIds: [] }],
    ],
    [
      "insert into activities (conversation_id, kind, data) values ($1, 'person-merged', $2)",
      [sms, { name: others.word("historia") }],
    ],
    [
      "insert into idempotency_keys (principal, key, request_hash, status, response) values ($1, $2, '', 200, $3)",
      [agentId, randomUUID(), { conversationId: sms, text: others.word("repetida") }],
    ],
    [
      `insert into webhook_endpoints (id, name, url, events, secret, on_since, created_by, created_at)
        values ($1, 'ERP', 'https://erp.example', '{message.created}', '', now(), 'x', now())`,
      [endpoint],
    ],
    [
      "insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, since) values ($1, $2, 'message.created', $3, $4, now())",
      [
        randomUUID(),
        endpoint,
        randomUUID(),
        JSON.stringify({ conversation: { id: sms }, text: others.word("webhook") }),
      ],
    ],
    [
      `insert into contact_links (id, first_id, second_id, evidence, because, address, state, at)
        select $1, least($2::uuid, c.id), greatest($2::uuid, c.id), 'self-declared', 'claims-address', $3, 'suggested', now()
        from contacts c where c.name = 'Carla' order by c.created_at desc limit 1`,
      [randomUUID(), contactId, tel],
    ],
    [
      "insert into figure_facts (conversation_id, n, fact, at, level, count) values ($1, 0, 'arrived', now(), 1, 1)",
      [sms],
    ],
    [
      "insert into outbox (type, subject_id, customer) values ('read.changed', $1, $2)",
      [`${agentId} ${sms}`, `${scene.inboxId} ${tel}`],
    ],
  ];
  for (const [sql, values] of rows) await pool.query(sql, [...values]);
  // Whoever writes is known; a machine's report alone is nobody's.
  await pool.query(
    `update messages m set contact_id = c.contact_id from conversations c
     where c.id = m.conversation_id and m.direction = 'inbound' and m.contact_id is null
       and c.id in (select id from conversations where contact_id = any($1::uuid[]))`,
    [[contactId, otherId]],
  );
}
