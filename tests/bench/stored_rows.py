"""Rows of very many documents, made by PostgreSQL itself: a million in some minutes.

Ids are UUIDv7 of one document a second up to now, made from kind and number alone, so that rows of one table
can name those of another.
"""

from __future__ import annotations

from collections.abc import Iterator

OWN = 10  # documents of the bench user, in one open dossier
_DOSSIER, _PERSON = 8, 40  # documents of one dossier, of one person

_FUNCTIONS = """
CREATE FUNCTION pg_temp.at(i bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT date_trunc('second', now()) - make_interval(secs => {count} + 60 - i) $$;
CREATE FUNCTION pg_temp.uid(kind text, i bigint) RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT (lpad(to_hex((extract(epoch FROM pg_temp.at(i)) * 1000)::bigint), 12, '0') || '7'
   || substr(md5(kind || i), 1, 3) || '8' || substr(md5(kind || i), 4, 15))::uuid $$;
CREATE FUNCTION pg_temp.name(i bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT substr(md5('object' || i), 1, 2) || '/' || substr(md5('object' || i), 3) $$;
CREATE FUNCTION pg_temp.sha(text, bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT encode(sha256(convert_to($1 || $2, 'UTF8')), 'hex') $$;
CREATE FUNCTION pg_temp.own(i bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT i > {first_own} $$;
CREATE FUNCTION pg_temp.person(i bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN i > {first_own} THEN {first_own} + 1 ELSE (i - 1) / {person} * {person} + 1 END $$;
CREATE FUNCTION pg_temp.home(i bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN i > {first_own} THEN {first_own} + 1 ELSE (i - 1) / {dossier} * {dossier} + 1 END $$;
"""

_ALL = "generate_series(1, {count}) i"
_ROWS = (
    """INSERT INTO subject (id, key, created_at)
    SELECT pg_temp.uid('subject', i),
    CASE WHEN pg_temp.own(i) THEN '{key}' ELSE pg_temp.sha('subject', i) END, pg_temp.at(i) FROM {all}
    WHERE pg_temp.person(i) = i""",
    """INSERT INTO dossier (id, number, subject_id, procedure, state, version, created_at, submitted_at,
    reference_date)
    SELECT pg_temp.uid('dossier', i), 'B' || i, pg_temp.uid('subject', pg_temp.person(i)), 'registration',
    CASE WHEN pg_temp.own(i) THEN 'open' ELSE 'submitted' END, 1, pg_temp.at(i),
    CASE WHEN NOT pg_temp.own(i) THEN pg_temp.at(i) END,
    CASE WHEN NOT pg_temp.own(i) THEN pg_temp.at(i)::date END FROM {all} WHERE pg_temp.home(i) = i""",
    """INSERT INTO document (id, subject_id, kind, kind_found, state, outcome, content, version, attempts,
    pages, pages_done, created_at, changed_at)
    SELECT pg_temp.uid('document', i), pg_temp.uid('subject', pg_temp.person(i)), 'diploma', 'diploma',
    'checked', 'review', pg_temp.sha('content', i), 3, 0, 1, 1, pg_temp.at(i), pg_temp.at(i) FROM {all}""",
    """INSERT INTO dossier_document (dossier_id, document_id, position, added_at)
    SELECT pg_temp.uid('dossier', pg_temp.home(i)), pg_temp.uid('document', i), i - pg_temp.home(i),
    pg_temp.at(i) FROM {all}""",
    """INSERT INTO file (id, document_id, position, media_type, size, sha256, bucket, object, object_version,
    held, created_at)
    SELECT pg_temp.uid('file', i), pg_temp.uid('document', i), 0, 'application/pdf', 1000,
    pg_temp.sha('file', i), CASE WHEN pg_temp.own(i) THEN 'draft' ELSE 'evidence' END, pg_temp.name(i), 'v1',
    NOT pg_temp.own(i), pg_temp.at(i) FROM {all}""",
    """INSERT INTO upload (id, subject_id, dossier_id, media_type, length, object, sha256, document_id,
    duplicate, created_at, expires_at)
    SELECT pg_temp.uid('upload', i), pg_temp.uid('subject', pg_temp.person(i)),
    pg_temp.uid('dossier', pg_temp.home(i)), 'application/pdf', 1000, pg_temp.name(i),
    pg_temp.sha('file', i), pg_temp.uid('document', i), false, pg_temp.at(i),
    pg_temp.at(i) + interval '1 day' FROM {all}""",
    """INSERT INTO report (id, document_id, content, kind, procedure, check_version, rulebook_version,
    outcome, object, created_at)
    SELECT pg_temp.uid('report', i), pg_temp.uid('document', i), pg_temp.sha('content', i), 'diploma',
    'registration', '1', '2022-12-01', 'review', pg_temp.name(i) || '/report', pg_temp.at(i) FROM {all}""",
    """INSERT INTO finding (report_id, number, "check", code, severity, page, confidence)
    SELECT pg_temp.uid('report', i), n, 'language', 'language.accepted', 'info', 1, 0.9
    FROM {all}, generate_series(0, 2) n""",
    """INSERT INTO reading (document_id, content, reader_version, first, last, object, created_at)
    SELECT pg_temp.uid('document', i), pg_temp.sha('content', i), '1', 1, 1, pg_temp.name(i) || '/reading',
    pg_temp.at(i) FROM {all}""",
    """INSERT INTO bundle_report (id, dossier_id, fingerprint, check_version, rulebook_version, outcome,
    object, created_at)
    SELECT pg_temp.uid('bundle', i), pg_temp.uid('dossier', i), pg_temp.sha('bundle', i), '1', '2022-12-01',
    'review', pg_temp.name(i) || '/bundle', pg_temp.at(i) FROM {all} WHERE pg_temp.home(i) = i""",
    """INSERT INTO outbox (id, name, body, created_at, published_at, begun, begun_at, done_at)
    SELECT pg_temp.uid('{task}', i), '{task}', json_build_object('document', pg_temp.uid('document', i)),
    pg_temp.at(i), pg_temp.at(i), 1, pg_temp.at(i), pg_temp.at(i) FROM {all}""",
    """INSERT INTO audit_event (id, at, action, object_kind, object_id, result, origin, actor, commitment)
    SELECT pg_temp.uid('{action}', i), pg_temp.at(i), '{action}', 'document',
    pg_temp.uid('document', i)::text, 'done', 'worker', 'worker', sha256('x') FROM {all}""",
)
_BATCHED = """UPDATE audit_event SET batch = 1, place = numbered.place
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM audit_event) numbered
    WHERE audit_event.id = numbered.id"""
_BATCH = """INSERT INTO audit_batch (number, events, head, sealed_at, written_at)
    SELECT 1, count(*), sha256('x'), now(), now() FROM audit_event"""
_TASKS = ("task.scan", "task.read", "event.evidence-checked")
_ACTIONS = ("document.received", "document.checked")


def statements(count: int, key: str) -> Iterator[str]:
    """SQL that fills an empty database; `key` is that of the bench user's subject."""
    given = {"count": count, "first_own": count - OWN, "person": _PERSON, "dossier": _DOSSIER, "key": key}
    given["all"] = _ALL.format(**given)
    yield "SET LOCAL session_replication_role = replica"  # foreign keys hold by how ids are made
    yield from (part for part in _FUNCTIONS.format(**given).split(";\n") if part.strip())
    for row in _ROWS:
        if "{task}" in row:
            yield from (row.format(task=task, **given) for task in _TASKS)
        elif "{action}" in row:
            yield from (row.format(action=action, **given) for action in _ACTIONS)
        else:
            yield row.format(**given)
    yield _BATCHED
    yield _BATCH
