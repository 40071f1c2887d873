-- Two weeks with the new table and no complaint: the old one goes. And flagged answers get a table of their own.

DROP TABLE core.answer_before_v10;

CREATE TABLE core.answer_flag (
    answer_flag_id bigint      IDENTITY(1, 1),
    answer_id      bigint      NOT NULL,
    flag_code      varchar(30) NOT NULL,
    flagged_by     varchar(60) NOT NULL DEFAULT 'pipeline',
    flagged_at     timestamp   NOT NULL DEFAULT getdate(),
    CONSTRAINT answer_flag_pk PRIMARY KEY (answer_flag_id),
    CONSTRAINT answer_flag_answer_fk FOREIGN KEY (answer_id) REFERENCES core.answer (answer_id)
)
DISTSTYLE EVEN
SORTKEY (flagged_at);

COMMENT ON COLUMN core.answer_flag.flag_code IS 'speeder, straightliner, gibberish, trap_failed, duplicate_device';

GRANT SELECT, INSERT ON core.answer_flag TO ROLE ${etl_role};
GRANT SELECT, INSERT, DELETE ON core.answer_flag TO ROLE data_steward;
