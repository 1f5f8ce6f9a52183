CREATE TABLE "announcement_readers" (
	"agent_id" uuid NOT NULL,
	"announcement_id" uuid NOT NULL,
	"read_at" timestamptz(3),
	CONSTRAINT "announcement_readers_agent_id_announcement_id_pk" PRIMARY KEY("agent_id","announcement_id")
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from_id" text NOT NULL,
	"from_name" text NOT NULL,
	"text" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "board_minutes" (
	"minute" timestamptz(3) NOT NULL,
	"queue_id" uuid NOT NULL,
	"waiting" integer NOT NULL,
	"longest_wait_seconds" integer NOT NULL,
	"in_service" integer NOT NULL,
	"met" integer NOT NULL,
	"due" integer NOT NULL,
	"abandoned" integer NOT NULL,
	"available" integer NOT NULL,
	CONSTRAINT "board_minutes_minute_queue_id_pk" PRIMARY KEY("minute","queue_id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "settled" jsonb;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "discarded" jsonb;--> statement-breakpoint
ALTER TABLE "announcement_readers" ADD CONSTRAINT "announcement_readers_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_readers" ADD CONSTRAINT "announcement_readers_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announcement_readers_of" ON "announcement_readers" USING btree ("announcement_id");--> statement-breakpoint
CREATE INDEX "announcement_readers_unread" ON "announcement_readers" USING btree ("agent_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "deliveries_troubled" ON "deliveries" USING btree ("status","updated_at") WHERE status in ('failed','unknown') and settled is null;--> statement-breakpoint
CREATE INDEX "sla_clocks_due" ON "sla_clocks" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "sla_clocks_cancelled" ON "sla_clocks" USING btree ("ended_at") WHERE state = 'cancelled';--> statement-breakpoint
CREATE INDEX "sla_promises_next" ON "sla_promises" USING btree ("next_due_at") WHERE next_due_at is not null;