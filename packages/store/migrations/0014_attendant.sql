CREATE TABLE "attendant_flows" (
	"inbox_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"flow" jsonb,
	"saved_by" text NOT NULL,
	"saved_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "attendant_flows_inbox_id_version_pk" PRIMARY KEY("inbox_id","version")
);
--> statement-breakpoint
ALTER TABLE "inboxes" ADD COLUMN "tells_protocol" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "attendant" jsonb;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "protocol_told_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "attendant_flows" ADD CONSTRAINT "attendant_flows_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE cascade ON UPDATE no action;