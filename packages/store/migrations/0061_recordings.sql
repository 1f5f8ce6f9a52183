ALTER TABLE "uploads" ADD COLUMN "length_ms" integer;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "is_voice" boolean DEFAULT false NOT NULL;