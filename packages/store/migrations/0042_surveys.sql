CREATE TABLE "survey_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"policies" jsonb NOT NULL,
	"caps" jsonb NOT NULL,
	"saved_by" uuid,
	"saved_by_name" text NOT NULL,
	"saved_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"ask_id" uuid PRIMARY KEY NOT NULL,
	"policy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"level" smallint NOT NULL,
	"question" text NOT NULL,
	"score" smallint,
	"comment" text,
	"answered_at" timestamptz(3),
	"changed_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_ask_id_asks_id_fk" FOREIGN KEY ("ask_id") REFERENCES "public"."asks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asks_surveys" ON "asks" USING btree ("sent_at","id") WHERE kind = 'survey' and sent_at is not null;