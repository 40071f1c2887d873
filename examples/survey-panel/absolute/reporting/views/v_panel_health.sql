-- Panel size, activity and response by country. Late-binding, so that panel management can rebuild its tables by day.
CREATE VIEW reporting.v_panel_health AS
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

GRANT SELECT ON reporting.v_panel_health TO GROUP reporting_readers;
