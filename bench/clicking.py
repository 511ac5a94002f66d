"""People at work in the browser, and another system asking: who they are in; how long each request took out.

Run as a process of its own, so that it takes no turn of the server's: `python -m bench.clicking ADDRESS PASSWORD CLICKS`,
and on standard input, as JSON, the account and the API token of each person (`bench.people`).

The mix, of every ten requests: three portfolio pages (the list, another order, a filter, a page further on), two pages of
one agreement, two searches, two standings by the API and one of Start. Each person waits a second between two clicks;
nothing is kept from one click to the next but the session.
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
    *["portfolio page"] * 3, *["agreement page"] * 2, *["search"] * 2, *["API standing"] * 2, "Start",
)  # fmt: skip
_LISTS = ("", "?sort=-ends", "?standing=in_force", "?standing=awaiting&sort=parties", "?text=hemsjukvård", "?page=2")
_SOUGHT = ("samverkansavtal", "kostnaden", "förlängning", "förutsättning budget", "familjecentralen")
_LINK = re.compile(r'href="/agreements/([0-9a-f-]{36})')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

Taken = tuple[str, float, int]


def main(address: str, password: str, clicks: str) -> None:
    """Print, as JSON, what each request asked for, its seconds and its status."""
    people = json.load(sys.stdin)
    with ThreadPoolExecutor(len(people)) as pool:
        found = pool.map(lambda seed: _person(address, *people[seed], password, int(clicks), seed), range(len(people)))
        print(json.dumps([taken for each in found for taken in each]))


def _person(address: str, email: str, token: str, password: str, clicks: int, seed: int) -> list[Taken]:
    random, browser = Random(seed), build_opener(HTTPCookieProcessor(CookieJar()))
    _log_in(browser, address, email, password)
    agreements = _LINK.findall(_text(browser, f"{address}/agreements"))
    sleep(random.random() * _PAUSE)  # nobody begins at the same moment
    taken = []
    for _ in range(clicks):
        what = random.choice(_MIX)
        request = Request(address + _path(random, what, random.choice(agreements)))
        if what == "API standing":
            request.add_header("Authorization", f"Bearer {token}")
        start = perf_counter()
        try:
            with browser.open(request) as answer:
                answer.read()
                status = answer.status
        except HTTPError as error:
            error.read()
            status = error.code
        taken.append((what, perf_counter() - start, status))
        sleep(_PAUSE)
    return taken


def _path(random: Random, what: str, agreement: str) -> str:
    if what == "portfolio page":
        path, _, query = random.choice(_LISTS).partition("?")
        return f"/agreements{path}" + (f"?{quote(query, safe='=&-')}" if query else "")
    if what == "search":
        return "/search?" + urlencode({"text": random.choice(_SOUGHT)})
    if what == "API standing":
        return f"/api/v1/agreements/{agreement}/standing"
    return "/" if what == "Start" else f"/agreements/{agreement}"


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
