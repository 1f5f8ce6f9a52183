CREATE TABLE "article_questions" (
	"day" date NOT NULL,
	"place" text NOT NULL,
	"locale" text NOT NULL,
	"question" text NOT NULL,
	"times" integer NOT NULL,
	"misses" integer NOT NULL,
	CONSTRAINT "article_questions_day_place_locale_question_pk" PRIMARY KEY("day","place","locale","question")
);
--> statement-breakpoint
CREATE TABLE "article_slugs" (
	"locale" text NOT NULL,
	"slug" text NOT NULL,
	"article_id" uuid NOT NULL,
	CONSTRAINT "article_slugs_locale_slug_pk" PRIMARY KEY("locale","slug")
);
--> statement-breakpoint
CREATE TABLE "article_texts" (
	"article_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"slug" text NOT NULL,
	"body" text NOT NULL,
	"keywords" text NOT NULL,
	"revision" integer NOT NULL,
	"versions" integer DEFAULT 0 NOT NULL,
	"is_changed" boolean DEFAULT false NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "article_texts_article_id_locale_pk" PRIMARY KEY("article_id","locale")
);
--> statement-breakpoint
CREATE TABLE "article_uses" (
	"message_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"number" integer NOT NULL,
	"how" text NOT NULL,
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "article_uses_message_id_article_id_pk" PRIMARY KEY("message_id","article_id")
);
--> statement-breakpoint
CREATE TABLE "article_versions" (
	"article_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"slug" text NOT NULL,
	"body" text NOT NULL,
	"blocks" jsonb NOT NULL,
	"keywords" text NOT NULL,
	"note" text NOT NULL,
	"published_by" uuid,
	"published_by_name" text NOT NULL,
	"published_at" timestamptz(3) NOT NULL,
	CONSTRAINT "article_versions_article_id_locale_number_pk" PRIMARY KEY("article_id","locale","number")
);
--> statement-breakpoint
CREATE TABLE "article_votes" (
	"article_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"day" date NOT NULL,
	"useful" integer DEFAULT 0 NOT NULL,
	"useless" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "article_votes_article_id_locale_day_pk" PRIMARY KEY("article_id","locale","day")
);
--> statement-breakpoint
CREATE TABLE "article_words" (
	"article_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "article_words_article_id_locale_pk" PRIMARY KEY("article_id","locale")
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category_id" uuid,
	"audience" text NOT NULL,
	"conversation_id" uuid,
	"created_by" uuid,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"updated_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "article_slugs" ADD CONSTRAINT "article_slugs_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_texts" ADD CONSTRAINT "article_texts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_uses" ADD CONSTRAINT "article_uses_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_locale_article_texts_article_id_locale_fk" FOREIGN KEY ("article_id","locale") REFERENCES "public"."article_texts"("article_id","locale") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_votes" ADD CONSTRAINT "article_votes_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_questions_missed" ON "article_questions" USING btree ("day") WHERE misses > 0;--> statement-breakpoint
CREATE INDEX "article_texts_published" ON "article_texts" USING btree ("locale","article_id") WHERE state = 'published';--> statement-breakpoint
CREATE INDEX "article_uses_article" ON "article_uses" USING btree ("article_id","at");--> statement-breakpoint
CREATE INDEX "article_uses_conversation" ON "article_uses" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "article_uses_at" ON "article_uses" USING btree ("at");--> statement-breakpoint
CREATE INDEX "article_words_found" ON "article_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "articles_newest" ON "articles" USING btree ("updated_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "articles_category" ON "articles" USING btree ("category_id");--> statement-breakpoint
CREATE UNIQUE INDEX "articles_conversation" ON "articles" USING btree ("conversation_id") WHERE conversation_id is not null;