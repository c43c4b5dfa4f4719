import json
import os

from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(os.environ["DATABASE_URL"])


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def text_query(event, context):
    name = event["queryStringParameters"]["name"]
    statement = text(f"SELECT id FROM customers WHERE name = '{name}'")
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    return {"statusCode": 200, "body": json.dumps([list(r) for r in rows])}


def bound_query(event, context):
    name = event["queryStringParameters"]["name"]
    statement = text("SELECT id FROM customers WHERE name = :name")
    with engine.connect() as connection:
        rows = connection.execute(statement, {"name": name}).all()
    return {"statusCode": 200, "body": json.dumps([list(r) for r in rows])}


def orm_filter(event, context):
    name = event["queryStringParameters"]["name"]
    with Session(engine) as session:
        found = session.scalars(select(Customer).where(Customer.name == name).limit(10)).all()
    return {"statusCode": 200, "body": json.dumps([c.id for c in found])}


def raw_filter(event, context):
    where = " AND ".join(f"{k} = '{v}'" for k, v in event["queryStringParameters"].items())
    with Session(engine) as session:
        found = session.query(Customer).filter(text(where)).limit(10).all()
    return {"statusCode": 200, "body": json.dumps([c.id for c in found])}
