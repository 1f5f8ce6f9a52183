CREATE TABLE "news_mails" (
	"agent_id" uuid PRIMARY KEY NOT NULL,
	"kinds" text[] NOT NULL,
	"language" text NOT NULL,
	"told_up_to" timestamptz(3) DEFAULT now() NOT NULL,
	"mailed_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "news_mails" ADD CONSTRAINT "news_mails_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;