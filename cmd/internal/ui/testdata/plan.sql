-- changesets → absolute: 2 objects change: 1 rebuilt, 1 in place; 1 dependent recreated

-- part 1 of 2: one transaction
BEGIN;

-- step 1: drop view mart.v_clean
DROP VIEW mart.v_clean;

-- step 2: rebuild table core.answer
CREATE TABLE core.answer_new (
    score numeric(5,1)
);

DROP TABLE core.answer;

COMMIT;

-- part 2 of 2: outside a transaction

-- step 3: alter table core."x\nDROP TABLE y; --`|`\u001b[31m"
ALTER TABLE t ALTER COLUMN c TYPE varchar(20);
