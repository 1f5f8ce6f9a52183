CREATE TABLE "figure_participants" (
	"agent_id" uuid NOT NULL,
	"began_at" timestamptz(3) NOT NULL,
	"conversation_id" uuid NOT NULL,
	CONSTRAINT "figure_participants_agent_id_began_at_conversation_id_pk" PRIMARY KEY("agent_id","began_at","conversation_id")
);
--> statement-breakpoint
-- Of what was measured before: a report of a person's conversations is whole at once.
INSERT INTO "figure_participants" ("agent_id", "began_at", "conversation_id")
SELECT DISTINCT w."agent_id", o."at", o."conversation_id"
FROM "figure_facts" o JOIN "figure_facts" w ON w."conversation_id" = o."conversation_id"
WHERE o."fact" = 'opened' AND w."agent_id" IS NOT NULL
ORDER BY 1, 2, 3;
