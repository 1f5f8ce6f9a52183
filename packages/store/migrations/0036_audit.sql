CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"address" text,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"object" text,
	"object_name" text,
	"said" text,
	"differences" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "expires_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_at" timestamptz(3);--> statement-breakpoint
CREATE INDEX "audit_entries_object" ON "audit_entries" USING btree ("object","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("action","seq");--> statement-breakpoint
-- What a row's hash is of: every column but the hash itself, after the hash of the row before it.
CREATE FUNCTION audit_hash(e audit_entries) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT sha256(e.prev_hash || convert_to(jsonb_build_array(
		e.seq, extract(epoch from e.at), e.actor_kind, e.actor_id, e.actor_name, e.address,
		e.action, e.outcome, e.object, e.object_name, e.said, e.differences
	)::text, 'UTF8'))
$$;--> statement-breakpoint
-- One after the other: the chain has no forks. Who changes settings can wait for who does so, too.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last audit_entries;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('circuito audit'));
	SELECT * INTO last FROM audit_entries ORDER BY seq DESC LIMIT 1;
	NEW.seq := coalesce(last.seq, 0) + 1;
	NEW.at := date_trunc('milliseconds', clock_timestamp());
	NEW.prev_hash := coalesce(last.hash, '\x');
	NEW.hash := audit_hash(NEW);
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'audit entries are never changed or deleted';
END $$;--> statement-breakpoint
CREATE TRIGGER audit_chain BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_chain();--> statement-breakpoint
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_stays();--> statement-breakpoint
CREATE TRIGGER audit_stays_whole BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
