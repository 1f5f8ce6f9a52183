CREATE TABLE "mail_names" (
	"inbox_id" uuid NOT NULL,
	"name" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "mail_names_inbox_id_name_pk" PRIMARY KEY("inbox_id","name")
);
--> statement-breakpoint
CREATE TABLE "mail_participants" (
	"conversation_id" uuid NOT NULL,
	"address" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "mail_participants_conversation_id_address_pk" PRIMARY KEY("conversation_id","address")
);
--> statement-breakpoint
CREATE TABLE "mail_senders" (
	"inbox_id" uuid NOT NULL,
	"address" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"text_sha256" text NOT NULL,
	"ours" text
);
--> statement-breakpoint
CREATE TABLE "message_mails" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"people" jsonb NOT NULL,
	"mail_id" text,
	"in_reply_to" text,
	"references" text[] DEFAULT '{}' NOT NULL,
	"class" text NOT NULL,
	"writer" text,
	"automatic" text,
	"full_text" text,
	"html" jsonb,
	"remarks" text[] DEFAULT '{}' NOT NULL,
	"bounce" jsonb,
	"verdict" jsonb
);
--> statement-breakpoint
CREATE TABLE "undeliverable" (
	"address" text PRIMARY KEY NOT NULL,
	"status" text,
	"diagnostic" text NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "recipients" jsonb;--> statement-breakpoint
ALTER TABLE "mail_names" ADD CONSTRAINT "mail_names_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_participants" ADD CONSTRAINT "mail_participants_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_mails" ADD CONSTRAINT "message_mails_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_names_conversation" ON "mail_names" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "mail_senders_recent" ON "mail_senders" USING btree ("inbox_id","address","at");--> statement-breakpoint
CREATE INDEX "mail_senders_age" ON "mail_senders" USING btree ("at");--> statement-breakpoint
-- A large payload is in the media store and not in the row.
ALTER TABLE "ledger_payloads" ALTER COLUMN "bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_payloads" ADD COLUMN "sha256" text;
