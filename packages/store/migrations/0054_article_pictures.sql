CREATE TABLE "article_picture_uses" (
	"picture_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "article_picture_uses_picture_id_article_id_locale_number_pk" PRIMARY KEY("picture_id","article_id","locale","number")
);
--> statement-breakpoint
CREATE TABLE "article_pictures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"mime_type" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"size_bytes" integer NOT NULL,
	"added_by" uuid,
	"added_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article_picture_uses" ADD CONSTRAINT "article_picture_uses_picture_id_article_pictures_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."article_pictures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_picture_uses" ADD CONSTRAINT "article_picture_uses_version" FOREIGN KEY ("article_id","locale","number") REFERENCES "public"."article_versions"("article_id","locale","number") ON DELETE no action ON UPDATE no action;