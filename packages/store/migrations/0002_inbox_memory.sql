CREATE TABLE "inbox_memory" (
	"inbox_id" uuid PRIMARY KEY NOT NULL,
	"state" jsonb,
	"connection" jsonb,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbox_memory" ADD CONSTRAINT "inbox_memory_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE cascade ON UPDATE no action;