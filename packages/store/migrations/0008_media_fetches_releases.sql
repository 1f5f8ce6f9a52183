CREATE TABLE "media_fetches" (
	"message_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"inbox_id" uuid NOT NULL,
	"attempt" smallint DEFAULT 0 NOT NULL,
	"interrupted" smallint DEFAULT 0 NOT NULL,
	"claimed" boolean DEFAULT false NOT NULL,
	"next_attempt_at" timestamptz(3) DEFAULT now() NOT NULL,
	"error" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "media_fetches_message_id_place_pk" PRIMARY KEY("message_id","place")
);
--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "released" jsonb;--> statement-breakpoint
ALTER TABLE "media_fetches" ADD CONSTRAINT "media_fetches_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_fetches_due" ON "media_fetches" USING btree ("next_attempt_at");--> statement-breakpoint
-- Files that were left with their providers before there were jobs to fetch them.
INSERT INTO "media_fetches" ("message_id", "place", "inbox_id")
SELECT m."id", f."place" - 1, c."inbox_id"
FROM "messages" m
JOIN "conversations" c ON c."id" = m."conversation_id"
CROSS JOIN LATERAL jsonb_array_elements(m."media") WITH ORDINALITY AS f("file", "place")
WHERE m."media" @> '[{"state":"pending"}]' AND f."file" ->> 'state' = 'pending' AND f."file" ? 'remoteUrl';
