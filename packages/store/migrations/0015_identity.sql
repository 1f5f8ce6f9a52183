CREATE TABLE "contact_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"first_id" uuid NOT NULL,
	"second_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"because" text NOT NULL,
	"into_id" uuid,
	"state" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"decided_at" timestamptz(3),
	"decided_by_id" uuid
);
--> statement-breakpoint
CREATE TABLE "contact_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"into_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"because" text NOT NULL,
	"actor_id" uuid,
	"at" timestamptz(3) NOT NULL,
	"addresses" text[] NOT NULL,
	"conversation_ids" uuid[] NOT NULL,
	"message_ids" uuid[] NOT NULL,
	"gave" jsonb NOT NULL,
	"undone_at" timestamptz(3),
	"undone_by_id" uuid
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "segments" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "attributes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_links" ADD CONSTRAINT "contact_links_first_id_contacts_id_fk" FOREIGN KEY ("first_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_links" ADD CONSTRAINT "contact_links_second_id_contacts_id_fk" FOREIGN KEY ("second_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_into_id_contacts_id_fk" FOREIGN KEY ("into_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_from_id_contacts_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_links_pair" ON "contact_links" USING btree ("first_id","second_id");--> statement-breakpoint
CREATE INDEX "contact_links_second" ON "contact_links" USING btree ("second_id");--> statement-breakpoint
CREATE INDEX "contact_merges_into" ON "contact_merges" USING btree ("into_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_merges_from" ON "contact_merges" USING btree ("from_id") WHERE undone_at is null;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_merged_into_id_contacts_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_merged" ON "contacts" USING btree ("merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE INDEX "contacts_segments" ON "contacts" USING gin ("segments");--> statement-breakpoint
CREATE INDEX "contacts_claimed_email" ON "contacts" USING btree (lower(claims->>'email')) WHERE claims ? 'email';--> statement-breakpoint
CREATE INDEX "contacts_claimed_phone" ON "contacts" USING btree ((claims->>'phone')) WHERE claims ? 'phone';