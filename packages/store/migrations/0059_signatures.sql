ALTER TABLE "queues" ADD COLUMN "signature" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "signature" text DEFAULT '' NOT NULL;