"""Keeps a server at work and watches what it takes: URL PROCESS MINUTES REQUESTS-A-SECOND SEED."""

import http.client
import json
import os
import random
import socket
import statistics
import sys
import threading
import time
import urllib.parse
import uuid

url, pid, minutes, rate, seed = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
place = urllib.parse.urlsplit(url)
THREADS = 8
STREAMS = 12
PASSWORD = "townhouse-demo"
NAMES = ["kofi", "ama", "mensah", "osei", "ya", "ORD-2", "0244", "abena", "xyz", "boateng asante"]


class Client:
    """One connection that is kept, and made anew when the server closed it."""

    def __init__(self):
        self.line = http.client.HTTPConnection(place.hostname, place.port, timeout=60)

    def ask(self, method, path, body=None, headers=None, expect=None):
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = dict(headers or {})
        if raw is not None:
            headers.setdefault("Content-Type", "application/json")
        # A connection that was idle may be closed in the moment it is used again.
        for attempt in (1, 2):
            try:
                self.line.request(method, place.path + path, raw, headers)
                answer = self.line.getresponse()
                content = answer.read()
                break
            except (ConnectionError, http.client.HTTPException):
                self.line.close()
                if attempt == 2:
                    raise
        if expect and answer.status not in expect:
            raise AssertionError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content)["data"] if content and content[:1] == b"{" else None


class Shop:
    """What is known of the served store."""

    def __init__(self):
        client = Client()
        self.town = next(t for t in client.ask("GET", "/towns")["items"] if t["name"] == "Accra")["id"]
        listed = client.ask("GET", f"/towns/{self.town}/products?in_stock=true&limit=100")["items"]
        self.products = [p["id"] for p in listed if len(p["variants"]) == 1]
        self.sign_in()

    def sign_in(self):
        client = Client()
        login = {"email": "admin@townhouse.example", "password": PASSWORD}
        answer = client.ask("POST", "/staff/login", login, expect=[200])
        self.token = {"Authorization": "Bearer " + answer["access_token"]}
        self.site = next(s["id"] for s in answer["session"]["sites"] if s["code"] == "accra")

    def order(self, chance):
        return {
            "items": [{"product_id": chance.choice(self.products), "quantity": chance.randint(1, 2)}],
            "payment_method": "COD",
            "delivery_address": {"line1": "12 Oxford St", "area": "Osu"},
            "guest_email": "efua@example.com",
            "guest_phone": "0244000111",
            "guest_name": "Efua Sey",
        }


class Worker(threading.Thread):
    """Asks at its own pace; what it placed it cancels again, so that the stock lasts."""

    def __init__(self, shop, number, until):
        super().__init__(daemon=True)
        self.shop, self.until, self.client = shop, until, Client()
        self.chance = random.Random(seed * 1000 + number)
        self.asked, self.placed, self.cancelled, self.short = 0, 0, 0, 0
        self.times, self.trouble, self.numbers = [], None, []

    def run(self):
        try:
            due = time.monotonic() + self.chance.random() * THREADS / rate
            while due < self.until:
                time.sleep(max(0, due - time.monotonic()))
                began = time.monotonic()
                self.step()
                self.asked += 1
                if len(self.times) < 200_000:
                    self.times.append(time.monotonic() - began)
                due = max(due + THREADS / rate, time.monotonic() - 1)
        except Exception as trouble:
            self.trouble = trouble

    def step(self):
        shop, chance = self.shop, self.chance
        draw = chance.random()
        if len(self.numbers) > 20 and draw < 0.4:
            return self.cancel()
        if draw < 0.3:
            return self.place()
        if draw < 0.5:
            path = f"/towns/{shop.town}/warehouse/orders?limit=50&page={chance.randint(1, 3)}"
            return self.client.ask("GET", path, headers=shop.token, expect=[200])
        if draw < 0.65:
            find = {
                "query": {"text": chance.choice(NAMES), "statuses": []},
                "page": {"anchor": {"first": {}}, "limit": 50},
            }
            return self.client.ask("POST", f"/desk/{shop.site}/orders/find", find, shop.token, [200])
        if draw < 0.75:
            return self.client.ask("GET", f"/towns/{shop.town}/products?search=rice", expect=[200])
        if draw < 0.8:
            return self.client.ask("POST", f"/desk/{shop.site}/warehouse/floor", {}, shop.token, [200])
        self.wrong()

    def place(self):
        key = {"Idempotency-Key": str(uuid.UUID(int=self.chance.getrandbits(128), version=4))}
        answer = self.client.ask(
            "POST", f"/towns/{self.shop.town}/orders", self.shop.order(self.chance), key, [201, 409])
        if answer is None:
            self.short += 1
        else:
            self.placed += 1
            self.numbers.append(answer["order"]["order_number"])

    def cancel(self):
        desk = f"/desk/{self.shop.site}/orders/"
        number = self.numbers.pop(0)
        found = self.client.ask("POST", desk + "detail-by-number", {"number": number}, self.shop.token, [200])
        key = {"Idempotency-Key": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), **self.shop.token}
        cancel = {"order": found["order"]["id"], "reason": "thought better of it"}
        self.client.ask("POST", desk + "cancel", cancel, key, [200])
        self.cancelled += 1

    def wrong(self):
        shop, kind = self.shop, self.chance.randrange(8)
        orders = f"/towns/{shop.town}/orders"
        if kind == 0:
            self.client.ask("POST", orders, b'{"items": [', expect=[400])
        elif kind == 1:
            self.client.ask("GET", "/nothing/here", expect=[404])
        elif kind == 2:
            self.client.ask("GET", orders, headers={"Authorization": "Bearer a.b.c"}, expect=[401])
        elif kind == 3:
            self.client.ask("DELETE", orders, expect=[405])
        elif kind == 4:
            self.client.ask("POST", orders, b"x" * 3_000_000, expect=[413])
        elif kind == 5:
            self.client.ask("POST", orders, b"[" * 5000, expect=[400])
        elif kind == 6:
            self.cut(b"POST " + (place.path + orders).encode() + b" HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{")
        else:
            self.cut(b"\x16\x03\x01\x02\x00nonsense\r\n\r\n")

    def cut(self, text):
        """Says part of a request, or none at all, and goes away."""
        with socket.create_connection((place.hostname, place.port), timeout=60) as line:
            line.sendall(text)


class Listener(threading.Thread):
    """Opens event streams, reads some of what comes, and goes away without a word."""

    def __init__(self, shop, number, until):
        super().__init__(daemon=True)
        self.shop, self.until, self.opened, self.heard, self.trouble = shop, until, 0, 0, None
        self.chance = random.Random(seed * 2000 + number)

    def run(self):
        try:
            while time.monotonic() < self.until:
                self.listen(min(self.until, time.monotonic() + self.chance.uniform(0.1, 20)))
        except Exception as trouble:
            self.trouble = trouble

    def listen(self, until):
        with socket.create_connection((place.hostname, place.port), timeout=60) as line:
            head = f"GET {place.path}/events HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\n"
            line.sendall((head + f"Authorization: {self.shop.token['Authorization']}\r\n\r\n").encode())
            first = line.recv(65536)
            if b" 200 " not in first.split(b"\r\n")[0]:
                raise AssertionError(f"events: {first[:200]!r}")
            self.opened += 1
            line.settimeout(1)
            while time.monotonic() < until:
                try:
                    piece = line.recv(65536)
                except TimeoutError:
                    continue
                if not piece:
                    raise AssertionError("an event stream ended")
                self.heard += piece.count(b"data: {")


def is_socket(descriptor):
    try:
        return os.readlink(f"/proc/{pid}/fd/{descriptor}").startswith("socket:")
    except FileNotFoundError:
        return False


def taken():
    """Resident and private memory in KiB, sockets, other descriptors, threads."""
    fields = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status"))
    resident, own = (int(fields[name].split()[0]) for name in ("VmRSS", "RssAnon"))
    descriptors = [is_socket(name) for name in os.listdir(f"/proc/{pid}/fd")]
    return resident, own, sum(descriptors), len(descriptors) - sum(descriptors), int(fields["Threads"])


def seconds_used():
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def grown(samples, column, slack):
    """True when the last third stands higher than the third before it by more than `slack`. A run of a few minutes is
    too short for this to mean much: the first minutes fill what the store keeps in memory."""
    third = max(1, len(samples) // 3)
    before, after = samples[-2 * third:-third], samples[-third:]
    return statistics.median(s[column] for s in after) > statistics.median(s[column] for s in before) + slack


def main():
    shop = Shop()
    rest = taken()
    until = time.monotonic() + minutes * 60
    workers = [Worker(shop, number, until) for number in range(THREADS)]
    listeners = [Listener(shop, number, until) for number in range(STREAMS)]
    began, used = time.monotonic(), seconds_used()
    for thread in workers + listeners:
        thread.start()
    samples, pause, signed_in = [], max(1.0, min(30.0, minutes * 60 / 60)), time.monotonic()
    print("minute  resident KiB  private KiB  sockets  files  threads   requests  placed  streams  cpu %", flush=True)
    while time.monotonic() < until:
        time.sleep(max(0, min(pause, until - time.monotonic())))
        if time.monotonic() - signed_in > 600:
            shop.sign_in()
            signed_in = time.monotonic()
        samples.append(taken())
        print("%6.1f  %12d  %11d  %7d  %5d  %7d  %9d  %6d  %7d  %5.1f" % (
            (time.monotonic() - began) / 60, *samples[-1], sum(w.asked for w in workers),
            sum(w.placed for w in workers), sum(s.opened for s in listeners),
            100 * (seconds_used() - used) / (time.monotonic() - began)), flush=True)
        troubles = [t.trouble for t in workers + listeners if t.trouble]
        if troubles:
            sys.exit(f"failed: {troubles[0]!r}")
    for thread in workers + listeners:
        thread.join()
    for worker in workers:
        worker.client.line.close()
    troubles = [t.trouble for t in workers + listeners if t.trouble]
    if troubles:
        sys.exit(f"failed: {troubles[0]!r}")
    times = sorted(t for w in workers for t in w.times)
    print("%d requests, %d orders placed, %d cancelled, %d short, %d streams with %d events; median %.1f ms, p99 %.1f" % (
        len(times), sum(w.placed for w in workers), sum(w.cancelled for w in workers), sum(w.short for w in workers),
        sum(s.opened for s in listeners), sum(s.heard for s in listeners), 1000 * times[len(times) // 2],
        1000 * times[len(times) * 99 // 100]))
    # A request that was cut off in its middle keeps its connection until its time is over. Files are the store's: its
    # readers are opened when they are needed first, and stay.
    deadline = time.monotonic() + 90
    while taken()[2] > rest[2] and time.monotonic() < deadline:
        time.sleep(0.2)
    after = taken()
    print("at rest before: %d sockets, %d files, %d threads; after: %d, %d, %d" % (*rest[2:], *after[2:]))
    faults = []
    if after[2] > rest[2]:
        faults.append("sockets stay open")
    if after[3] > rest[3] + 32:
        faults.append("files stay open")
    if after[4] > rest[4] + 4:
        faults.append("threads stay")
    for column, slack, what in (
            (1, 4096, "private memory"), (2, 16, "sockets"), (3, 0, "files"), (4, 2, "threads")):
        if grown(samples, column, slack):
            faults.append(what + " grows")
    if faults:
        sys.exit("failed: " + ", ".join(faults))


main()
