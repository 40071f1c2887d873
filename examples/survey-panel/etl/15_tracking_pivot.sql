-- The tracker's headline: mean score by country and month, a month a column.
SELECT *
FROM (
    SELECT
        c.country_iso,
        to_char(c.answered_at, 'YYYY-MM') AS answer_month,
        c.score
    FROM mart.v_answer_clean c
    WHERE c.survey_code = 'TRACK-01'
) PIVOT (avg(score) FOR answer_month IN ('2026-01', '2026-02', '2026-03'));
