-- What panelists earn for taking part.
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
DISTSTYLE KEY DISTKEY (panelist_id)
SORTKEY (granted_at);

COMMENT ON TABLE core.incentive IS 'What panelists earn for taking part';

GRANT SELECT, INSERT, UPDATE ON core.incentive TO ROLE survey_etl;
GRANT SELECT ON core.incentive TO ROLE data_steward;
