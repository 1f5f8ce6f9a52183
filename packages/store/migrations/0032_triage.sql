CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"position" integer NOT NULL,
	"queue_id" uuid,
	"urgency" text,
	"sla_policy_id" uuid,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"archived_at" timestamptz(3),
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "triage_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"queue_id" uuid,
	"to_queue_id" uuid,
	"category_id" uuid,
	"reason" text,
	"words" text,
	"since" timestamptz(3),
	"at" timestamptz(3) NOT NULL,
	"taken_back_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "resolves_in_triage" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "category_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "category_fields" jsonb;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "leased_by_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "leased_since" timestamptz(3);--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "leased_until" timestamptz(3);--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_categories_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_queue_id_queues_id_fk" FOREIGN KEY ("queue_id") REFERENCES "public"."queues"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_sla_policy_id_sla_policies_id_fk" FOREIGN KEY ("sla_policy_id") REFERENCES "public"."sla_policies"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_acts" ADD CONSTRAINT "triage_acts_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_acts" ADD CONSTRAINT "triage_acts_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "categories_place" ON "categories" USING btree ("parent_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "categories_name" ON "categories" USING btree (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'),lower(name)) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "triage_acts_agent" ON "triage_acts" USING btree ("agent_id","at");--> statement-breakpoint
CREATE INDEX "triage_acts_conversation" ON "triage_acts" USING btree ("conversation_id","at");--> statement-breakpoint
CREATE INDEX "triage_acts_skipped" ON "triage_acts" USING btree ("at") WHERE kind = 'skipped';--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_leased" ON "conversations" USING btree ("leased_by_id") WHERE leased_by_id is not null;--> statement-breakpoint
CREATE INDEX "conversations_category" ON "conversations" USING btree ("category_id") WHERE category_id is not null;--> statement-breakpoint
CREATE INDEX "conversations_registered" ON "conversations" USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(summary, ''))) WHERE summary is not null;--> statement-breakpoint
CREATE INDEX "hops_returned" ON "hops" USING btree ("at") WHERE kind = 'return';