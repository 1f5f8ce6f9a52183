-- Two indexes fewer a notice: the order of reading is the key, and about the order of age.
DROP INDEX "outbox_position";--> statement-breakpoint
DROP INDEX "outbox_age";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_pkey";--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_xid_id_pk" PRIMARY KEY("xid","id");--> statement-breakpoint
-- Room in each page for the next state of its rows: a message changes no indexed column of a
-- conversation that waits already, so the update stays on its page and touches no index.
ALTER TABLE "conversations" SET (fillfactor = 75);
