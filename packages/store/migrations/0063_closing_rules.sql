ALTER TABLE "queues" ADD COLUMN "closing_needs_category" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "closing_resolution" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "closing_survey_may_be_left_out" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "resolution" text;