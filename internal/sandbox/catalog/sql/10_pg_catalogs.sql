-- Catalogs that PostgreSQL has too, with Redshift's columns (c_intro_catalog_views, r_PG_CLASS_INFO; the columns are
-- those of PostgreSQL 8.0 and what Redshift put behind them).

-- The rows of a materialized view are in a table of its own, mv_tbl__NAME__0, which has the distribution and the sort key
-- (public knowledge of dbt's and AWS's scripts). Its oid is the view's with this much added.
CREATE FUNCTION pg_redshift.storage(relid oid) RETURNS oid LANGUAGE sql IMMUTABLE RETURN (relid::int8 + 1000000000)::oid;

CREATE VIEW pg_redshift.pg_namespace AS
SELECT n.oid, n.nspname, pg_redshift.userid(n.nspowner) AS nspowner, n.nspacl
FROM pg_catalog.pg_namespace n
WHERE NOT pg_redshift.hidden(n.oid);

-- reldiststyle: 0 EVEN, 1 KEY, 8 ALL, 9 AUTO (r_PG_CLASS_INFO).
CREATE FUNCTION pg_redshift.diststyle(word text) RETURNS int2 LANGUAGE sql IMMUTABLE
    RETURN CASE word WHEN 'key' THEN 1 WHEN 'all' THEN 8 WHEN 'auto' THEN 9 ELSE 0 END::int2;

-- Identity columns have no sequences: their default names the generator (c_unsupported-postgresql-features).
CREATE VIEW pg_redshift.pg_class AS
SELECT c.oid, c.relname, c.relnamespace, c.reltype, pg_redshift.userid(c.relowner) AS relowner, c.relam,
    c.relfilenode, c.reltablespace, c.relpages, c.reltuples, c.reltoastrelid, 0::oid AS reltoastidxid,
    c.relhasindex, c.relisshared,
    CASE c.relkind WHEN 'm' THEN 'v' WHEN 'p' THEN 'r' ELSE c.relkind END::"char" AS relkind,
    CASE WHEN r.late_binding IS NULL THEN c.relnatts ELSE 0 END::int2 AS relnatts,
    0::oid AS relexternid, false AS relisreplicated, false AS relispinned,
    CASE WHEN c.relkind = 'm' THEN 0 ELSE pg_redshift.diststyle(r.diststyle) END::int2 AS reldiststyle,
    0::oid AS relprojbaseid, c.relchecks, CASE WHEN c.relhastriggers THEN 1 ELSE 0 END::int2 AS reltriggers,
    0::int2 AS relukeys, 0::int2 AS relfkeys, 0::int2 AS relrefs, false AS relhasoids,
    EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS relhaspkey,
    c.relhasrules, c.relhassubclass, c.relacl
FROM pg_catalog.pg_class c
LEFT JOIN pg_redshift.relation r ON r.relid = c.oid
WHERE NOT pg_redshift.hidden(c.relnamespace) AND c.relkind <> 'S'
UNION ALL
SELECT pg_redshift.storage(c.oid), ('mv_tbl__' || c.relname || '__0')::name, c.relnamespace, 0,
    pg_redshift.userid(c.relowner), c.relam, c.relfilenode, c.reltablespace, c.relpages, c.reltuples, 0, 0,
    false, false, 'r', c.relnatts, 0, false, false, pg_redshift.diststyle(r.diststyle),
    0, 0, 0, 0, 0, 0, false, false, false, false, NULL
FROM pg_catalog.pg_class c
JOIN pg_redshift.relation r ON r.relid = c.oid
WHERE c.relkind = 'm';

-- releffectivediststyle: what AUTO is at present, 10 ALL, 11 EVEN, 12 KEY; small tables begin as ALL (r_CREATE_TABLE_NEW).
CREATE VIEW pg_catalog.pg_class_info AS
SELECT c.oid AS reloid, c.relname, c.relnamespace, c.reltype, c.relowner, c.relam, c.relfilenode, c.reltablespace,
    c.relpages, c.reltuples, c.reltoastrelid, c.reltoastidxid, c.relhasindex, c.relisshared, c.relkind, c.relnatts,
    c.relexternid, c.relisreplicated, c.relispinned, c.reldiststyle, c.relprojbaseid, c.relchecks, c.reltriggers,
    c.relukeys, c.relfkeys, c.relrefs, c.relhasoids, c.relhaspkey, c.relhasrules, c.relhassubclass, c.relacl,
    r.created AS relcreationtime,
    CASE c.reldiststyle WHEN 9 THEN 10 ELSE c.reldiststyle END::int4 AS releffectivediststyle
FROM pg_redshift.pg_class c
LEFT JOIN pg_redshift.relation r ON r.relid = c.oid;

-- The codes are the stand-in's own; the manual gives words only, through format_encoding.
CREATE FUNCTION pg_redshift.encodings() RETURNS text[] LANGUAGE sql IMMUTABLE
    RETURN ARRAY['none', 'bytedict', 'delta', 'delta32k', 'lzo', 'mostly8', 'mostly16', 'mostly32', 'runlength',
                 'text255', 'text32k', 'zstd', 'az64', 'raw'];
CREATE FUNCTION pg_redshift.encoding_code(word text) RETURNS int2 LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN word IS NULL OR word IN ('none', 'raw') THEN 0
           ELSE COALESCE(array_position(pg_redshift.encodings(), word) - 1, 0) END::int2;
CREATE FUNCTION pg_catalog.format_encoding(code int4) RETURNS varchar LANGUAGE sql IMMUTABLE
    RETURN (pg_redshift.encodings())[code % 128 + 1]::varchar;

-- A column of an index has the name of the table's column, also after that was renamed, as in PostgreSQL 8.0; later releases
-- keep the old one. AWS's JDBC driver reads the columns of a primary key here.
CREATE FUNCTION pg_redshift.key_column(index oid, number int2, known name) RETURNS name LANGUAGE sql STABLE
    RETURN COALESCE((SELECT t.attname FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_attribute t ON t.attrelid = i.indrelid AND t.attnum = i.indkey[number - 1]
        WHERE i.indexrelid = index), known);

-- A late-binding view has no columns here (PG_GET_LATE_BINDING_VIEW_COLS).
CREATE VIEW pg_catalog.pg_attribute_info AS
SELECT a.attrelid, CASE WHEN c.relkind = 'i' THEN pg_redshift.key_column(a.attrelid, a.attnum, a.attname) ELSE a.attname END AS attname,
    a.atttypid, a.attstattarget, a.attlen, a.attnum, a.attndims, a.attcacheoff, a.atttypmod, a.attbyval, a.attstorage, a.attalign, a.attnotnull, a.atthasdef OR s.identity IS NOT NULL AS atthasdef,
    a.attisdropped, a.attislocal, a.attinhcount,
    COALESCE(s.distkey AND NOT r.materialized, false) AS attisdistkey, false AS attispreloaded,
    CASE WHEN r.materialized THEN 0 ELSE COALESCE(s.sortord, 0) END::int2 AS attsortkeyord,
    pg_redshift.encoding_code(s.encoding) AS attencodingtype, 0::int2 AS attencrypttype, a.attacl
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_redshift.relation r ON r.relid = a.attrelid
LEFT JOIN pg_redshift.attribute s ON s.relid = a.attrelid AND s.attnum = a.attnum
WHERE NOT pg_redshift.hidden(c.relnamespace) AND r.late_binding IS NULL
UNION ALL
SELECT pg_redshift.storage(a.attrelid), a.attname, a.atttypid, a.attstattarget, a.attlen, a.attnum, a.attndims,
    a.attcacheoff, a.atttypmod, a.attbyval, a.attstorage, a.attalign, false, false, a.attisdropped, true, 0,
    COALESCE(s.distkey, false), false, COALESCE(s.sortord, 0::int2), pg_redshift.encoding_code(s.encoding), 0::int2, NULL
FROM pg_catalog.pg_attribute a
JOIN pg_redshift.relation r ON r.relid = a.attrelid AND r.materialized
LEFT JOIN pg_redshift.attribute s ON s.relid = a.attrelid AND s.attnum = a.attnum
WHERE a.attnum > 0;

CREATE VIEW pg_redshift.pg_attribute AS
SELECT attrelid, attname, atttypid, attstattarget, attlen, attnum, attndims, attcacheoff, atttypmod, attbyval, attstorage,
    attalign, attnotnull, atthasdef, attisdropped, attislocal, attinhcount, attisdistkey, attispreloaded, attsortkeyord,
    attencodingtype, attencrypttype
FROM pg_catalog.pg_attribute_info;

-- A server of Redshift's age writes a backslash twice.
CREATE FUNCTION pg_redshift.server_expr(pg_node_tree, oid) RETURNS text LANGUAGE internal STABLE STRICT
    SET standard_conforming_strings TO off AS 'pg_get_expr';

-- An identity is a default of this text; the number after the oid counts columns from 0 (AdminViews v_generate_tbl_ddl).
CREATE VIEW pg_redshift.default_text AS
SELECT a.attrelid, a.attnum, d.oid, d.adbin,
    CASE WHEN s.identity IS NULL THEN pg_redshift.server_expr(d.adbin, d.adrelid)
         WHEN s.by_default THEN '"default_identity"(' || a.attrelid || ', ' || a.attnum - 1 || ', ''' || s.identity || '''::text)'
         ELSE '"identity"(' || a.attrelid || ', ' || a.attnum - 1 || ', ''' || s.identity || '''::text)' END AS text
FROM pg_catalog.pg_attribute a
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_redshift.attribute s ON s.relid = a.attrelid AND s.attnum = a.attnum
WHERE d.oid IS NOT NULL OR s.identity IS NOT NULL;

-- adbin is text here: for an identity there is no expression of PostgreSQL's, and pg_get_expr takes the text as it is.
CREATE VIEW pg_redshift.pg_attrdef AS
SELECT t.oid, t.attrelid AS adrelid, t.attnum AS adnum, t.text AS adbin, t.text AS adsrc
FROM pg_redshift.default_text t
JOIN pg_catalog.pg_class c ON c.oid = t.attrelid
WHERE NOT pg_redshift.hidden(c.relnamespace);
CREATE FUNCTION pg_catalog.pg_get_expr(text, oid) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;
CREATE FUNCTION pg_catalog.pg_get_expr(text, oid, boolean) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;

CREATE VIEW pg_redshift.pg_constraint AS
SELECT c.oid, c.conname, c.connamespace, c.contype, c.condeferrable, c.condeferred, c.conrelid, c.contypid, c.confrelid,
    c.confupdtype, c.confdeltype, c.confmatchtype, c.conkey, c.confkey, c.conbin, NULL::text AS consrc
FROM pg_catalog.pg_constraint c
WHERE NOT pg_redshift.hidden(c.connamespace) AND c.contype IN ('p', 'u', 'f');

CREATE VIEW pg_redshift.pg_index AS
SELECT i.indexrelid, i.indrelid, i.indkey, i.indclass, i.indnatts, i.indisunique, i.indisprimary, i.indisclustered,
    i.indexprs, i.indpred
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
WHERE NOT pg_redshift.hidden(c.relnamespace);

CREATE VIEW pg_redshift.pg_description AS
SELECT objoid, classoid, objsubid, description FROM pg_catalog.pg_description;

-- Late-binding views are bound to nothing (r_CREATE_VIEW), whatever their placeholders read.
CREATE VIEW pg_redshift.pg_depend AS
SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype
FROM pg_catalog.pg_depend d
WHERE NOT EXISTS (
    SELECT FROM pg_catalog.pg_rewrite w JOIN pg_redshift.relation r ON r.relid = w.ev_class AND r.late_binding IS NOT NULL
    WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid);

CREATE VIEW pg_redshift.pg_rewrite AS
SELECT w.oid, w.rulename, w.ev_class, (-1)::int2 AS ev_attr, w.ev_type, w.is_instead, w.ev_qual::text, w.ev_action::text
FROM pg_catalog.pg_rewrite w
LEFT JOIN pg_redshift.relation r ON r.relid = w.ev_class
WHERE r.late_binding IS NULL;

-- plpythonu and exfunc are languages of declared functions (r_CREATE_FUNCTION, r_CREATE_EXTERNAL_FUNCTION).
CREATE VIEW pg_redshift.pg_language AS
SELECT oid, lanname, lanispl, lanpltrusted, lanplcallfoid, lanvalidator, lanacl, pg_redshift.userid(lanowner) AS lanowner
FROM pg_catalog.pg_language
UNION ALL
SELECT oid, name::name, true, true, 0, 0, ARRAY[makeaclitem(0, 10, 'USAGE', false)], 1
FROM (VALUES (100125::oid, 'plpythonu'), (100126::oid, 'exfunc')) AS l (oid, name);

-- AWS's JDBC driver reads the lengths of argument types from probin, which is bytea; the stand-in does not keep them.
CREATE VIEW pg_catalog.pg_proc_info AS
SELECT p.oid AS prooid, p.proname, p.pronamespace, pg_redshift.userid(p.proowner) AS proowner,
    CASE r.language WHEN 'plpythonu' THEN 100125 WHEN 'exfunc' THEN 100126 ELSE p.prolang END::oid AS prolang,
    p.prokind = 'a' AS proisagg, p.prosecdef, p.proisstrict, p.proretset, p.provolatile, p.pronargs,
    CASE p.prokind WHEN 'p' THEN 0 ELSE p.prorettype END::oid AS prorettype, p.proargtypes, p.proargnames,
    COALESCE(r.body, p.prosrc) AS prosrc, NULL::bytea AS probin, p.proacl,
    CASE WHEN p.prokind = 'w' THEN 'f' ELSE p.prokind END::"char" AS prokind, p.proargmodes, p.proallargtypes,
    NULL::text AS proconfig
FROM pg_catalog.pg_proc p
LEFT JOIN pg_redshift.routine r ON r.oid = p.oid
WHERE NOT pg_redshift.hidden(p.pronamespace);

CREATE VIEW pg_redshift.pg_proc AS
SELECT prooid AS oid, proname, pronamespace, proowner, prolang, proisagg, prosecdef, proisstrict, proretset, provolatile,
    pronargs, prorettype, proargtypes, proargnames, prosrc, probin, proacl
FROM pg_catalog.pg_proc_info;

CREATE VIEW pg_redshift.pg_type AS
SELECT oid, typname, typnamespace, pg_redshift.userid(typowner) AS typowner, typlen, typbyval, typtype, typisdefined,
    typdelim, typrelid, typelem, typinput, typoutput, typreceive, typsend, typanalyze, typalign, typstorage, typnotnull,
    typbasetype, typtypmod, typndims, typdefault
FROM pg_catalog.pg_type
WHERE NOT pg_redshift.hidden(typnamespace);

-- The isolation level is shown as concurrency_model (AWS's scripts): 1 is SNAPSHOT, the default (r_CREATE_DATABASE).
CREATE VIEW pg_redshift.pg_database AS
SELECT d.oid, d.datname, pg_redshift.userid(d.datdba) AS datdba, d.encoding, d.datistemplate, d.datallowconn,
    0::oid AS datlastsysoid, d.datfrozenxid AS datvacuumxid, d.datfrozenxid, d.dattablespace, NULL::text[] AS datconfig, d.datacl
FROM pg_catalog.pg_database d
WHERE d.datname <> 'postgres';

CREATE VIEW pg_catalog.pg_database_info AS
SELECT d.oid AS datid, d.datname, d.datdba, d.encoding, d.datistemplate, d.datallowconn, d.datlastsysoid, d.datvacuumxid,
    d.datfrozenxid, d.dattablespace, d.datconfig, d.datacl,
    CASE s.datconnlimit WHEN -1 THEN 'UNLIMITED' ELSE s.datconnlimit::text END AS datconnlimit
FROM pg_redshift.pg_database d JOIN pg_catalog.pg_database s USING (oid);

CREATE VIEW pg_catalog.pg_user_info AS
SELECT p.name::name AS usename, p.id AS usesysid, p.rolcreatedb AS usecreatedb, p.rolsuper AS usesuper,
    p.rolsuper AS usecatupd, '********'::text AS passwd, p.rolvaliduntil AS valuntil, NULL::text[] AS useconfig,
    COALESCE(r.config ->> 'connlimit', CASE p.rolconnlimit WHEN -1 THEN 'UNLIMITED' ELSE p.rolconnlimit::text END) AS useconnlimit,
    COALESCE(r.config ->> 'syslogaccess', CASE WHEN p.rolsuper THEN 'UNRESTRICTED' ELSE 'RESTRICTED' END) AS syslogaccess,
    NULL::timestamp AS last_ddl_ts, COALESCE((r.config ->> 'sessiontimeout')::int, 0) AS sessiontimeout,
    r.config ->> 'externalid' AS external_id
FROM pg_redshift.principal p
LEFT JOIN pg_redshift.role r ON r.kind = 'u' AND r.name = p.name
WHERE p.type = 'user';

CREATE VIEW pg_redshift.pg_user AS
SELECT usename, usesysid, usecreatedb, usesuper, usecatupd, passwd, valuntil, useconfig FROM pg_catalog.pg_user_info;

CREATE VIEW pg_redshift.pg_shadow AS SELECT * FROM pg_redshift.pg_user;

CREATE VIEW pg_redshift.pg_group AS
SELECT p.name::name AS groname, p.id AS grosysid,
    ARRAY(SELECT pg_redshift.userid(m.member) FROM pg_catalog.pg_auth_members m WHERE m.roleid = p.oid ORDER BY 1) AS grolist
FROM pg_redshift.principal p
WHERE p.type = 'group';

CREATE VIEW pg_redshift.pg_default_acl AS
SELECT oid, pg_redshift.userid(defaclrole) AS defacluser, defaclnamespace, defaclobjtype, defaclacl
FROM pg_catalog.pg_default_acl;

CREATE VIEW pg_redshift.pg_tables AS
SELECT n.nspname AS schemaname, c.relname AS tablename, pg_redshift.rolename(c.relowner::oid) AS tableowner,
    NULL::name AS tablespace, c.relhasindex AS hasindexes, c.relhasrules AS hasrules, c.reltriggers > 0 AS hastriggers
FROM pg_redshift.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r';

-- Regular views are the query as the server writes it; late-binding and materialized views are the statement as it was
-- sent (r_SHOW_VIEW).
CREATE FUNCTION pg_redshift.server_viewdef(oid) RETURNS text LANGUAGE internal STABLE STRICT
    SET standard_conforming_strings TO off AS 'pg_get_viewdef';
CREATE FUNCTION pg_redshift.server_viewdef(oid, boolean) RETURNS text LANGUAGE internal STABLE STRICT
    SET standard_conforming_strings TO off AS 'pg_get_viewdef_ext';
-- Functions of the stand-in go by the names that they stand for.
CREATE FUNCTION pg_redshift.shown(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    RETURN replace(replace($1, 'pg_redshift."extract"(', 'date_part('), 'pg_redshift.', '');
-- The server runs its own functions by number, whatever their rows say, so ours are other functions of the same name.
ALTER FUNCTION pg_catalog.pg_get_viewdef(oid) RENAME TO pg_server_viewdef;
ALTER FUNCTION pg_catalog.pg_get_viewdef(oid, boolean) RENAME TO pg_server_viewdef;
CREATE FUNCTION pg_catalog.pg_get_viewdef(oid) RETURNS text LANGUAGE sql STABLE STRICT RETURN COALESCE(
    (SELECT COALESCE(r.late_binding, r.definition) FROM pg_redshift.relation r WHERE r.relid = $1),
    pg_redshift.shown(pg_redshift.server_viewdef($1)));
CREATE FUNCTION pg_catalog.pg_get_viewdef(oid, boolean) RETURNS text LANGUAGE sql STABLE STRICT RETURN COALESCE(
    (SELECT COALESCE(r.late_binding, r.definition) FROM pg_redshift.relation r WHERE r.relid = $1),
    pg_redshift.shown(pg_redshift.server_viewdef($1, $2)));

CREATE VIEW pg_redshift.pg_views AS
SELECT n.nspname AS schemaname, c.relname AS viewname, pg_redshift.rolename(c.relowner) AS viewowner,
    pg_catalog.pg_get_viewdef(c.oid) AS definition
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND NOT pg_redshift.hidden(c.relnamespace);

CREATE VIEW pg_redshift.pg_settings AS SELECT name, setting, context, vartype, source, min_val, max_val FROM pg_catalog.pg_settings;

-- What only Redshift has.
CREATE VIEW pg_catalog.pg_external_schema AS
SELECT nspoid AS esoid,
    CASE s.external_kind WHEN 'data catalog' THEN 1 WHEN 'hive metastore' THEN 2 WHEN 'postgres' THEN 3 WHEN 'redshift' THEN 4
        WHEN 'mysql' THEN 5 WHEN 'kinesis' THEN 6 WHEN 'kafka' THEN 7 ELSE 8 END::int2 AS eskind,
    s.external_database AS esdbname, s.external_options AS esoptions
FROM pg_redshift.schema s JOIN pg_catalog.pg_namespace n ON n.oid = s.nspoid
WHERE s.external_kind IS NOT NULL;

CREATE VIEW pg_catalog.pg_library AS
SELECT l.name::name AS name, 100125::oid AS language_oid, 0 AS file_store_id, p.id AS owner
FROM pg_redshift.library l LEFT JOIN pg_redshift.principal p ON p.name = l.owner AND p.type = 'user';

CREATE VIEW pg_catalog.pg_conf AS
SELECT ('pg_class_backup_' || d.oid || '_' || r.relid)::varchar AS key, 'f'::varchar AS value
FROM pg_redshift.relation r JOIN pg_catalog.pg_class c ON c.oid = r.relid
JOIN pg_catalog.pg_database d ON d.datname = current_database()
WHERE NOT r.backup;

CREATE VIEW pg_catalog.pg_statistic_indicator AS
SELECT c.oid AS stairelid, greatest(c.reltuples, 0)::float8 AS stairows, 0::float8 AS staiins, 0::float8 AS staidels
FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'm') AND NOT pg_redshift.hidden(c.relnamespace);

-- Only schemas on the search path (r_PG_TABLE_DEF).
CREATE VIEW pg_catalog.pg_table_def AS
SELECT n.nspname AS schemaname, c.relname AS tablename, a.attname AS "column",
    format_type(a.atttypid, a.atttypmod) AS type, format_encoding(a.attencodingtype)::bpchar AS encoding,
    a.attisdistkey AS distkey, a.attsortkeyord::int4 AS sortkey, a.attnotnull AS "notnull"
FROM pg_redshift.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_redshift.pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname = ANY (current_schemas(true));
