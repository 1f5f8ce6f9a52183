DROP INDEX "sla_promises_next";--> statement-breakpoint
ALTER TABLE "sla_promises" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;