-- Computes the cell weights of a fieldwork: population share over sample share, between 0.2 and 5.
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

GRANT EXECUTE ON PROCEDURE mart.sp_compute_weights(integer) TO ROLE survey_etl;
