CREATE TABLE "rule_draft" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"token" text NOT NULL,
	"based_on" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"edited_by" uuid NOT NULL,
	"edited_by_name" text NOT NULL,
	"edited_at" timestamptz(3) NOT NULL,
	CONSTRAINT "rule_draft_one_row" CHECK ("rule_draft"."one")
);
--> statement-breakpoint
CREATE TABLE "rule_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"rules" jsonb NOT NULL,
	"note" text NOT NULL,
	"published_by" uuid,
	"published_by_name" text NOT NULL,
	"published_at" timestamptz(3) DEFAULT now() NOT NULL,
	"draft_token" text,
	"restores" integer,
	CONSTRAINT "rule_versions_draftToken_unique" UNIQUE("draft_token")
);
--> statement-breakpoint
-- What was in force becomes the first version.
INSERT INTO "rule_versions" ("version", "rules", "note", "published_by_name")
SELECT 1, jsonb_agg(jsonb_build_object('id', "id", 'name', "name", 'enabled', "enabled",
    'condition', "condition", 'action', "action") ORDER BY "position"),
  'The rules from before there were versions', 'Circuito'
FROM "routing_rules" HAVING count(*) > 0;
--> statement-breakpoint
DROP TABLE "routing_rules" CASCADE;
