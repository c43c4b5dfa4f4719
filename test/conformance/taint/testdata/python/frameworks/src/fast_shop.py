import os
from enum import Enum
from typing import Annotated

import httpx
import psycopg
from fastapi import Body, Cookie, Depends, FastAPI, Header, Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from mangum import Mangum
from pydantic import BaseModel


app = FastAPI()


class Colour(str, Enum):
    red = "red"
    blue = "blue"


class Item(BaseModel):
    name: str
    price: float


async def query(statement, *arguments):
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"]) as connection:
        cursor = await connection.execute(statement, arguments or None)
        return await cursor.fetchall()


def word(q: str = "") -> str:
    return q.strip()


@app.get("/search")
async def search(term: Annotated[str, Depends(word)]):
    return await query(f"SELECT name FROM items WHERE name = '{term}'")


@app.get("/items/{item}")
async def item_by_number(item: int, colour: Colour = Colour.red):
    return await query(f"SELECT name FROM items WHERE id = {item} AND colour = '{colour.value}'")


@app.post("/items")
async def create(item: Item):
    await query(f"INSERT INTO items VALUES ('{item.name}', {item.price})")
    return {"ok": True}


@app.get("/coded/{code}")
async def coded(code: Annotated[str, Path(pattern=r"^[A-Z]{3}\d{4}$")]):
    return await query(f"SELECT name FROM items WHERE code = '{code}'")


@app.get("/basket")
async def basket(session: Annotated[str | None, Cookie()] = None):
    return await query("SELECT name FROM baskets WHERE session = '" + (session or "") + "'")


@app.get("/bound")
async def bound(q: Annotated[str, Query(max_length=50)]):
    return await query("SELECT name FROM items WHERE name = %s", q)


@app.post("/fetch")
async def fetch(address: Annotated[str, Body(embed=True)]):
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get(address)
    return {"status": answer.status_code}


@app.get("/banner", response_class=HTMLResponse)
async def banner(x_campaign: Annotated[str, Header()] = ""):
    return f"<div>{x_campaign}</div>"


@app.get("/plain")
async def plain(name: str):
    return {"hello": f"<b>{name}</b>"}


@app.get("/leave")
async def leave(to: str):
    return RedirectResponse(to)


handler = Mangum(app)
