-- Landing tables. Nothing here is worth a snapshot: the files in S3 are the backup.

CREATE TABLE staging.answer_raw (
    event_id    varchar(64) NOT NULL,
    received_at timestamp   NOT NULL DEFAULT getdate(),
    source_file varchar(500),
    payload     super
)
BACKUP NO
DISTSTYLE EVEN
SORTKEY (received_at);

COMMENT ON TABLE staging.answer_raw IS 'Answer events as the survey platform sent them; kept 30 days';
COMMENT ON COLUMN staging.answer_raw.payload IS 'The event: panelist, question, answer, timing and device';

CREATE TABLE staging.answer_rejected (LIKE staging.answer_raw INCLUDING DEFAULTS);

ALTER TABLE staging.answer_rejected ADD COLUMN reject_reason varchar(200);

CREATE TABLE staging.panelist_raw (
    panelist_id  varchar(20),
    external_ref varchar(64),
    country_iso  varchar(10),
    source_code  varchar(30),
    birth_year   varchar(10),
    gender       varchar(20),
    email        varchar(320),
    postal_code  varchar(30),
    joined_on    varchar(30),
    received_at  timestamp NOT NULL DEFAULT getdate()
)
BACKUP NO
DISTSTYLE AUTO;

ALTER SCHEMA staging QUOTA 200 GB;

GRANT SELECT, INSERT, DELETE ON staging.answer_raw, staging.answer_rejected TO ROLE ${etl_role};
GRANT SELECT ON staging.answer_rejected TO ROLE data_steward;
GRANT ALL ON staging.panelist_raw TO ROLE ${etl_role};
