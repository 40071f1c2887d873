-- Panel management moves in: quality scores, incentives, and an audit of loads.

ALTER TABLE core.panelist ADD COLUMN last_active_on date;
ALTER TABLE core.panelist ADD COLUMN quality_score numeric(5,2) DEFAULT 100 NOT NULL;

-- Nobody used it, and it was personal data.
ALTER TABLE core.panelist DROP COLUMN phone_hash;

UPDATE core.panelist
SET last_active_on = joined_on
WHERE last_active_on IS NULL;

COMMENT ON COLUMN core.panelist.quality_score IS '0 to 100; below 40 no more invitations';

ALTER TABLE core.sample_source ADD COLUMN cost_per_complete numeric(10,2);
COMMENT ON COLUMN core.sample_source.is_blocked IS 'True after fraud was found; its panelists get no invitations';

UPDATE core.sample_source SET cost_per_complete = 1.80 WHERE source_code = 'own';
UPDATE core.sample_source SET cost_per_complete = 4.50 WHERE source_code = 'river';

CREATE TABLE core.incentive (
    incentive_id bigint        NOT NULL,
    panelist_id  bigint        NOT NULL,
    fieldwork_id integer       NOT NULL,
    amount       numeric(10,2) NOT NULL DEFAULT 0.00,
    currency     char(3)       NOT NULL,
    points       integer       DEFAULT 0,
    granted_at   timestamp     NOT NULL,
    paid_at      timestamp,
    status       varchar(20)   NOT NULL DEFAULT 'open',
    CONSTRAINT incentive_pk PRIMARY KEY (incentive_id),
    CONSTRAINT incentive_panelist_fk FOREIGN KEY (panelist_id) REFERENCES core.panelist (panelist_id),
    CONSTRAINT incentive_fieldwork_fk FOREIGN KEY (fieldwork_id) REFERENCES core.fieldwork (fieldwork_id)
)
DISTKEY (panelist_id)
SORTKEY (granted_at);

COMMENT ON TABLE core.incentive IS 'What panelists earn for taking part';

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

GRANT SELECT, INSERT, UPDATE ON core.incentive, core.load_audit TO ROLE ${etl_role};
GRANT SELECT ON core.incentive TO ROLE data_steward;
GRANT SELECT, UPDATE ON core.panelist TO ROLE data_steward;
GRANT SELECT, INSERT, UPDATE ON core.sample_source TO ROLE data_steward;

-- Analysts keep the demographics and lose the rest. Column by column, because a grant on the table would win.
REVOKE SELECT ON core.panelist FROM GROUP analysts;
GRANT SELECT (panelist_id, country_iso, birth_year, gender, joined_on, status) ON core.panelist TO GROUP analysts;
