-- Roll-ups have all kinds of facts in one row (decision 41): all stories are read anew.
TRUNCATE "figure_facts", "figure_subjects", "figure_rollups";--> statement-breakpoint
DELETE FROM "settings" WHERE "key" = 'figures';--> statement-breakpoint
DELETE FROM "followers" WHERE "name" = 'figures';--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP CONSTRAINT "figure_rollups_pk";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "fact";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "count";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "hits";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "timed";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "value";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "business";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "values";--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP COLUMN "business_values";--> statement-breakpoint
ALTER TABLE "figure_rollups" ADD COLUMN "tallies" "bytea" NOT NULL;--> statement-breakpoint
ALTER TABLE "figure_rollups" ADD COLUMN "times" "bytea" NOT NULL;--> statement-breakpoint
ALTER TABLE "figure_rollups" ADD COLUMN "stages" "bytea" NOT NULL;--> statement-breakpoint
-- They are packed already: to try once more is half of what writing them costs.
ALTER TABLE "figure_rollups" ALTER COLUMN "tallies" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "figure_rollups" ALTER COLUMN "times" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "figure_rollups" ALTER COLUMN "stages" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "figure_rollups" ADD CONSTRAINT "figure_rollups_pk" PRIMARY KEY("tier","cut","at","key","inbox_id","channel","queue_id","level");
