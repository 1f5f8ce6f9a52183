CREATE TABLE "erasure_files" (
	"contact_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "erasure_files_contact_id_sha256_pk" PRIMARY KEY("contact_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "erasure_keys" (
	"contact_id" uuid NOT NULL,
	"key" bigint NOT NULL,
	CONSTRAINT "erasure_keys_contact_id_key_pk" PRIMARY KEY("contact_id","key")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"ids" uuid[] NOT NULL,
	"elsewhere_ids" uuid[] NOT NULL,
	"ledger_up_to" bigint NOT NULL,
	"step" text NOT NULL,
	"cursor" text DEFAULT '' NOT NULL,
	"begun_at" timestamptz(3) NOT NULL,
	"done_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "ledger_tombstones" (
	"inbox_id" uuid NOT NULL,
	"name" "bytea" NOT NULL,
	"collision" smallint NOT NULL,
	"content" "bytea" NOT NULL,
	"ledger_id" bigint NOT NULL,
	CONSTRAINT "ledger_tombstones_inbox_id_name_collision_pk" PRIMARY KEY("inbox_id","name","collision")
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "hold" jsonb;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "erased_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;