CREATE TABLE "asks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"inbox_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"queue_id" uuid,
	"agent_id" uuid,
	"state" text NOT NULL,
	"because" text,
	"message_id" uuid,
	"due_at" timestamptz(3) NOT NULL,
	"sent_at" timestamptz(3),
	"ends_at" timestamptz(3),
	"ended_at" timestamptz(3),
	"answer" text,
	"answered_by" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "confirmation_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"queue_id" uuid,
	"channel" text,
	"enabled" boolean NOT NULL,
	"delay_ms" integer NOT NULL,
	"silence_ms" bigint NOT NULL,
	"words" jsonb NOT NULL,
	CONSTRAINT "confirmation_policies_scope" UNIQUE NULLS NOT DISTINCT("queue_id","channel")
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "ask" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "ask" jsonb;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation_policies" ADD CONSTRAINT "confirmation_policies_queue_id_queues_id_fk" FOREIGN KEY ("queue_id") REFERENCES "public"."queues"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asks_conversation" ON "asks" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "asks_contact" ON "asks" USING btree ("contact_id","sent_at") WHERE sent_at is not null;