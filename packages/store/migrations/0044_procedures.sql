CREATE TABLE "procedure_run_steps" (
	"run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"outcome" text NOT NULL,
	"answer" text,
	"agent_id" uuid,
	"taken_at" timestamptz(3) NOT NULL,
	"took_ms" integer NOT NULL,
	CONSTRAINT "procedure_run_steps_run_id_position_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "procedure_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"procedure_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"agent_id" uuid,
	"state" text NOT NULL,
	"reason" text,
	"at_step" text,
	"started_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "procedure_versions" (
	"procedure_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" timestamptz(3) NOT NULL,
	CONSTRAINT "procedure_versions_procedure_id_version_pk" PRIMARY KEY("procedure_id","version")
);
--> statement-breakpoint
CREATE TABLE "procedures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"published" integer,
	"published_revision" integer,
	"archived_at" timestamptz(3),
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "procedure_run_steps" ADD CONSTRAINT "procedure_run_steps_run_id_procedure_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."procedure_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_run_steps" ADD CONSTRAINT "procedure_run_steps_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_runs" ADD CONSTRAINT "procedure_runs_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_runs" ADD CONSTRAINT "procedure_runs_procedure_id_procedures_id_fk" FOREIGN KEY ("procedure_id") REFERENCES "public"."procedures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_runs" ADD CONSTRAINT "procedure_runs_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procedure_versions" ADD CONSTRAINT "procedure_versions_procedure_id_procedures_id_fk" FOREIGN KEY ("procedure_id") REFERENCES "public"."procedures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "procedure_runs_conversation" ON "procedure_runs" USING btree ("conversation_id","started_at");--> statement-breakpoint
CREATE INDEX "procedure_runs_procedure" ON "procedure_runs" USING btree ("procedure_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "procedure_runs_running" ON "procedure_runs" USING btree ("conversation_id") WHERE state = 'running';