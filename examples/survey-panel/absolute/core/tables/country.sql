-- The countries in which the panel is active.
CREATE TABLE core.country (
    country_iso  char(2)     NOT NULL,
    country_name varchar(80) NOT NULL,
    region       varchar(40) NOT NULL,
    currency     char(3)     NOT NULL,
    is_active    boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (country_iso)
)
DISTSTYLE ALL
SORTKEY (country_iso);

COMMENT ON TABLE core.country IS 'Countries in which the panel is active';

GRANT SELECT ON core.country TO GROUP analysts;
GRANT SELECT ON core.country TO bi_owner;
