"""Asks redshift_connector and prints what it says, a line a fact, with tabs between.

Arguments: the database's URL, and what to do: read (the metadata of every schema) or work (statements).
"""

import datetime
import decimal
import sys
from urllib.parse import urlsplit

import redshift_connector


def fact(*fields):
    print("\t".join("" if f is None else " ".join(str(f).split()) for f in fields))


def read(cursor):
    schemas = [row[0] for row in cursor.get_schemas()]
    for schema in schemas:
        fact("schema", schema)
    for schema in schemas:
        if schema in ("pg_catalog", "information_schema"):
            continue
        relations = cursor.get_tables(schema_pattern=schema)
        for _, _, name, kind, remarks, *_ in relations:
            fact(kind.lower(), f"{schema}.{name}", remarks)
        shown = {row[2] for row in relations if row[3] in ("TABLE", "VIEW")}  # and not indexes
        before = {}  # the numbers of the catalog have gaps where columns were dropped
        for row in cursor.get_columns(schema_pattern=schema):
            if row[2] in shown:
                before[row[2]] = before.get(row[2], 0) + 1
                column(schema, row, before[row[2]])
        for _, _, name, kind, *_ in relations:
            keys = cursor.get_primary_keys(schema=schema, table=name) if kind == "TABLE" else ()
            if keys:
                names = [key[3] for key in sorted(keys, key=lambda key: key[4])]
                fact("primary key", f"{schema}.{name}", keys[0][5], ",".join(names))
        for row in cursor.get_procedures(schema_pattern=schema):
            if row[7] == 1:  # procedureNoResult; functions are listed too
                fact("procedure", f"{schema}.{row[2]}")


def column(schema, row, position):
    table, name, kind, size, digits = row[2], row[3], row[5], row[6], row[8]
    remarks, default, nullable = row[11], row[12], row[17]
    if kind == "numeric" and size > 0:
        kind += f"({size},{digits})"
    elif kind in ("varchar", "bpchar", "char") and size:
        kind += f"({size})"
    null = "not null" if nullable == "NO" else "null"
    fact("column", f"{schema}.{table}.{name}", position, kind, null, default, remarks)


def work(connection, cursor):
    cursor.execute(
        "create table sale (id int not null, who varchar(20), price decimal(10,2), day date, at timestamp, good boolean)"
        " diststyle key distkey (id) sortkey (day)"
    )
    connection.commit()
    insert(cursor)
    fact("in the transaction", count(cursor))
    connection.rollback()
    fact("rolled back", count(cursor))
    insert(cursor)
    connection.commit()
    fact("committed", count(cursor))
    refused(connection, cursor, "select nothing from sale")
    refused(connection, cursor, "copy sale from 's3://bucket/sales' iam_role default")
    cursor.execute("select * from sale where id > %s and day < %s order by id", (1, datetime.date(2024, 2, 1)))
    fact("columns", ",".join(d[0] for d in cursor.description))
    for row in [cursor.fetchone(), *cursor.fetchall()]:
        fact("row", *row)


def insert(cursor):
    at = datetime.datetime(2024, 1, 1, 10, 20, 30, 123456)
    rows = [
        (i, None if i == 2 else f"O'Neil \\ {i}", decimal.Decimal("10.5") * i, datetime.date(2024, 1, i), at, good)
        for i, good in ((1, True), (2, False), (3, None))
    ]
    cursor.executemany("insert into sale values (%s, %s, %s, %s, %s, %s)", rows)


def count(cursor):
    cursor.execute("select count(*) from sale")
    return cursor.fetchone()[0]


def refused(connection, cursor, statement):
    try:
        cursor.execute(statement)
    except redshift_connector.ProgrammingError as error:
        fact("refused", error.args[0]["C"])
    connection.rollback()


def main(address, what):
    url = urlsplit(address)
    with redshift_connector.connect(
        host=url.hostname, port=url.port, user=url.username, password=url.password, database=url.path[1:], ssl=False
    ) as connection, connection.cursor() as cursor:
        if what == "read":
            read(cursor)
        else:
            work(connection, cursor)


main(*sys.argv[1:])
