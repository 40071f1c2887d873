-- The share of the population that each quota cell stands for.
CREATE TABLE mart.weighting_target (
    fieldwork_id     integer      NOT NULL,
    cell_code        varchar(30)  NOT NULL,
    population_share numeric(9,6) NOT NULL,
    source_note      varchar(200),
    PRIMARY KEY (fieldwork_id, cell_code),
    FOREIGN KEY (fieldwork_id) REFERENCES core.fieldwork
)
DISTSTYLE ALL;

COMMENT ON COLUMN mart.weighting_target.source_note IS 'Census or register and its year';

GRANT SELECT ON mart.weighting_target TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE, DELETE ON mart.weighting_target TO ROLE survey_etl;
