-- One row a load: what was read, what was kept.
CREATE TABLE core.load_audit (
    load_id       bigint       IDENTITY(1, 1),
    source_name   varchar(120) NOT NULL,
    started_at    timestamp    NOT NULL DEFAULT getdate(),
    finished_at   timestamp,
    rows_read     bigint,
    rows_loaded   bigint,
    rows_rejected bigint       DEFAULT 0,
    details       super
);

ALTER TABLE core.load_audit OWNER TO survey_admin;

GRANT SELECT, INSERT, UPDATE ON core.load_audit TO ROLE survey_etl;
