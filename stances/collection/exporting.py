"""Writes the tables of a collection as Parquet files."""

import shutil
from pathlib import Path

from stances.articles.opening import show
from stances.collection.opening import opened
from stances.collection.schema import STORED, VIEWS
from stances.errors import CollectionError

ORDER = {
    "articles": "id",
    "versions": "article, version",
    "copies": "article, outlet, url",
    "statements": "article, place",
    "stances": "statement, target, model",
    "problems": "place, reason",
    "makers": "id",
    "speakers": "name, party",
    "parties": "id",
}


def export_collection(path: Path, folder: Path, *, wait: float = 0.0) -> list[Path]:
    """Write a Parquet file for each table, in a fixed order of rows; gives the files.

    The folder is made if it is not there; it has to be empty of other Parquet files of these
    names. It is there whole or not at all. Raises `CollectionError`.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise CollectionError(
            f"--output {show(folder)}: holds something already; give a new or empty folder."
        )
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        with opened(path, wait=wait) as connection:
            for table in (*STORED, *VIEWS):
                place = str(partial / f"{table}.parquet").replace("'", "''")
                query = f"SELECT * FROM {table} ORDER BY {ORDER[table]}"
                connection.execute(f"COPY ({query}) TO '{place}' (FORMAT parquet)")
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except OSError as error:
        raise CollectionError(
            f"--output {show(folder)}: cannot be written ({error.strerror}); give another folder."
        ) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return sorted(folder.iterdir())
