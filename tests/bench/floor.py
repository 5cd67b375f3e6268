"""The floor: the least a Flask list over the same table can cost. `serve(url)` gives the application.

A signed cookie is read, one indexed keyset query goes through SQLAlchemy Core, fifty rows are shown by
one Jinja2 template of about 30 kB. Nothing else: no people, no rights, no languages, no counts.
"""

from __future__ import annotations

import os

from flask import Flask, render_template, request, session
from sqlalchemy import Engine, create_engine, select

from incubator.store.applications import Application
from incubator.store.engines import parse_url
from tests.bench.telling import APPLICATION

SECRET = "the floor keeps no secrets"  # it holds nothing but the number of a visitor
LIMIT = 50
COLUMNS = ("ref", "state", "outcome", "language", "is_late", "created_at", "sent_at", "state_since", "search")
BARE, LIST = "bare.html", "list.html"
TEMPLATES = {
    BARE: "<!doctype html><html lang=en><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ text }}</p>",
    LIST: """<!doctype html><html lang=en><head><meta charset=utf-8><title>Applications</title></head><body>
<h1>Applications</h1><p>Visitor {{ visitor }}</p><table>
{% for row in rows %}<tr><th scope="row"><a href="/applications/{{ row.ref }}/summary">{{ row.ref }}</a></th>
{% for column in columns %}<td data-label="{{ column }}">{{ row[column] }}</td>
{% endfor %}</tr>
{% endfor %}</table>{% if rows %}<a href="?after={{ rows[-1].id }}">Next</a>{% endif %}</body></html>""",
}


def serve() -> Flask:
    """For the server: INCUBATOR_DATABASE_URL names the database, FLOOR_CALL the call that is listed."""
    from jinja2 import DictLoader

    app = Flask("floor")
    app.secret_key = SECRET
    app.jinja_loader = DictLoader(TEMPLATES)
    engine = create_engine(parse_url(os.environ["INCUBATOR_DATABASE_URL"]))
    call_id = os.environ["FLOOR_CALL"]

    @app.get("/list")
    def listed() -> str:
        rows = _rows(engine, call_id, request.args.get("after", ""))
        return render_template(LIST, rows=rows, columns=COLUMNS, visitor=session.get("visitor"))

    @app.get("/bare")
    def bare() -> str:
        return render_template(BARE, title="Bare", text="A page of Flask and Jinja2 alone.")

    return app


def cookie(visitor: int) -> str:
    """What the browser sends back: signed as Flask signs it."""
    app = Flask("floor")
    app.secret_key = SECRET
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # cookie sessions only
    return f"session={signer.dumps({'visitor': visitor})}"


def _rows(engine: Engine, call_id: str, after: str) -> list[object]:
    columns = [APPLICATION.c[name] for name in ("id", *COLUMNS)]
    query = select(*columns).where(Application.call_id == call_id, Application.id > after)
    with engine.connect() as connection:
        return list(connection.execute(query.order_by(Application.id).limit(LIMIT)).mappings())
