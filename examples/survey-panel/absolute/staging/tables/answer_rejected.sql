-- Events that could not become answers, in the shape they came in, with the reason.
CREATE TABLE staging.answer_rejected (
    LIKE staging.answer_raw INCLUDING DEFAULTS,
    reject_reason varchar(200)
);

GRANT SELECT, INSERT, DELETE ON staging.answer_rejected TO ROLE survey_etl;
GRANT SELECT ON staging.answer_rejected TO ROLE data_steward;
