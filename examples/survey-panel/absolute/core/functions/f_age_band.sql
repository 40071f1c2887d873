-- The age bands of the quota plans, from a birth year and the year of the interview.
CREATE OR REPLACE FUNCTION core.f_age_band(smallint, integer)
RETURNS varchar
IMMUTABLE
AS $$
    SELECT CASE
        WHEN $1 IS NULL THEN 'unknown'
        WHEN $2 - $1 < 18 THEN 'under_18'
        WHEN $2 - $1 < 35 THEN '18_34'
        WHEN $2 - $1 < 55 THEN '35_54'
        ELSE '55_plus'
    END
$$ LANGUAGE sql;

GRANT EXECUTE ON FUNCTION core.f_age_band(smallint, integer) TO GROUP analysts;
