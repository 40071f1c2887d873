-- The quality rules agreed with clients: a third of the median instead of a quarter is speeding, banned panelists do not
-- count, and scorecards are weighted.

CREATE OR REPLACE FUNCTION core.f_is_speeder(integer, integer)
RETURNS boolean
IMMUTABLE
AS $$
    SELECT CASE
        WHEN $1 IS NULL OR $2 IS NULL OR $2 = 0 THEN false
        ELSE $1 * 3 < $2
    END
$$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION core.f_email_domain(email varchar)
RETURNS varchar
IMMUTABLE
AS $$
    if email is None or '@' not in email:
        return None
    return email.rsplit('@', 1)[1].strip().lower()
$$ LANGUAGE plpythonu;

CREATE OR REPLACE EXTERNAL FUNCTION core.f_postcode_region(varchar, varchar)
RETURNS varchar
VOLATILE
LAMBDA 'survey-panel-postcode-region'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-lambda'
RETRY_TIMEOUT 5000
MAX_BATCH_ROWS 1000;

GRANT EXECUTE ON FUNCTION core.f_email_domain(varchar) TO ROLE ${etl_role};
GRANT EXECUTE ON FUNCTION core.f_postcode_region(varchar, varchar) TO ROLE ${etl_role};
GRANT USAGE ON LANGUAGE plpythonu TO ROLE data_steward;

-- The same columns with the same types: replaced in place, and nothing above it notices.
create or replace view mart.v_answer_clean as
select
    e.answer_id,
    e.panelist_id,
    e.fieldwork_id,
    e.survey_id,
    e.survey_code,
    e.question_id,
    e.question_code,
    e.country_iso,
    e.gender,
    e.age_band,
    e.answered_at,
    e.score,
    e.answer_text
from mart.v_answer_enriched e
left join core.panelist b on b.panelist_id = e.panelist_id and b.status = 'banned'
where b.panelist_id is null
  and not e.is_duplicate
  and not e.is_quality_check
  and not core.f_is_speeder(e.answer_seconds, e.median_seconds);

create or replace view reporting.v_survey_scorecard as
select
    r.survey_code,
    r.country_iso,
    count(distinct r.panelist_id) as respondents,
    sum(r.mean_score * coalesce(w.weight, 1)) / nullif(sum(coalesce(w.weight, 1)), 0) as weighted_score,
    max(r.last_answer_at) as last_answer_at
from mart.v_respondent_score r
left join mart.respondent_weight w on w.fieldwork_id = r.fieldwork_id and w.panelist_id = r.panelist_id
where r.scored_answers > 0
group by r.survey_code, r.country_iso;

CREATE OR REPLACE PROCEDURE mart.sp_refresh_daily_completes(p_from IN date, p_to IN date)
AS $$
DECLARE
    v_rows bigint;
BEGIN
    DELETE FROM mart.daily_completes
    WHERE completed_on BETWEEN p_from AND p_to;

    INSERT INTO mart.daily_completes (survey_id, country_iso, completed_on, completes, incentive_cost)
    SELECT f.survey_id, f.country_iso, CAST(i.completed_at AS date), count(*), coalesce(sum(n.amount), 0)
    FROM core.invitation i
    JOIN core.fieldwork f ON f.fieldwork_id = i.fieldwork_id
    LEFT JOIN core.incentive n ON n.panelist_id = i.panelist_id AND n.fieldwork_id = i.fieldwork_id
    WHERE i.outcome = 'complete'
      AND i.completed_at >= p_from
      AND i.completed_at < p_to + 1
    GROUP BY f.survey_id, f.country_iso, CAST(i.completed_at AS date);

    GET DIAGNOSTICS v_rows := ROW_COUNT;
    RAISE INFO 'daily_completes: % rows from % to %', v_rows, p_from, p_to;
END;
$$ LANGUAGE plpgsql;

-- Weights are written by the procedure, which runs with its owner's rights, and by nobody else.
REVOKE SELECT, INSERT, DELETE ON mart.respondent_weight FROM ROLE ${etl_role};

COMMENT ON COLUMN core.answer.answer_text IS 'Open answers as typed; never a name or an address, see the masking job';
COMMENT ON COLUMN core.answer.answer_seconds IS 'Seconds the question was on screen';
COMMENT ON COLUMN core.fieldwork.target_completes IS 'Completes the client pays for';
COMMENT ON COLUMN core.question.is_quality_check IS 'A trap: "please choose the third option"';
COMMENT ON COLUMN core.quota_cell.cell_code IS 'For example M_18_34; the key to population shares and weights';
COMMENT ON TABLE core.survey IS 'Questionnaires, live and closed';
COMMENT ON COLUMN core.survey.median_seconds IS 'Median seconds an answer takes, from the soft launch; speeders are measured against it';
COMMENT ON COLUMN mart.respondent_weight.weight IS '1 until the weights of the fieldwork are computed';
COMMENT ON COLUMN mart.weighting_target.source_note IS 'Census or register and its year';
COMMENT ON COLUMN staging.panelist_raw.email IS 'Only here, and only until the next load: core keeps the domain';
COMMENT ON VIEW mart.v_answer_enriched IS 'Answers with question, survey and panelist';
COMMENT ON VIEW mart.v_answer_clean IS 'Answers that count';
COMMENT ON VIEW reporting.v_survey_scorecard IS 'Weighted score by survey and country';
