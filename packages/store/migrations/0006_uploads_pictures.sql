CREATE TABLE "picture_senders" (
	"sender" text PRIMARY KEY NOT NULL,
	"allowed_by" uuid NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remote_pictures" (
	"url_hash" "bytea" PRIMARY KEY NOT NULL,
	"sha256" text,
	"mime_type" text,
	"size_bytes" integer,
	"refused" text,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploader_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"mime_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"warning" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "uploads_age" ON "uploads" USING btree ("created_at");