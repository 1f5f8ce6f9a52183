CREATE TABLE "presence_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "presence_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"agent_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"wanted" text NOT NULL,
	"reason" text,
	"reachable" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "presence_changes" ADD CONSTRAINT "presence_changes_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "presence_changes_agent" ON "presence_changes" USING btree ("agent_id","at","id");--> statement-breakpoint
CREATE INDEX "presence_changes_age" ON "presence_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "activities_actor" ON "activities" USING btree ("actor_id","at") WHERE actor_id is not null;--> statement-breakpoint
CREATE FUNCTION note_presence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Not the transaction's beginning: of two that wait for each other's lock the later one may have begun first.
	INSERT INTO presence_changes (agent_id, at, wanted, reason, reachable)
		VALUES (NEW.id, clock_timestamp(), NEW.wanted, NEW.wanted_reason, NEW.reachable);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER presence_begins AFTER INSERT ON agents FOR EACH ROW EXECUTE FUNCTION note_presence();--> statement-breakpoint
CREATE TRIGGER presence_changes AFTER UPDATE OF wanted, wanted_reason, reachable ON agents FOR EACH ROW
	WHEN ((OLD.wanted, OLD.wanted_reason, OLD.reachable) IS DISTINCT FROM (NEW.wanted, NEW.wanted_reason, NEW.reachable))
	EXECUTE FUNCTION note_presence();--> statement-breakpoint
INSERT INTO presence_changes (agent_id, at, wanted, reason, reachable)
	SELECT id, now(), wanted, wanted_reason, reachable FROM agents;
