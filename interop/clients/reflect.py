"""Lets SQLAlchemy reflect a database through sqlalchemy-redshift, and prints what it finds, a line a fact.

Arguments: the database's URL, and what to do: read (reflect every schema) or work (statements).
"""

import datetime
import decimal
import sys
from urllib.parse import urlsplit

import sqlalchemy as sa


def fact(*fields):
    print("\t".join("" if f is None else " ".join(str(f).split()) for f in fields))


def read(inspector):
    for schema in inspector.get_schema_names():
        fact("schema", schema)
        if schema == "information_schema":
            continue
        for name in inspector.get_table_names(schema=schema):
            table(inspector, schema, name)
        for name in inspector.get_view_names(schema=schema):
            fact("view", f"{schema}.{name}", inspector.get_table_comment(name, schema=schema)["text"])
            definition = inspector.get_view_definition(name, schema=schema)
            fact("definition", f"{schema}.{name}", definition)
            columns(inspector, schema, name)


def table(inspector, schema, name):
    full = f"{schema}.{name}"
    fact("table", full, inspector.get_table_comment(name, schema=schema)["text"])
    columns(inspector, schema, name)
    primary = inspector.get_pk_constraint(name, schema=schema)
    if primary["constrained_columns"]:
        fact("primary key", full, primary["name"], ",".join(primary["constrained_columns"]))
    for key in inspector.get_unique_constraints(name, schema=schema):
        fact("unique key", full, key["name"], ",".join(key["column_names"]))
    for key in inspector.get_foreign_keys(name, schema=schema):
        referred = f"{key['referred_schema'] or 'public'}.{key['referred_table']}"
        own, other = ",".join(key["constrained_columns"]), ",".join(key["referred_columns"])
        fact("foreign key", full, key["name"], own, referred, other)
    fact("layout", full, *layout(inspector.get_table_options(name, schema=schema)))


def layout(options):
    sort = options.get("redshift_sortkey") or options.get("redshift_interleaved_sortkey") or ()
    style = options.get("redshift_diststyle") or "AUTO"  # for which the dialect has no word
    return style, options.get("redshift_distkey"), ",".join(sort)


def columns(inspector, schema, name):
    try:
        found = inspector.get_columns(name, schema=schema)
    except sa.exc.NoSuchTableError:  # a late-binding view whose tables are not there has no columns
        found = []
    for column in found:
        kind = "varchar"  # the dialect takes one without a length for a type that it does not know
        if not isinstance(column["type"], sa.types.NullType):
            kind = column["type"].compile(dialect=inspector.dialect)
        null = "null" if column["nullable"] else "not null"
        fact("column", f"{schema}.{name}.{column['name']}", "", kind, null, column["default"], column["comment"])


def work(engine):
    sale = sa.Table(
        "sale",
        sa.MetaData(),
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("who", sa.String(20)),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("day", sa.Date),
        sa.Column("at", sa.DateTime),
        sa.Column("good", sa.Boolean),
        redshift_diststyle="KEY",
        redshift_distkey="id",
        redshift_sortkey="day",
    )
    sale.metadata.create_all(engine)
    at = datetime.datetime(2024, 1, 1, 10, 20, 30, 123456)
    rows = [
        {"id": i, "who": None if i == 2 else f"O'Neil \\ {i}", "price": decimal.Decimal("10.5") * i,
         "day": datetime.date(2024, 1, i), "at": at, "good": good}
        for i, good in ((1, True), (2, False), (3, None))
    ]
    how_many = sa.select(sa.func.count()).select_from(sale)
    with engine.connect() as connection:
        connection.execute(sale.insert(), rows)
        connection.rollback()
        fact("rolled back", connection.execute(how_many).scalar_one())
        connection.execute(sale.insert(), rows)
        connection.commit()
        fact("committed", connection.execute(how_many).scalar_one())
        reflected = sa.Table("sale", sa.MetaData(), autoload_with=connection)
        fact("reflected", *layout(sa.inspect(connection).get_table_options("sale")))
        some = sa.select(reflected).where(reflected.c.id > 1, reflected.c.day < datetime.date(2024, 2, 1))
        for row in connection.execute(some.order_by(reflected.c.id)):
            fact("row", *row)


def main(address, what):
    url = urlsplit(address)
    engine = sa.create_engine(
        sa.URL.create(
            "redshift+redshift_connector", username=url.username, password=url.password, host=url.hostname,
            port=url.port, database=url.path[1:],
        ),
        connect_args={"ssl": False},
    )
    if what == "read":
        read(sa.inspect(engine))
    else:
        work(engine)
    engine.dispose()


main(*sys.argv[1:])
