-- Active panelists by country and source. Its columns keep the names that dashboards know: the country code was renamed
-- underneath it.
CREATE VIEW mart.v_source_mix AS
SELECT
    m.country_iso AS country_code,
    s.source_code,
    s.source_name,
    count(*) AS panelists,
    min(m.joined_on) AS first_joined_on
FROM core.panelist m
JOIN core.sample_source s ON s.sample_source_id = m.sample_source_id
WHERE m.status = 'active'
GROUP BY m.country_iso, s.source_code, s.source_name;

GRANT SELECT ON mart.v_source_mix TO GROUP analysts;
GRANT SELECT ON mart.v_source_mix TO GROUP reporting_readers;
