ALTER TABLE "message_words" ADD COLUMN "fold" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "message_words_newest" ON "message_words" USING btree ("at","message_id");--> statement-breakpoint
CREATE INDEX "conversations_queue" ON "conversations" USING btree ("queue_id");--> statement-breakpoint
CREATE INDEX "conversations_owned" ON "conversations" USING btree ("assignee_id") WHERE assignee_id is not null;--> statement-breakpoint
DELETE FROM "followers" WHERE "name" = 'words';
