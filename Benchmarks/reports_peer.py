"""The peer: the same reports taken by FastAPI on PostgreSQL, its row, journal and status in one transaction.

Served by uvicorn with uvloop and httptools; SQL goes by asyncpg's prepared statements through a pool. The connection of
a session to its account and post is looked up first, as a server with sessions does.
"""
import hashlib
import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

SCHEMA = """
CREATE TABLE session (digest bytea PRIMARY KEY, account text NOT NULL, device text NOT NULL, place bigint NOT NULL);
CREATE TABLE report (
  place bigint, on_day date, sequence int, words text NOT NULL, written_at bigint NOT NULL, actor text NOT NULL,
  PRIMARY KEY (place, on_day, sequence));
CREATE TABLE status (
  place bigint, on_day date, reports int NOT NULL, last_at bigint NOT NULL, PRIMARY KEY (place, on_day));
CREATE TABLE journal (
  sequence bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), actor text NOT NULL, key text NOT NULL,
  action text NOT NULL, subject text NOT NULL, details text NOT NULL, UNIQUE (actor, key));
"""


class Report(BaseModel):
    key: str
    day: str
    text: str
    made: int


@asynccontextmanager
async def lifespan(app):
    app.pool = await asyncpg.create_pool(os.environ["PEER_DATABASE"], min_size=16, max_size=16)
    yield
    await app.pool.close()


app = FastAPI(lifespan=lifespan)


@app.post("/reports")
async def report(report: Report, request: Request):
    digest = hashlib.sha256(request.cookies.get("session", "").encode()).digest()
    async with request.app.pool.acquire() as line:
        known = await line.fetchrow("SELECT account, device, place FROM session WHERE digest = $1", digest)
        if known is None or known["device"] != request.headers.get("x-field-device"):
            raise HTTPException(403)
        async with line.transaction():
            count = await line.fetchval(
                """
                INSERT INTO status VALUES ($1, $2::text::date, 1, $3) ON CONFLICT (place, on_day)
                DO UPDATE SET reports = status.reports + 1, last_at = excluded.last_at RETURNING reports
                """,
                known["place"],
                report.day,
                report.made,
            )
            await line.execute(
                "INSERT INTO report VALUES ($1, $2::text::date, $3, $4, $5, $6)",
                known["place"],
                report.day,
                count,
                report.text,
                report.made,
                known["account"],
            )
            await line.execute(
                "INSERT INTO journal (actor, key, action, subject, details) VALUES ($1, $2, 'duty.report', $3, '{}')",
                known["account"],
                report.key,
                f"report {known['place']} {report.day}",
            )
    return {"receipts": [{"key": report.key, "outcome": "new" if count == 1 else "updated"}]}
