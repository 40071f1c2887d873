-- Completes and what they cost, by survey, country and day; refreshed by mart.sp_refresh_daily_completes.
CREATE TABLE mart.daily_completes (
    survey_id      integer,
    country_iso    char(2),
    completed_on   date,
    completes      integer,
    incentive_cost numeric(12,2),
    CONSTRAINT daily_completes_uq UNIQUE (survey_id, country_iso, completed_on)
)
DISTSTYLE KEY DISTKEY (survey_id)
COMPOUND SORTKEY (completed_on);

COMMENT ON TABLE mart.daily_completes IS 'Completes and incentive cost by survey, country and day';

GRANT SELECT ON mart.daily_completes TO GROUP analysts;
GRANT SELECT ON mart.daily_completes TO bi_owner WITH GRANT OPTION;
GRANT SELECT, INSERT, DELETE ON mart.daily_completes TO ROLE survey_etl;
