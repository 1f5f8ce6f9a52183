CREATE TABLE "mail_consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state_hash" "bytea" NOT NULL,
	"asked_by" uuid NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"sealed" text NOT NULL,
	"because" text,
	"words" text,
	"expires_at" timestamptz(3) NOT NULL,
	CONSTRAINT "mail_consents_stateHash_unique" UNIQUE("state_hash")
);
--> statement-breakpoint
CREATE INDEX "mail_consents_expiry" ON "mail_consents" USING btree ("expires_at");