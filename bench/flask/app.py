"""A question answered the usual way: Flask, Flask-Login and SQLite; the person and the image are looked up each time.

    python3 app.py            makes the database in /tmp
    python3 app.py --cookie   prints a cookie of somebody who is signed in
"""

import sqlite3
import sys

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user

DATABASE = "/tmp/peer.db"
app = Flask(__name__)
app.secret_key = "only-for-the-bench"
login = LoginManager(app)


def row(statement, value):
    with sqlite3.connect(DATABASE) as database:
        return database.execute(statement, (value,)).fetchone()


class Person(UserMixin):
    def __init__(self, number):
        self.id = number


@login.user_loader
def load(number):
    found = row("select id from people where id = ? and active = 1", number)
    return None if found is None else Person(found[0])


@app.get("/query_auth")
def query_auth():
    if not current_user.is_authenticated:
        return "", 401
    image = request.headers.get("X-Original-URI", "").split("/images/")[-1].split("/")[1:2]
    found = row("select restricted from images where name = ?", (image or [""])[0])
    return "", 200 if found is None or found[0] == 1 else 403


def make_database():
    with sqlite3.connect(DATABASE) as database:
        database.execute("create table if not exists people (id text primary key, active integer)")
        database.execute("create table if not exists images (name text primary key, restricted integer)")
        database.executemany("insert or replace into people values (?, 1)", [(str(n),) for n in range(1, 301)])
        database.executemany("insert or replace into images values (?, 1)", [(f"image-{n}.jp2",) for n in range(5000)])


if __name__ == "__main__":
    if "--cookie" in sys.argv:
        sign = SecureCookieSessionInterface().get_signing_serializer(app)
        print(f"session={sign.dumps({'_user_id': '1', '_fresh': True})}")
    else:
        make_database()
