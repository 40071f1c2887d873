-- The first marts: daily completes, weights, and the wallboard.

CREATE TABLE mart.daily_completes
DISTKEY (survey_id)
SORTKEY (completed_on)
AS
SELECT
    f.survey_id,
    f.country_iso,
    CAST(i.completed_at AS date) AS completed_on,
    CAST(count(*) AS integer) AS completes,
    CAST(coalesce(sum(n.amount), 0) AS numeric(12,2)) AS incentive_cost
FROM core.invitation i
JOIN core.fieldwork f ON f.fieldwork_id = i.fieldwork_id
LEFT JOIN core.incentive n ON n.panelist_id = i.panelist_id AND n.fieldwork_id = i.fieldwork_id
WHERE i.outcome = 'complete'
GROUP BY f.survey_id, f.country_iso, CAST(i.completed_at AS date);

ALTER TABLE mart.daily_completes ADD CONSTRAINT daily_completes_uq UNIQUE (survey_id, country_iso, completed_on);
COMMENT ON TABLE mart.daily_completes IS 'Completes and incentive cost by survey, country and day';

CREATE TABLE mart.weighting_target (
    fieldwork_id     integer      NOT NULL,
    cell_code        varchar(30)  NOT NULL,
    population_share numeric(9,6) NOT NULL,
    source_note      varchar(200),
    PRIMARY KEY (fieldwork_id, cell_code),
    FOREIGN KEY (fieldwork_id) REFERENCES core.fieldwork (fieldwork_id)
)
DISTSTYLE ALL;

CREATE TABLE mart.respondent_weight (
    fieldwork_id integer       NOT NULL ENCODE raw,
    panelist_id  bigint        NOT NULL ENCODE az64,
    cell_code    varchar(30)   NOT NULL ENCODE bytedict,
    weight       numeric(12,6) NOT NULL DEFAULT 1,
    computed_at  timestamp     NOT NULL DEFAULT getdate(),
    CONSTRAINT respondent_weight_pk PRIMARY KEY (fieldwork_id, panelist_id)
)
DISTKEY (panelist_id)
SORTKEY (fieldwork_id);

COMMENT ON TABLE mart.respondent_weight IS 'Cell weights: population share over sample share';
ALTER TABLE mart.respondent_weight OWNER TO survey_admin;

CREATE VIEW mart.v_respondent_score AS
SELECT
    c.survey_id,
    c.survey_code,
    c.fieldwork_id,
    c.country_iso,
    c.panelist_id,
    count(c.score) AS scored_answers,
    avg(CAST(c.score AS double precision)) AS mean_score,
    max(c.answered_at) AS last_answer_at
FROM mart.v_answer_clean c
GROUP BY c.survey_id, c.survey_code, c.fieldwork_id, c.country_iso, c.panelist_id;

CREATE MATERIALIZED VIEW mart.mv_survey_daily
DISTSTYLE KEY DISTKEY (survey_id)
SORTKEY (answered_on)
AUTO REFRESH YES
AS
SELECT
    a.survey_id,
    CAST(a.answered_at AS date) AS answered_on,
    count(*) AS answers,
    sum(a.score) AS score_sum,
    count(a.score) AS score_count
FROM core.answer a
WHERE a.is_duplicate = false
GROUP BY a.survey_id, CAST(a.answered_at AS date);

CREATE OR REPLACE PROCEDURE mart.sp_refresh_daily_completes(p_from IN date, p_to IN date)
AS $$
BEGIN
    DELETE FROM mart.daily_completes
    WHERE completed_on BETWEEN p_from AND p_to;

    INSERT INTO mart.daily_completes (survey_id, country_iso, completed_on, completes)
    SELECT f.survey_id, f.country_iso, CAST(i.completed_at AS date), count(*)
    FROM core.invitation i
    JOIN core.fieldwork f ON f.fieldwork_id = i.fieldwork_id
    WHERE i.outcome = 'complete'
      AND i.completed_at >= p_from
      AND i.completed_at < p_to + 1
    GROUP BY f.survey_id, f.country_iso, CAST(i.completed_at AS date);
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE PROCEDURE mart.sp_compute_weights(p_fieldwork_id IN integer)
AS $$
DECLARE
    v_sample bigint;
BEGIN
    SELECT INTO v_sample count(DISTINCT r.panelist_id)
    FROM mart.v_respondent_score r
    WHERE r.fieldwork_id = p_fieldwork_id;

    IF v_sample = 0 THEN
        RAISE EXCEPTION 'fieldwork % has no respondents to weight', p_fieldwork_id;
    END IF;

    DELETE FROM mart.respondent_weight
    WHERE fieldwork_id = p_fieldwork_id;

    INSERT INTO mart.respondent_weight (fieldwork_id, panelist_id, cell_code, weight)
    WITH respondent AS (
        SELECT DISTINCT c.panelist_id, c.gender || '_' || c.age_band AS cell_code
        FROM mart.v_answer_clean c
        WHERE c.fieldwork_id = p_fieldwork_id
    ),
    cell AS (
        SELECT r.cell_code, count(*) AS respondents
        FROM respondent r
        GROUP BY r.cell_code
    )
    SELECT
        p_fieldwork_id,
        r.panelist_id,
        r.cell_code,
        greatest(0.2, least(5.0, t.population_share * v_sample / c.respondents))
    FROM respondent r
    JOIN cell c ON c.cell_code = r.cell_code
    JOIN mart.weighting_target t ON t.fieldwork_id = p_fieldwork_id AND t.cell_code = r.cell_code;
END;
$$ LANGUAGE plpgsql
SECURITY DEFINER
SET search_path TO core;

GRANT SELECT ON mart.daily_completes, mart.weighting_target, mart.respondent_weight TO GROUP analysts;
GRANT SELECT ON mart.v_respondent_score, mart.mv_survey_daily TO GROUP analysts;
GRANT SELECT ON mart.mv_survey_daily TO GROUP ${reporting_group};
GRANT SELECT, INSERT, UPDATE, DELETE ON mart.weighting_target TO ROLE ${etl_role};
GRANT SELECT, INSERT, DELETE ON mart.daily_completes TO ROLE ${etl_role};
GRANT SELECT, INSERT, DELETE ON mart.respondent_weight TO ROLE ${etl_role};
GRANT EXECUTE ON PROCEDURE mart.sp_refresh_daily_completes(date, date) TO ROLE ${etl_role};
GRANT EXECUTE ON PROCEDURE mart.sp_compute_weights(integer) TO ROLE ${etl_role};
