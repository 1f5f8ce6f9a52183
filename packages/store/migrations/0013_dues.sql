CREATE TABLE "dues" (
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "dues_kind_subject_id_pk" PRIMARY KEY("kind","subject_id")
);
--> statement-breakpoint
CREATE INDEX "dues_at" ON "dues" USING btree ("at");