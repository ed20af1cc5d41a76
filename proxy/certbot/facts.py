"""What the companion knows of its certificate, in seconds, and what it tells the rest of the stack.

    facts.py due CERT            until a third of its life is left; 0 or less: now
    facts.py pause CERT          until the next look after all went well
    facts.py retry CERT COUNT    until the next try after COUNT failures in a row
    facts.py tell ok|failed CERT OUTPUT    writes certbot.json for the auth service
    facts.py healthy             exit 1 while a certificate that was got is about to run out

Runs on certbot's own Python, with the library that certbot itself is built on.
"""
import json
import os
import re
import sys
import time
from datetime import timezone

from cryptography import x509

FACTS = os.environ.get("FACTS", "/run/gatehouse/facts")
# A look costs nothing while there is nothing to renew.
LONGEST = 12 * 3600


def seconds(cert, name):
    moment = getattr(cert, name + "_utc", None)
    if moment is None:  # cryptography before 42
        moment = getattr(cert, name).replace(tzinfo=timezone.utc)
    return moment.timestamp()


def life(path):
    """When it began and ends, since the epoch; None: there is none yet."""
    try:
        with open(path, "rb") as file:
            cert = x509.load_pem_x509_certificate(file.read())
    except (OSError, ValueError):
        return None
    return seconds(cert, "not_valid_before"), seconds(cert, "not_valid_after")


def due(path):
    began, ends = life(path)
    return int(ends - (ends - began) / 3 - time.time())


def pause(path):
    return max(5, min(LONGEST, due(path))) if life(path) else LONGEST


def retry(path, failures):
    """Authorities allow a handful of failures an hour; a short-lived certificate has less time than that."""
    patience = [300, 900, 3600][min(failures, 3) - 1]
    dates = life(path)
    left = dates[1] - time.time() if dates else 0
    return max(10, min(patience, int(left / 8))) if left > 0 else patience


def problem_in(output):
    with open(output, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if line.strip()]
    told = [line for line in lines if re.match(r"(Detail|Type|Domain):|.*([Ee]rror|rateLimited|refused|unreachable)", line)]
    return " ".join(told or lines)[-600:]


def healthy():
    """Renewal comes when a third is left; a fifth means that it has failed for long."""
    try:
        with open(os.path.join(FACTS, "certbot.json"), encoding="utf-8") as file:
            told = json.load(file)
    except (OSError, ValueError):
        return True
    if told.get("validUntil") is None:
        return True
    return told["validUntil"] - time.time() > (told["validUntil"] - told["validFrom"]) / 5


def tell(state, path, output):
    dates = life(path)
    document = {
        "at": int(time.time()),
        "ok": state == "ok",
        "validFrom": int(dates[0]) if dates else None,
        "validUntil": int(dates[1]) if dates else None,
        "problem": "" if state == "ok" else problem_in(output),
    }
    target = os.path.join(FACTS, "certbot.json")
    with open(target + ".new", "w", encoding="utf-8") as file:
        json.dump(document, file)
    os.chmod(target + ".new", 0o644)
    os.replace(target + ".new", target)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "due":
        print(due(*rest))
    elif command == "pause":
        print(pause(*rest))
    elif command == "retry":
        print(retry(rest[0], int(rest[1])))
    elif command == "tell":
        tell(*rest)
    elif command == "healthy":
        sys.exit(0 if healthy() else "the certificate was not renewed in time")
    else:
        sys.exit("facts.py: due, pause, retry, tell or healthy")
