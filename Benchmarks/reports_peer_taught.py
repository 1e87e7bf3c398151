"""The same peer written the way FastAPI's own documentation teaches it: models of SQLModel, a session of the database
for each request, endpoints that are plain functions and run in a pool of threads.

It writes the same row, state and entry of the journal in one transaction as `reports_peer`, whose tables it uses.
"""
import datetime
import hashlib
import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine(os.environ["PEER_TAUGHT"], pool_size=20, max_overflow=20)


class KnownSession(SQLModel, table=True):
    __tablename__ = "session"
    digest: bytes = Field(primary_key=True)
    account: str
    device: str
    place: int


class State(SQLModel, table=True):
    __tablename__ = "status"
    place: int = Field(primary_key=True)
    on_day: datetime.date = Field(primary_key=True)
    reports: int
    last_at: int


class Row(SQLModel, table=True):
    __tablename__ = "report"
    place: int = Field(primary_key=True)
    on_day: datetime.date = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    words: str
    written_at: int
    actor: str


class Entry(SQLModel, table=True):
    __tablename__ = "journal"
    sequence: int | None = Field(default=None, primary_key=True)
    actor: str
    key: str
    action: str
    subject: str
    details: str


class Report(BaseModel):
    key: str
    day: datetime.date
    text: str
    made: int


def session():
    with Session(engine) as one:
        yield one


app = FastAPI()


@app.post("/reports")
def report(report: Report, request: Request, session: Annotated[Session, Depends(session)]):
    digest = hashlib.sha256(request.cookies.get("session", "").encode()).digest()
    known = session.get(KnownSession, digest)
    if known is None or known.device != request.headers.get("x-field-device"):
        raise HTTPException(403)
    first = insert(State).values(place=known.place, on_day=report.day, reports=0, last_at=report.made)
    session.exec(first.on_conflict_do_nothing())
    state = session.exec(
        select(State).where(State.place == known.place, State.on_day == report.day).with_for_update()
    ).one()
    state.reports += 1
    state.last_at = report.made
    count = state.reports
    session.add(
        Row(place=known.place, on_day=report.day, sequence=count, words=report.text, written_at=report.made,
            actor=known.account)
    )
    session.add(
        Entry(actor=known.account, key=report.key, action="duty.report", subject=f"report {known.place} {report.day}",
              details="{}")
    )
    session.commit()
    return {"receipts": [{"key": report.key, "outcome": "new" if count == 1 else "updated"}]}
