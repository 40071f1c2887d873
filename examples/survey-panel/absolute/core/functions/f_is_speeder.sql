-- True when an answer took less than a third of the survey's median: nobody reads that fast.
CREATE OR REPLACE FUNCTION core.f_is_speeder(integer, integer)
RETURNS boolean
IMMUTABLE
AS $$
    SELECT CASE
        WHEN $1 IS NULL OR $2 IS NULL OR $2 = 0 THEN false
        ELSE $1 * 3 < $2
    END
$$ LANGUAGE sql;

GRANT EXECUTE ON FUNCTION core.f_is_speeder(integer, integer) TO GROUP analysts;
