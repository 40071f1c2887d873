-- One row an event of the survey platform, exactly as it came. Kept 30 days, and never worth a snapshot.
CREATE TABLE staging.answer_raw (
    event_id    varchar(64)  NOT NULL,
    received_at timestamp    NOT NULL DEFAULT getdate(),
    source_file varchar(500),
    payload     super
)
BACKUP NO
DISTSTYLE EVEN
SORTKEY (received_at);

COMMENT ON TABLE staging.answer_raw IS 'Answer events as the survey platform sent them; kept 30 days';
COMMENT ON COLUMN staging.answer_raw.payload IS 'The event: panelist, question, answer, timing and device';

GRANT SELECT, INSERT, DELETE ON staging.answer_raw TO ROLE survey_etl;
