CREATE TABLE "channel_weights" (
	"channel" text PRIMARY KEY NOT NULL,
	"weight" real NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"epoch" integer NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"because" text NOT NULL,
	"offered_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	"ended_because" text,
	"reason" text
);
--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "strategy" text DEFAULT 'longest-idle' NOT NULL;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "offer_live_ms" integer;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "offer_async_ms" integer;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "sticky_hold_ms" integer DEFAULT 60000 NOT NULL;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "relax_after_ms" integer;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "overflow_after_ms" integer;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "overflow_queue_id" uuid;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "skills" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "languages" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "missed_in_a_row" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "queue_members" ADD COLUMN "weight" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_queue_id_queues_id_fk" FOREIGN KEY ("queue_id") REFERENCES "public"."queues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offers_pending" ON "offers" USING btree ("conversation_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "offers_agent" ON "offers" USING btree ("agent_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "offers_refused" ON "offers" USING btree ("conversation_id","ended_at") WHERE state in ('declined','missed');--> statement-breakpoint
ALTER TABLE "queues" ADD CONSTRAINT "queues_overflow_queue_id_queues_id_fk" FOREIGN KEY ("overflow_queue_id") REFERENCES "public"."queues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Solvers who do not come to it: without skills after 90 s, to the directors 5 minutes later (rules §8.1).
UPDATE "queues" SET "relax_after_ms" = 90000, "overflow_after_ms" = 300000,
	"overflow_queue_id" = (SELECT d."id" FROM "queues" d WHERE d."role" = 'director' AND d."level" = 1 ORDER BY d."position" LIMIT 1)
	WHERE "role" = 'solver';
