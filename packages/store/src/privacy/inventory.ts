/*
 * Which tables hold what a customer said or what is known of them, and what of it a person is given when
 * they ask for their data. Only columns that can hold words or bytes are named: an id, a time, a number or
 * a flag tells nothing without them. A test holds this against the real database, so that a table or a
 * column that nobody thought about fails.
 */

/**
 * `given`: it is in the archive.
 * `with-notes`: it is what colleagues told each other, and given when an admin chooses so (decision 43).
 * `of-others`: given as far as it is the person's; what somebody else said is theirs.
 * `derived`: made of what is given: search words, previews, keys to compare by.
 * `state`: a word of a closed list, or what the machine goes on with.
 * `technical`: names and digests by which providers and we find things again.
 * `internal`: how the house works: whom it chose, what a rule decided, what a program was told.
 * `raw`: untouched bytes. Those of mails are given; what a webhook brought is given as it was read, since
 * one payload may hold the messages of several people and what the provider says to us.
 */
export type Given =
  | "given"
  | "with-notes"
  | "of-others"
  | "derived"
  | "state"
  | "technical"
  | "internal"
  | "raw";

type Columns = Readonly<Record<string, Given>>;

/** Tables with rows of a customer, and each of their columns that can hold words or bytes. */
export const PERSONS_TABLES: Readonly<Record<string, Columns>> = {
  activities: { kind: "state", data: "internal", because: "state" },
  asks: {
    ...{ kind: "given", channel: "state", address: "given", state: "given", because: "state" },
    ...{ answer: "given", answered_by: "state" },
  },
  contact_links: { evidence: "state", because: "state", state: "internal", address: "derived" },
  contact_merges: {
    ...{ evidence: "state", because: "given", addresses: "derived", gave: "derived" },
    preferred: "internal",
  },
  contacts: {
    ...{ name: "given", claims: "given", segments: "given", attributes: "given" },
    ...{ claim_keys: "derived", hold: "internal" },
  },
  conversations: {
    ...{ protocol: "given", channel: "given", address: "given", status: "given" },
    ...{ subject: "given", title: "given", category: "given", category_fields: "given" },
    ...{
      resolution: "with-notes",
      summary: "given",
      urgency: "given",
      tags: "given",
      language: "given",
    },
    ...{ preview: "derived", preview_from: "state", waiting_on: "state", ask: "derived" },
    ...{ hand_over: "with-notes", attendant: "derived", required_skills: "internal" },
    plan: "internal",
  },
  deliveries: {
    ...{ status: "given", recipients: "given", external_id: "technical", error: "internal" },
    ...{ partly: "internal", history: "internal", settled: "internal" },
  },
  directed_notices: { text: "derived" },
  // Nobody has said it yet.
  drafts: { room: "state", content: "internal" },
  figure_facts: { fact: "internal" },
  figure_subjects: { segments: "derived", channel: "derived" },
  held_replies: {
    ...{ client_id: "technical", words: "internal", and_then: "state", state: "state" },
    refusal: "internal",
  },
  hops: {
    ...{ kind: "state", by_name: "internal", note: "with-notes", result: "with-notes" },
    diverted: "internal",
  },
  // Answers to programs and browsers that asked, for a day: what they show is in the tables.
  idempotency_keys: {
    ...{ principal: "technical", key: "technical", request_hash: "technical", response: "derived" },
  },
  identities: { address: "given", evidence: "given", match_key: "derived" },
  erasure_files: { sha256: "technical" },
  erasure_keys: {},
  erasures: { step: "state", cursor: "technical" },
  // Of a channel through a phone's own account: numbers and hidden ids of whoever wrote. An erasure does not
  // reach it, since whoever holds the inbox would write it again (decision 43).
  inbox_memory: {
    ...{ state: "technical", connection: "state", session: "internal", wish: "state" },
  },
  ledger: {
    ...{ external_id: "technical", kind: "state", content_hash: "technical", element: "derived" },
    ...{ state: "state", reason: "internal", trail: "internal", released: "internal" },
    discarded: "internal",
  },
  ledger_duplicates: { differing: "raw" },
  ledger_payloads: { bytes: "raw", sha256: "technical" },
  ledger_payloads_default: { bytes: "raw", sha256: "technical" },
  // Keyed digests: they say that something came again, and of nobody what it was.
  ledger_tombstones: { name: "technical", content: "technical" },
  mail_names: { name: "technical" },
  mail_participants: { address: "of-others", name: "of-others", role: "state" },
  mail_senders: { address: "derived", text_sha256: "technical", ours: "state" },
  media_fetches: { error: "internal" },
  message_mails: {
    ...{ subject: "given", people: "given", full_text: "given", html: "derived" },
    ...{ mail_id: "technical", in_reply_to: "technical", references: "technical" },
    ...{ class: "state", writer: "state", automatic: "state", remarks: "internal" },
    ...{ bounce: "internal", verdict: "internal" },
  },
  message_words: { words: "derived" },
  messages: {
    ...{ direction: "given", text: "of-others", footer: "given", media: "of-others" },
    ...{ chat: "given", changes: "given", client_id: "technical", ask: "technical" },
  },
  offers: {
    ...{ channel: "derived", state: "state", because: "internal", ended_because: "internal" },
    reason: "with-notes",
  },
  opt_outs: { address: "given", channel: "given" },
  outbox: { type: "state", subject_id: "technical", customer: "derived" },
  // Of a sender, or of one mail.
  picture_senders: { sender: "internal" },
  point_aliases: { alias: "given", address: "given" },
  procedure_run_steps: { key: "internal", outcome: "internal", answer: "with-notes" },
  procedure_runs: { state: "state", reason: "with-notes", at_step: "internal" },
  // What a mail named, fetched for its readers: no row says whose mail it was.
  remote_pictures: {
    ...{ url_hash: "technical", sha256: "technical", mime_type: "technical", refused: "technical" },
  },
  reply_windows: { address: "derived", newest: "technical" },
  sla_clocks: { measure: "internal", state: "internal" },
  sla_promises: { next_measure: "internal" },
  surveys: { kind: "given", question: "given", comment: "given" },
  taken_back: { because: "internal" },
  triage_acts: { kind: "state", reason: "internal", words: "with-notes" },
  undeliverable: { address: "given", status: "technical", diagnostic: "given" },
  // Bytes of a file that somebody of us is about to send.
  uploads: {
    ...{ file_name: "internal", mime_type: "internal", sha256: "technical", warning: "internal" },
  },
  webhook_deliveries: {
    ...{ event: "internal", event_key: "technical", payload: "derived", state: "state" },
    ...{ history: "internal", answer: "internal" },
  },
};

/** Tables without anything of a customer, by what they hold instead. */
export const OTHER_TABLES: Readonly<Record<string, readonly string[]>> = {
  // Who we are, and what each of us does.
  people: [
    ...["absences", "agents", "announcement_readers", "announcements", "api_key_windows"],
    ...["api_keys", "focus_looks", "last_assignments", "mentions", "news_mails", "password_links"],
    ...[
      "presence_changes",
      "queue_members",
      "read_cursors",
      "saved_views",
      "sessions",
      "socket_tickets",
    ],
    "view_places",
  ],
  // What admins set up and write. A person's name in an article is its writers' to take out.
  configuration: [
    ...["alert_rules", "article_picture_uses", "article_pictures", "article_slugs"],
    ...["article_texts", "article_versions", "article_words", "articles", "attendant_flows"],
    ...["calendars", "categories", "channel_weights", "confirmation_policies", "inboxes"],
    ...["macros", "mail_consents", "procedure_versions", "procedures", "queues", "quick_replies"],
    ...["report_schedules", "rule_draft", "rule_versions", "settings", "sla_policies"],
    ...["sla_terms", "survey_versions", "webhook_endpoints"],
  ],
  // Sums, and what nobody can be known by.
  figures: [
    ...["article_questions", "article_uses", "article_votes", "board_minutes", "bulletins"],
    ...["figure_participants", "figure_rollups"],
  ],
  // What the machine runs on.
  machine: ["dues", "followers", "leases", "schema_migrations"],
  // What we did, by ids: no route of a customer is written down with their words.
  audit: ["audit_entries"],
};
