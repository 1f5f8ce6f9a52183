CREATE TABLE "calendars" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"calendar" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inboxes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets_sealed" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"calendar_id" uuid,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queues" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"level" smallint NOT NULL,
	"role" text NOT NULL,
	"area" text,
	"position" integer NOT NULL,
	CONSTRAINT "queues_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "routing_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"condition" jsonb NOT NULL,
	"action" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "activities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"data" jsonb NOT NULL,
	"because" text,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"protocol" text NOT NULL,
	"inbox_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"status" text NOT NULL,
	"waiting_on" text NOT NULL,
	"queue_id" uuid,
	"level" smallint NOT NULL,
	"priority" smallint NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"assignee_id" uuid,
	"sticky_agent_id" uuid,
	"excluded_agent_ids" uuid[] DEFAULT '{}' NOT NULL,
	"epoch" integer NOT NULL,
	"version" integer NOT NULL,
	"last_seq" integer NOT NULL,
	"last_public_seq" integer NOT NULL,
	"arrived_at" timestamptz(3) NOT NULL,
	"assigned_at" timestamptz(3),
	"last_inbound_at" timestamptz(3),
	"last_message_at" timestamptz(3),
	"waiting_since" timestamptz(3),
	"snoozed_until" timestamptz(3),
	"resolved_at" timestamptz(3),
	"follows_id" uuid,
	"title" text,
	"category" text,
	"summary" text,
	"urgency" text,
	"promised_at" timestamptz(3),
	"hand_over" jsonb,
	"preview" text DEFAULT '' NOT NULL,
	"preview_from" text,
	CONSTRAINT "conversations_protocol_unique" UNIQUE("protocol")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"address" text PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"previous_public_seq" integer NOT NULL,
	"direction" text NOT NULL,
	"contact_id" uuid,
	"agent_id" uuid,
	"ledger_id" bigint,
	"client_id" text,
	"text" text NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"collision" boolean DEFAULT false NOT NULL,
	"sent_at" timestamptz(3),
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "messages_ledgerId_unique" UNIQUE("ledger_id")
);
--> statement-breakpoint
CREATE TABLE "opt_outs" (
	"address" text NOT NULL,
	"channel" text NOT NULL,
	"ledger_id" bigint,
	"at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "opt_outs_address_channel_pk" PRIMARY KEY("address","channel")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"inbox_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"status" text NOT NULL,
	"attempt" smallint DEFAULT 0 NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamptz(3),
	"next_attempt_at" timestamptz(3),
	"external_id" text,
	"error" text,
	"despite_opt_out" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"epoch" bigint NOT NULL,
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" bigint DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
	"type" text NOT NULL,
	"subject_id" text NOT NULL,
	"conversation_id" uuid,
	"audience" uuid[] DEFAULT '{}' NOT NULL,
	"customer" text,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"inbox_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"collision" smallint DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"contact_key" bigint NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"element" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"retry_at" timestamptz(3),
	"message_id" uuid,
	"trail" jsonb,
	"received_at" timestamptz(3) DEFAULT now() NOT NULL,
	"routed_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "ledger_duplicates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_duplicates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ledger_id" bigint NOT NULL,
	"inbox_id" uuid NOT NULL,
	"differing" "bytea",
	"received_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"disabled_at" timestamptz(3),
	"capacity" real DEFAULT 6 NOT NULL,
	"channel_limits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"wanted" text DEFAULT 'offline' NOT NULL,
	"seen_at" timestamptz(3),
	"reachable" boolean DEFAULT false NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "agents_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"revoked_at" timestamptz(3),
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"status" integer,
	"response" jsonb,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_principal_key_pk" PRIMARY KEY("principal","key")
);
--> statement-breakpoint
CREATE TABLE "last_assignments" (
	"agent_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "last_assignments_agent_id_channel_pk" PRIMARY KEY("agent_id","channel")
);
--> statement-breakpoint
CREATE TABLE "queue_members" (
	"queue_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	CONSTRAINT "queue_members_queue_id_agent_id_pk" PRIMARY KEY("queue_id","agent_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"seen_at" timestamptz(3) DEFAULT now() NOT NULL,
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "socket_tickets" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"session_hash" "bytea",
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_queue_id_queues_id_fk" FOREIGN KEY ("queue_id") REFERENCES "public"."queues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_assignee_id_agents_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "last_assignments" ADD CONSTRAINT "last_assignments_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_members" ADD CONSTRAINT "queue_members_queue_id_queues_id_fk" FOREIGN KEY ("queue_id") REFERENCES "public"."queues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queue_members" ADD CONSTRAINT "queue_members_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activities_conversation" ON "activities" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_one_open" ON "conversations" USING btree ("inbox_id","address") WHERE status in ('open','snoozed') and channel not in ('email','form');--> statement-breakpoint
CREATE INDEX "conversations_point" ON "conversations" USING btree ("inbox_id","address","arrived_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_waiting" ON "conversations" USING btree ("queue_id","priority" DESC NULLS LAST,"arrived_at") WHERE status = 'open' and assignee_id is null;--> statement-breakpoint
CREATE INDEX "conversations_assignee" ON "conversations" USING btree ("assignee_id") WHERE status in ('open','snoozed');--> statement-breakpoint
CREATE INDEX "conversations_contact" ON "conversations" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "conversations_snoozed" ON "conversations" USING btree ("snoozed_until") WHERE status = 'snoozed';--> statement-breakpoint
CREATE INDEX "conversations_resolved" ON "conversations" USING btree ("resolved_at") WHERE status = 'resolved';--> statement-breakpoint
CREATE INDEX "conversations_to_do" ON "conversations" USING btree ("queue_id","waiting_since") WHERE status = 'open' and waiting_on = 'agent';--> statement-breakpoint
CREATE INDEX "identities_contact" ON "identities" USING btree ("contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_seq" ON "messages" USING btree ("conversation_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_client" ON "messages" USING btree ("conversation_id","client_id") WHERE direction <> 'inbound';--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_attempt_at") WHERE status in ('queued','claimed','submitting');--> statement-breakpoint
CREATE INDEX "deliveries_order" ON "deliveries" USING btree ("conversation_id","seq") WHERE status in ('queued','claimed','submitting');--> statement-breakpoint
CREATE INDEX "deliveries_external" ON "deliveries" USING btree ("inbox_id","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_position" ON "outbox" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "outbox_age" ON "outbox" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_once" ON "ledger" USING btree ("inbox_id","external_id","collision");--> statement-breakpoint
CREATE INDEX "ledger_unrouted" ON "ledger" USING btree ("contact_key","id") WHERE state = 'accepted';--> statement-breakpoint
CREATE INDEX "ledger_troubled" ON "ledger" USING btree ("state","id") WHERE state in ('parked','suppressed');--> statement-breakpoint
CREATE INDEX "ledger_duplicates_of" ON "ledger_duplicates" USING btree ("ledger_id");--> statement-breakpoint
CREATE INDEX "agents_reachable" ON "agents" USING btree ("seen_at") WHERE reachable;--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "queue_members_agent" ON "queue_members" USING btree ("agent_id");--> statement-breakpoint
CREATE INDEX "sessions_agent" ON "sessions" USING btree ("agent_id");--> statement-breakpoint
-- What providers sent, untouched. Bulky and short-lived: one partition a month, so that retention is
-- a DROP. The default partition catches what no month has been made for yet.
CREATE TABLE "ledger_payloads" (
	"ledger_id" bigint NOT NULL,
	"received_at" timestamptz(3) DEFAULT now() NOT NULL,
	"bytes" bytea NOT NULL
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "ledger_payloads_default" PARTITION OF "ledger_payloads" DEFAULT;
--> statement-breakpoint
CREATE INDEX "ledger_payloads_of" ON "ledger_payloads" ("ledger_id");
