"""Progress notes found by their words; those written before are taken in."""

import json
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "note_index",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_note_index")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_note_index_note_id_note"), initially="DEFERRED", deferrable=True
        ),
        sa.UniqueConstraint("note_id", name=op.f("uq_note_index_note_id")),
    )
    shared = op.get_bind().dialect.name == "postgresql"
    if shared:
        op.execute("CREATE TABLE note_search (rowid integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX note_search_words ON note_search USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE note_search USING fts5"
            "(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6 7 8 9 10', "
            "tokenize='unicode61')"
        )
    _take_in(shared=shared)


def downgrade() -> None:
    op.execute("DROP TABLE note_search")
    op.drop_table("note_index")


def _take_in(*, shared: bool) -> None:
    """Number the notes in the order in which they were begun, and write down their words with those of addenda."""
    connection = op.get_bind()
    added: dict[object, list[str]] = {}
    for note_id, text in connection.execute(sa.text("SELECT note_id, text FROM addendum ORDER BY signed_at")):
        added.setdefault(note_id, []).append(text)
    notes = connection.execute(sa.text("SELECT id, sections FROM note ORDER BY created_at, id")).all()
    number = sa.text("INSERT INTO note_index (number, note_id) VALUES (:number, :note_id)")
    search = sa.text(
        "INSERT INTO note_search (rowid, words) VALUES (:number, to_tsvector('simple', :words))"
        if shared
        else "INSERT INTO note_search (rowid, words) VALUES (:number, :words)"
    )
    for place, (note_id, stored) in enumerate(notes, start=1):
        sections = json.loads(stored) if isinstance(stored, str) else stored
        connection.execute(number, {"number": place, "note_id": note_id})
        said = _folded(" ".join([*sections.values(), *added.get(note_id, [])]))
        connection.execute(search, {"number": place, "words": said})


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter if letter.isalnum() else "" if unicodedata.combining(letter) else " " for letter in folded)
    return " ".join("".join(kept).split())
