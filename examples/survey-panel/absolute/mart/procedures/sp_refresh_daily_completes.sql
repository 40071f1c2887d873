-- Counts the completes of some days again; safe to repeat.
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

GRANT EXECUTE ON PROCEDURE mart.sp_refresh_daily_completes(date, date) TO ROLE survey_etl;
