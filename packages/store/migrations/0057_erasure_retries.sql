ALTER TABLE "erasures" ADD COLUMN "walked_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "erasures" ADD COLUMN "retry_at" timestamptz(3);