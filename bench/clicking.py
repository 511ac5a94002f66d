"""People at work in the browser: an address, an account and a number of people in; how long each request took out.

Run as a process of its own, so that it takes no turn of the server's: `python -m bench.clicking ADDRESS EMAIL PASSWORD PEOPLE CLICKS`.

The mix, of every ten requests: three portfolio pages (the list, another order, a filter), three pages of one agreement,
three searches and one of Start. Each person waits a second between two clicks; nothing is kept from one click to the
next but the session. The API, which asks for a token, is not among them.
"""

from __future__ import annotations

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from random import Random
from time import perf_counter, sleep
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

_PAUSE = 1.0
_MIX = (
    "portfolio",
    "portfolio",
    "portfolio",
    "agreement",
    "agreement",
    "agreement",
    "search",
    "search",
    "start",
    "api",
)
_LISTS = ("", "?sort=-ends", "?standing=in_force", "?standing=awaiting&sort=parties", "?text=hemsjukvård", "?page=2")
_SOUGHT = ("samverkansavtal", "kostnaden", "förlängning", "förutsättning budget", "familjecentralen")
_LINK = re.compile(r'href="/agreements/([0-9a-f-]{36})')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

Taken = tuple[str, float, int]


def main(address: str, email: str, password: str, people: str, clicks: str) -> None:
    """Print, as JSON, what each request asked for, its seconds and its status."""
    with ThreadPoolExecutor(int(people)) as pool:
        found = pool.map(lambda seed: _person(address, email, password, int(clicks), seed), range(int(people)))
        print(json.dumps([taken for each in found for taken in each]))


def _person(address: str, email: str, password: str, clicks: int, seed: int) -> list[Taken]:
    random, browser = Random(seed), build_opener(HTTPCookieProcessor(CookieJar()))
    _log_in(browser, address, email, password)
    agreements = _LINK.findall(_text(browser, f"{address}/agreements"))
    sleep(random.random() * _PAUSE)  # nobody begins at the same moment
    taken = []
    for _ in range(clicks):
        what = random.choice(_MIX)
        path = _path(random, what, agreements)
        start = perf_counter()
        try:
            with browser.open(f"{address}{path}") as answer:
                answer.read()
                status = answer.status
        except HTTPError as error:
            error.read()
            status = error.code
        taken.append((what, perf_counter() - start, status))
        sleep(_PAUSE)
    return taken


def _path(random: Random, what: str, agreements: list[str]) -> str:
    if what == "portfolio":
        path, _, query = random.choice(_LISTS).partition("?")
        return f"/agreements{path}" + (f"?{quote(query, safe='=&-')}" if query else "")
    if what == "search":
        return "/search?" + urlencode({"text": random.choice(_SOUGHT)})
    if what == "start":
        return "/"
    one = random.choice(agreements)
    return f"/agreements/{one}"


def _log_in(browser: OpenerDirector, address: str, email: str, password: str) -> None:
    token = _TOKEN.search(_text(browser, f"{address}/login"))
    assert token is not None
    sent = urlencode({"csrfmiddlewaretoken": token[1], "email": email, "password": password})
    with browser.open(Request(f"{address}/login", sent.encode(), {"Referer": address})) as answer:
        answer.read()


def _text(browser: OpenerDirector, address: str) -> str:
    with browser.open(address) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
