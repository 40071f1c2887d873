-- Answers a day and survey, kept up to date by Redshift: the wallboard asks every minute.
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

GRANT SELECT ON mart.mv_survey_daily TO GROUP analysts;
GRANT SELECT ON mart.mv_survey_daily TO GROUP reporting_readers;
