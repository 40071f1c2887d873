-- Sign-ups and profile changes of the recruiting partners.
CREATE TEMP TABLE #signup AS
SELECT
    s.panelist_id::bigint AS panelist_id,
    s.external_ref,
    upper(trim(s.country_iso))::char(2) AS country_iso,
    o.sample_source_id,
    CASE WHEN s.birth_year ~ '^(19|20)[0-9]{2}$' THEN s.birth_year::smallint END AS birth_year,
    decode(lower(left(s.gender, 1)), 'f', 'F', 'm', 'M', 'w', 'F', 'X') AS gender,
    core.f_email_domain(s.email) AS email_domain,
    s.postal_code,
    to_date(s.joined_on, 'YYYY-MM-DD') AS joined_on
FROM staging.panelist_raw s
JOIN core.sample_source o ON o.source_code = s.source_code AND NOT o.is_blocked
WHERE s.panelist_id ~ '^[0-9]+$'
QUALIFY row_number() OVER (PARTITION BY s.external_ref ORDER BY s.received_at DESC) = 1;

MERGE INTO core.panelist
USING #signup AS signup
ON core.panelist.external_ref = signup.external_ref
WHEN MATCHED THEN
    UPDATE SET postal_code = signup.postal_code, email_domain = signup.email_domain, gender = signup.gender
WHEN NOT MATCHED THEN
    INSERT (panelist_id, external_ref, country_iso, sample_source_id, birth_year, gender, email_domain, postal_code, joined_on)
    VALUES (signup.panelist_id, signup.external_ref, signup.country_iso, signup.sample_source_id, signup.birth_year,
            signup.gender, signup.email_domain, signup.postal_code, signup.joined_on);

TRUNCATE staging.panelist_raw;
