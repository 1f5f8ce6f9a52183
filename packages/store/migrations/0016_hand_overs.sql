CREATE TABLE "hops" (
	"conversation_id" uuid NOT NULL,
	"n" smallint NOT NULL,
	"kind" text NOT NULL,
	"from_queue_id" uuid,
	"to_queue_id" uuid,
	"from_agent_id" uuid,
	"to_agent_id" uuid,
	"by_agent_id" uuid,
	"by_name" text NOT NULL,
	"note" text NOT NULL,
	"result" text,
	"diverted" text,
	"meant_queue_id" uuid,
	"at" timestamptz(3) NOT NULL,
	"accept_by" timestamptz(3),
	"accepted_at" timestamptz(3),
	"accepted_by" uuid,
	"overdue_at" timestamptz(3),
	"left_at" timestamptz(3),
	CONSTRAINT "hops_conversation_id_n_pk" PRIMARY KEY("conversation_id","n")
);
--> statement-breakpoint
CREATE TABLE "taken_back" (
	"agent_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"because" text NOT NULL,
	"absent_since" timestamptz(3) NOT NULL,
	CONSTRAINT "taken_back_agent_id_conversation_id_pk" PRIMARY KEY("agent_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "accept_within_ms" integer DEFAULT 900000;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "wanted_reason" text;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "wanted_since" timestamptz(3) DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "active_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "shift_id" uuid;--> statement-breakpoint
ALTER TABLE "hops" ADD CONSTRAINT "hops_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "taken_back" ADD CONSTRAINT "taken_back_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "taken_back" ADD CONSTRAINT "taken_back_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hops_open" ON "hops" USING btree ("accept_by") WHERE accepted_at is null and left_at is null;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_shift_id_calendars_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;