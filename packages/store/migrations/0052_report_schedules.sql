CREATE TABLE "report_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"report" jsonb NOT NULL,
	"rhythm" jsonb NOT NULL,
	"addresses" jsonb NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"next_at" timestamptz(3) NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE INDEX "report_schedules_due" ON "report_schedules" USING btree ("next_at") WHERE is_on;