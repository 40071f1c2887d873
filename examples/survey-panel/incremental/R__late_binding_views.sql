-- Runs again whenever it changes, after all versions. Late-binding views only: nothing hangs on to them, so replacing them
-- is always allowed.

CREATE OR REPLACE VIEW reporting.v_panel_health AS
SELECT
    p.country_iso,
    count(DISTINCT p.panelist_id) AS panelists,
    count(DISTINCT CASE WHEN p.last_active_on >= dateadd(day, -90, current_date) THEN p.panelist_id END) AS active_90_days,
    count(i.invitation_id) AS invitations,
    sum(CASE WHEN i.outcome = 'complete' THEN 1 ELSE 0 END) AS completes
FROM core.panelist p
LEFT JOIN core.invitation i ON i.panelist_id = p.panelist_id
WHERE p.status = 'active'
GROUP BY p.country_iso
WITH NO SCHEMA BINDING;

CREATE OR REPLACE VIEW reporting.v_click_to_answer AS
SELECT
    k.fieldwork_id,
    k.panelist_id,
    min(k.clicked_at) AS clicked_at,
    min(a.answered_at) AS first_answer_at,
    datediff(second, min(k.clicked_at), min(a.answered_at)) AS seconds_to_first_answer
FROM lake.click_stream k
JOIN core.answer a ON a.panelist_id = k.panelist_id AND a.fieldwork_id = k.fieldwork_id
GROUP BY k.fieldwork_id, k.panelist_id
WITH NO SCHEMA BINDING;

GRANT SELECT ON reporting.v_panel_health TO GROUP ${reporting_group};
GRANT SELECT ON reporting.v_click_to_answer TO GROUP analysts;
