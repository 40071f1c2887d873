-- The BI team takes over the reporting schema; what client portals read starts here.

ALTER SCHEMA reporting OWNER TO bi_owner;
GRANT USAGE ON SCHEMA core TO bi_owner;
GRANT USAGE ON SCHEMA mart TO bi_owner;
GRANT SELECT ON core.country, core.survey, core.fieldwork, core.quota_cell TO bi_owner;
GRANT SELECT ON mart.v_respondent_score, mart.respondent_weight TO bi_owner;
GRANT SELECT ON mart.daily_completes TO bi_owner WITH GRANT OPTION;

CREATE EXTERNAL SCHEMA lake
FROM DATA CATALOG
DATABASE 'survey_panel_lake'
REGION 'eu-west-1'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-spectrum';

GRANT USAGE ON SCHEMA lake TO GROUP analysts;

CREATE VIEW reporting.v_survey_scorecard AS
SELECT
    r.survey_code,
    r.country_iso,
    count(DISTINCT r.panelist_id) AS respondents,
    avg(r.mean_score) AS weighted_score,
    max(r.last_answer_at) AS last_answer_at
FROM mart.v_respondent_score r
GROUP BY r.survey_code, r.country_iso;

COMMENT ON VIEW reporting.v_survey_scorecard IS 'Score by survey and country';

CREATE VIEW reporting.v_fieldwork_progress AS
WITH done AS (
    SELECT d.survey_id, d.country_iso, sum(d.completes) AS completes
    FROM mart.daily_completes d
    GROUP BY d.survey_id, d.country_iso
),
emptiest AS (
    SELECT q.fieldwork_id, min(q.achieved / nullif(CAST(q.target AS numeric(10,2)), 0)) AS emptiest_cell
    FROM core.quota_cell q
    GROUP BY q.fieldwork_id
)
SELECT
    f.fieldwork_id,
    s.survey_code,
    n.country_name,
    f.wave,
    f.status,
    f.target_completes,
    coalesce(done.completes, 0) AS completes,
    emptiest.emptiest_cell
FROM core.fieldwork f
JOIN core.survey s ON s.survey_id = f.survey_id
JOIN core.country n ON n.country_iso = f.country_iso
LEFT JOIN done ON done.survey_id = f.survey_id AND done.country_iso = f.country_iso
LEFT JOIN emptiest ON emptiest.fieldwork_id = f.fieldwork_id
WHERE f.status IN ('live', 'paused');

ALTER TABLE reporting.v_survey_scorecard OWNER TO bi_owner;
ALTER TABLE reporting.v_fieldwork_progress OWNER TO bi_owner;

GRANT SELECT ON reporting.v_survey_scorecard, reporting.v_fieldwork_progress TO GROUP ${reporting_group};
GRANT SELECT ON reporting.v_survey_scorecard TO GROUP analysts;
GRANT SELECT ON mart.v_source_mix TO GROUP ${reporting_group};

ALTER DEFAULT PRIVILEGES FOR USER etl_runner IN SCHEMA mart GRANT SELECT ON TABLES TO GROUP analysts;
