CREATE TABLE "followers" (
	"name" text PRIMARY KEY NOT NULL,
	"position" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sla_clocks" (
	"conversation_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"started_at" timestamptz(3) NOT NULL,
	"queue_id" uuid,
	"level" smallint NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamptz(3),
	"within_ms" bigint,
	"due_at" timestamptz(3),
	"wall_ms" bigint,
	"counted_ms" bigint,
	CONSTRAINT "sla_clocks_conversation_id_measure_started_at_pk" PRIMARY KEY("conversation_id","measure","started_at")
);
--> statement-breakpoint
CREATE TABLE "sla_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"policy" jsonb NOT NULL,
	CONSTRAINT "sla_policies_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "sla_promises" (
	"conversation_id" uuid PRIMARY KEY NOT NULL,
	"terms_id" uuid,
	"next_due_at" timestamptz(3),
	"next_warning_at" timestamptz(3),
	"next_measure" text
);
--> statement-breakpoint
CREATE TABLE "sla_terms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"policy_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"terms" jsonb NOT NULL,
	"since" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sla_promises" ADD CONSTRAINT "sla_promises_terms_id_sla_terms_id_fk" FOREIGN KEY ("terms_id") REFERENCES "public"."sla_terms"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_terms" ADD CONSTRAINT "sla_terms_policy_id_sla_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."sla_policies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sla_policies_default" ON "sla_policies" USING btree ("is_default") WHERE is_default;--> statement-breakpoint
CREATE INDEX "sla_promises_next" ON "sla_promises" USING btree (coalesce(next_due_at, '9999-12-31 00:00:00+00'::timestamptz),"conversation_id");--> statement-breakpoint
CREATE INDEX "sla_promises_terms" ON "sla_promises" USING btree ("terms_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sla_terms_revision" ON "sla_terms" USING btree ("policy_id","revision");
--> statement-breakpoint
-- Dates on which a calendar is closed are dates with no hours of their own.
UPDATE "calendars" SET "calendar" = ("calendar" - 'closedDates') || jsonb_build_object('exceptions',
  (SELECT coalesce(jsonb_agg(jsonb_build_object('date', d, 'hours', '[]'::jsonb)), '[]'::jsonb)
    FROM jsonb_array_elements_text("calendar"->'closedDates') AS d))
WHERE "calendar" ? 'closedDates';
