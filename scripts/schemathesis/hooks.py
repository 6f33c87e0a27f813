"""Signs what a payment provider would sign; everything else is sent as it was made."""

import hashlib
import hmac
import os
import time

import schemathesis

SECRET = os.environ["TOWNHOUSE_MOMO_SECRET"].encode()
# What the configuration has in place of a signature. A request without it, or with another one, stays as it is.
PLACEHOLDER = "to-be-signed"


class Signature:
    def __call__(self, request):
        if request.headers.get("X-Signature") == PLACEHOLDER:
            stamp = str(int(time.time()))
            body = request.body or b""
            raw = body.encode() if isinstance(body, str) else body
            digest = hmac.new(SECRET, stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
            request.headers["X-Timestamp"] = stamp
            request.headers["X-Signature"] = "sha256=" + digest
        return request


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.path.endswith("/payments/momo/webhook"):
        kwargs["auth"] = Signature()
