ALTER TABLE "conversations" ADD COLUMN "required_skills" jsonb;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "sla_policy_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "plan" jsonb;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "plan_step" smallint;--> statement-breakpoint
-- Where a rule leads became one of several kinds, and a tag one of several.
UPDATE "routing_rules" SET "action" = ("action" - 'queueId' - 'tag')
  || jsonb_build_object('to', jsonb_build_object('queueId', "action"->'queueId'))
  || CASE WHEN "action" ? 'tag' THEN jsonb_build_object('tags', jsonb_build_array("action"->'tag')) ELSE '{}' END;
