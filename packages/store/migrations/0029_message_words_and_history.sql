CREATE TABLE "message_words" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"revision" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "history" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "message_words_found" ON "message_words" USING gin ("words");