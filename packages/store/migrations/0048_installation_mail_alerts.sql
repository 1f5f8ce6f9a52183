CREATE TABLE "alert_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"condition" jsonb NOT NULL,
	"targets" jsonb NOT NULL,
	"pause_minutes" integer NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"state" jsonb NOT NULL,
	"down_since" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reading" jsonb,
	"reason" text,
	"judged_at" timestamptz(3),
	"created_by" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bulletins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid NOT NULL,
	"event_key" text NOT NULL,
	"target" jsonb NOT NULL,
	"target_key" text NOT NULL,
	"content" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"because" text,
	"since" timestamptz(3) NOT NULL,
	"next_at" timestamptz(3),
	"epoch" integer DEFAULT 0 NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"history" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"answer" text,
	"created_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3)
);
--> statement-breakpoint
DROP INDEX "conversations_category";--> statement-breakpoint
CREATE UNIQUE INDEX "bulletins_once" ON "bulletins" USING btree ("source_id","event_key","target_key");--> statement-breakpoint
CREATE INDEX "bulletins_due" ON "bulletins" USING btree ("next_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "bulletins_lane" ON "bulletins" USING btree ("source_id","target_key","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "bulletins_log" ON "bulletins" USING btree ("source_id","id");--> statement-breakpoint
CREATE INDEX "bulletins_old" ON "bulletins" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "conversations_category" ON "conversations" USING btree ("category_id","arrived_at") WHERE category_id is not null;