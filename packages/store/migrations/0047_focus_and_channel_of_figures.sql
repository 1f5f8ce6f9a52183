CREATE TABLE "focus_looks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"began_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3) NOT NULL,
	"is_measured" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
-- Roll-ups that did not tell channels apart cannot be taken apart: all stories are read anew.
TRUNCATE "figure_facts", "figure_subjects", "figure_rollups";--> statement-breakpoint
DELETE FROM "settings" WHERE "key" = 'figures';--> statement-breakpoint
DELETE FROM "followers" WHERE "name" = 'figures';--> statement-breakpoint
ALTER TABLE "figure_rollups" ADD COLUMN "channel" text NOT NULL;--> statement-breakpoint
ALTER TABLE "figure_subjects" ADD COLUMN "channel" text NOT NULL;--> statement-breakpoint
ALTER TABLE "focus_looks" ADD CONSTRAINT "focus_looks_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focus_looks" ADD CONSTRAINT "focus_looks_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "focus_looks_conversation" ON "focus_looks" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "focus_looks_agent" ON "focus_looks" USING btree ("agent_id","began_at");--> statement-breakpoint
CREATE INDEX "focus_looks_unmeasured" ON "focus_looks" USING btree ("conversation_id") WHERE not is_measured;--> statement-breakpoint
ALTER TABLE "figure_rollups" DROP CONSTRAINT "figure_rollups_pk";
--> statement-breakpoint
ALTER TABLE "figure_rollups" ADD CONSTRAINT "figure_rollups_pk" PRIMARY KEY("tier","cut","fact","at","key","inbox_id","channel","queue_id","level");