-- How far each fieldwork is: completes against target, and the emptiest quota cell.
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

ALTER TABLE reporting.v_fieldwork_progress OWNER TO bi_owner;

GRANT SELECT ON reporting.v_fieldwork_progress TO GROUP reporting_readers;
