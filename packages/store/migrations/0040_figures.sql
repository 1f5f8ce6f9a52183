CREATE TABLE "figure_facts" (
	"conversation_id" uuid NOT NULL,
	"n" smallint NOT NULL,
	"fact" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"queue_id" uuid,
	"level" smallint NOT NULL,
	"agent_id" uuid,
	"count" integer NOT NULL,
	"hits" integer,
	"value" bigint,
	"business" bigint,
	CONSTRAINT "figure_facts_conversation_id_n_pk" PRIMARY KEY("conversation_id","n")
);
--> statement-breakpoint
CREATE TABLE "figure_rollups" (
	"tier" text NOT NULL,
	"cut" text NOT NULL,
	"fact" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"key" text NOT NULL,
	"inbox_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"level" smallint NOT NULL,
	"count" integer NOT NULL,
	"hits" integer NOT NULL,
	"timed" integer NOT NULL,
	"value" bigint NOT NULL,
	"business" bigint NOT NULL,
	"values" "bytea" NOT NULL,
	"business_values" "bytea" NOT NULL,
	CONSTRAINT "figure_rollups_pk" PRIMARY KEY("tier","cut","fact","at","key","inbox_id","queue_id","level")
);
--> statement-breakpoint
CREATE TABLE "figure_subjects" (
	"conversation_id" uuid PRIMARY KEY NOT NULL,
	"inbox_id" uuid NOT NULL,
	"category_id" uuid,
	"segments" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE INDEX "figure_facts_at" ON "figure_facts" USING btree ("fact","at","conversation_id");