ALTER TABLE "inboxes" ADD COLUMN "auto_answers" jsonb;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "resend_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "resends" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "warned_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "mail_participants" ADD COLUMN "removed_at" timestamptz(3);--> statement-breakpoint
CREATE INDEX "deliveries_lane" ON "deliveries" USING btree ("inbox_id","next_attempt_at") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "deliveries_resend" ON "deliveries" USING btree ("resend_at") WHERE resend_at is not null;