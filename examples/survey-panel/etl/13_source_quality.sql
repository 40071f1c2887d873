-- Which sources are worth their money. Later columns use earlier ones by name, as Redshift allows.
SELECT TOP 50
    o.source_code,
    p.country_iso,
    count(DISTINCT p.panelist_id) AS panelists,
    count(i.invitation_id) AS invited,
    sum(decode(i.outcome, 'complete', 1, 0)) AS completed,
    completed::numeric(12,4) / nullif(invited, 0) AS response_rate,
    nvl(o.cost_per_complete, 0) * completed AS source_cost,
    CASE
        WHEN response_rate < 0.02 THEN 'poor'
        WHEN response_rate < 0.10 THEN 'fair'
        ELSE 'good'
    END AS verdict
FROM core.sample_source o
JOIN core.panelist p ON p.sample_source_id = o.sample_source_id
LEFT JOIN core.invitation i ON i.panelist_id = p.panelist_id AND i.sent_at >= add_months(getdate(), -3)
GROUP BY o.source_code, p.country_iso, o.cost_per_complete
HAVING count(DISTINCT p.panelist_id) >= 100
ORDER BY response_rate, source_cost DESC;
