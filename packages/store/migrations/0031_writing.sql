CREATE TABLE "drafts" (
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"room" text NOT NULL,
	"content" jsonb NOT NULL,
	"version" integer NOT NULL,
	"saved_at" timestamptz(3) NOT NULL,
	CONSTRAINT "drafts_conversation_id_agent_id_room_pk" PRIMARY KEY("conversation_id","agent_id","room")
);
--> statement-breakpoint
CREATE TABLE "held_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"words" jsonb NOT NULL,
	"and_then" text,
	"state" text NOT NULL,
	"send_at" timestamptz(3) NOT NULL,
	"refusal" jsonb,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentions" (
	"message_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"read_at" timestamptz(3),
	CONSTRAINT "mentions_message_id_agent_id_pk" PRIMARY KEY("message_id","agent_id")
);
--> statement-breakpoint
CREATE TABLE "quick_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"body" text NOT NULL,
	"queue_id" uuid,
	"agent_id" uuid,
	"channels" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "only_owner_replies" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "claims_on_typing" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_replies" ADD CONSTRAINT "held_replies_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_replies" ADD CONSTRAINT "held_replies_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quick_replies" ADD CONSTRAINT "quick_replies_queue_id_queues_id_fk" FOREIGN KEY ("queue_id") REFERENCES "public"."queues"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quick_replies" ADD CONSTRAINT "quick_replies_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_agent" ON "drafts" USING btree ("agent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "held_replies_client" ON "held_replies" USING btree ("conversation_id","client_id");--> statement-breakpoint
CREATE INDEX "held_replies_open" ON "held_replies" USING btree ("conversation_id","send_at") WHERE state in ('held','refused');--> statement-breakpoint
CREATE INDEX "held_replies_over" ON "held_replies" USING btree ("updated_at") WHERE state in ('sent','undone');--> statement-breakpoint
CREATE INDEX "mentions_agent" ON "mentions" USING btree ("agent_id","at" DESC NULLS LAST,"message_id");--> statement-breakpoint
CREATE INDEX "mentions_unread" ON "mentions" USING btree ("agent_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "mentions_conversation" ON "mentions" USING btree ("conversation_id","agent_id");--> statement-breakpoint
CREATE INDEX "quick_replies_agent" ON "quick_replies" USING btree ("agent_id") WHERE agent_id is not null;