-- Mails are base64 for the most part: compressing them took longer than all else that storing them takes,
-- for a few weeks of some bytes less. Partitions made later are made like their parent.
ALTER TABLE "ledger_payloads" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
