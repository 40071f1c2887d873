-- Where panelists come from: our own panel, partners, river sample, client lists.
CREATE TABLE core.sample_source (
    sample_source_id  integer       IDENTITY(1, 1),
    source_code       varchar(30)   NOT NULL UNIQUE,
    source_name       varchar(120)  NOT NULL,
    kind              varchar(20)   NOT NULL DEFAULT 'panel',
    cost_per_complete numeric(10,2),
    is_blocked        boolean       NOT NULL DEFAULT false,
    PRIMARY KEY (sample_source_id)
)
DISTSTYLE ALL;

COMMENT ON COLUMN core.sample_source.kind IS 'panel, partner, river or client_list';
COMMENT ON COLUMN core.sample_source.is_blocked IS 'True after fraud was found; its panelists get no invitations';

GRANT SELECT ON core.sample_source TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE ON core.sample_source TO ROLE data_steward;
