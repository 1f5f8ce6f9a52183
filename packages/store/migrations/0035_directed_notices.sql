CREATE TABLE "directed_notices" (
	"conversation_id" uuid PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "queues" ADD COLUMN "directed_notice" text;--> statement-breakpoint
ALTER TABLE "directed_notices" ADD CONSTRAINT "directed_notices_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;