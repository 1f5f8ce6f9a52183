DROP INDEX "contacts_claimed_email";--> statement-breakpoint
DROP INDEX "contacts_claimed_phone";--> statement-breakpoint
DROP INDEX "contacts_segments";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "claim_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_links" ADD COLUMN "address" text;--> statement-breakpoint
CREATE INDEX "contacts_claims" ON "contacts" USING gin ("claim_keys") WHERE claim_keys <> '{}';--> statement-breakpoint
CREATE INDEX "mail_participants_address" ON "mail_participants" USING btree ("address");--> statement-breakpoint
CREATE INDEX "contacts_segments" ON "contacts" USING gin ("segments") WHERE segments <> '{}';