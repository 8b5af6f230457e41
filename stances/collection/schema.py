"""The tables of a collection, and how a file of an older form is brought up to date."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PROGRAM = "stances"
SCHEMA = 1

TABLES = """
CREATE TABLE about (key VARCHAR, value VARCHAR);
CREATE TABLE makers (
    id INTEGER, version VARCHAR, quotations VARCHAR, encoder VARCHAR, stance VARCHAR,
    settings VARCHAR
);
CREATE TABLE articles (
    id VARCHAR, version INTEGER, title VARCHAR, date DATE, outlet VARCHAR, url VARCHAR,
    text VARCHAR, sha256 VARCHAR, made_by INTEGER
);
CREATE TABLE versions (
    article VARCHAR, version INTEGER, title VARCHAR, date DATE, outlet VARCHAR, url VARCHAR,
    text VARCHAR, sha256 VARCHAR
);
CREATE TABLE copies (article VARCHAR, title VARCHAR, date DATE, outlet VARCHAR, url VARCHAR);
CREATE TABLE statements (
    id VARCHAR, article VARCHAR, place INTEGER, kind VARCHAR, manner VARCHAR, text VARCHAR,
    spans INTEGER[][], cue VARCHAR, cue_spans INTEGER[][], act VARCHAR, negated BOOLEAN,
    hypothetical BOOLEAN, source VARCHAR, source_spans INTEGER[][], source_unnamed BOOLEAN,
    speaker VARCHAR, role VARCHAR, descriptions VARCHAR[], unnamed BOOLEAN,
    party VARCHAR, party_name VARCHAR, country VARCHAR, evidence VARCHAR[],
    party_confidence DOUBLE, relayed_by VARCHAR,
    attitudes STRUCT(party VARCHAR, label VARCHAR, probability DOUBLE, event VARCHAR)[],
    confidence DOUBLE, vector FLOAT[], made_by INTEGER
);
CREATE TABLE stances (
    statement VARCHAR, target VARCHAR, model VARCHAR, label VARCHAR, probability DOUBLE,
    score DOUBLE, abstained BOOLEAN
);
CREATE TABLE problems (place VARCHAR, reason VARCHAR);
CREATE VIEW speakers AS
    SELECT s.speaker AS name, s.party, list_sort(list(DISTINCT s.role) FILTER (s.role <> ''))
        AS roles, count(*) AS statements, count(DISTINCT s.article) AS articles,
        min(a.date) AS first, max(a.date) AS last
    FROM statements s JOIN articles a ON a.id = s.article
    WHERE s.speaker <> '' AND NOT s.unnamed GROUP BY s.speaker, s.party;
CREATE VIEW parties AS
    SELECT s.party AS id, min(s.party_name) AS name, min(s.country) AS country,
        count(*) AS statements, count(DISTINCT s.article) AS articles,
        count(DISTINCT s.speaker) FILTER (s.speaker <> '') AS speakers
    FROM statements s WHERE s.party IS NOT NULL GROUP BY s.party;
"""
STORED = ("articles", "versions", "copies", "statements", "stances", "problems", "makers")
VIEWS = ("speakers", "parties")

MIGRATIONS: dict[int, str] = {}
"""What turns the schema of a number into the next, as SQL."""


def create(connection: "DuckDBPyConnection") -> None:
    """Make the tables in an empty file, all or none of them."""
    with_transaction(
        connection,
        TABLES,
        f"INSERT INTO about VALUES ('program', '{PROGRAM}'), ('schema', '{SCHEMA}');",
    )


def migrate(connection: "DuckDBPyConnection", found: int) -> None:
    """Bring a file of the schema `found` to this one, a transaction a step."""
    for number in range(found, SCHEMA):
        step = f"UPDATE about SET value = '{number + 1}' WHERE key = 'schema';"
        with_transaction(connection, MIGRATIONS[number], step)


def with_transaction(connection: "DuckDBPyConnection", *statements: str) -> None:
    """Run SQL in one transaction: all of it is done, or nothing."""
    connection.execute("BEGIN TRANSACTION")
    try:
        for each in statements:
            connection.execute(each)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def read_schema(connection: "DuckDBPyConnection") -> int | None:
    """The number of the file's schema: 0 for a file without tables, None for a foreign one."""
    tables = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
    if not tables:
        return 0
    if "about" not in tables:
        return None
    try:
        rows = connection.execute("SELECT key, value FROM about").fetchall()
        known = {str(key): str(value) for key, value in rows}
    except Exception:  # another program's table of that name, whatever it holds
        return None
    schema = known.get("schema", "")
    return int(schema) if known.get("program") == PROGRAM and schema.isdecimal() else None
