CREATE TABLE "point_aliases" (
	"inbox_id" uuid NOT NULL,
	"alias" text NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "point_aliases_inbox_id_alias_pk" PRIMARY KEY("inbox_id","alias")
);
--> statement-breakpoint
CREATE TABLE "reply_windows" (
	"inbox_id" uuid NOT NULL,
	"address" text NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"newest" text NOT NULL,
	CONSTRAINT "reply_windows_inbox_id_address_pk" PRIMARY KEY("inbox_id","address")
);
--> statement-breakpoint
ALTER TABLE "inbox_memory" ADD COLUMN "session" jsonb;--> statement-breakpoint
ALTER TABLE "inbox_memory" ADD COLUMN "wish" jsonb;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "match_key" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "chat" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "changes" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "revision" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "point_aliases" ADD CONSTRAINT "point_aliases_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_windows" ADD CONSTRAINT "reply_windows_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_match" ON "identities" USING btree ("match_key") WHERE match_key is not null;--> statement-breakpoint
-- As brazilMobileKey in the domain has it: area code and last eight digits of a mobile number.
UPDATE "identities" SET "match_key" = 'br:' || substr("address", 8, 2) || ':' || right("address", 8)
WHERE "address" ~ '^tel:\+55[1-9]\d(9\d{8}|[6-9]\d{7})$';
