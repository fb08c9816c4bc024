import asyncio
import time
from datetime import datetime


# ruleid: python-mutable-default
def collect(item, into=[]):
    into.append(item)
    return into


# ok: python-mutable-default
def collect_well(item, into=None):
    into = into or []
    into.append(item)
    return into


def access(user):
    # ruleid: python-assert-for-access
    assert user.is_admin, "no"
    # ok: python-assert-for-access
    assert user is not None
    # ruleid: python-assert-on-tuple
    assert (user, "no user")
    # ok: python-assert-on-tuple
    assert user, "no user"


def compare(x, y):
    # ruleid: python-is-literal
    a = x is "yes"
    # ruleid: python-is-literal
    b = x is 1000
    # ok: python-is-literal
    c = x is None or x == "yes"
    # ruleid: python-self-comparison
    d = x == x
    # ok: python-self-comparison
    e = x == y


def errors():
    try:
        work()
    # ruleid: python-bare-except-pass
    except:
        pass
    try:
        work()
    # ok: python-bare-except-pass
    except ValueError:
        pass
    # ruleid: python-raise-not-implemented-constant
    raise NotImplemented
    # ok: python-raise-not-implemented-constant
    raise NotImplementedError
    # ruleid: python-raise-string
    raise "broken"
    # ok: python-raise-string
    raise ValueError("broken")


def finish():
    # ruleid: python-return-in-finally
    try:
        return work()
    finally:
        return None


def finish_well():
    # ok: python-return-in-finally
    try:
        return work()
    finally:
        clean()


def loops(items):
    for item in items:
        if item.gone:
            # ruleid: python-list-changed-in-loop
            items.remove(item)
    for item in items:
        if item.gone:
            # ok: python-list-changed-in-loop
            items.remove(item)
            break
    calls = []
    # ruleid: python-loop-closure
    for i in items:
        calls.append(lambda: print(i))
    # ok: python-loop-closure
    for i in items:
        calls.append(lambda i=i: print(i))


def files():
    # ruleid: python-file-not-closed
    text = open("a").read()
    # ok: python-file-not-closed
    with open("a") as f:
        text = f.read()


class Thing:
    def set(self, name):
        # ruleid: python-self-assignment
        self.name = self.name
        # ok: python-self-assignment
        self.name = name


# ruleid: python-dict-key-twice
TWICE = {"a": 1, "b": 2, "a": 3}
# ok: python-dict-key-twice
ONCE = {"a": 1, "b": 2}


async def wait():
    # ruleid: python-async-sleep-blocking
    time.sleep(1)
    # ok: python-async-sleep-blocking
    await asyncio.sleep(1)


def stamp():
    # ruleid: python-datetime-utcnow-naive
    a = datetime.utcnow().timestamp()
    # ok: python-datetime-utcnow-naive
    b = datetime.now(timezone.utc).timestamp()
