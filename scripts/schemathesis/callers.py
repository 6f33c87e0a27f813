"""Signs callers in and writes a configuration for each, with what is in the store: URL CONFIGURATION FOLDER."""

import json
import sys

import requests

url, configuration, folder = sys.argv[1:]
PASSWORD = "townhouse-demo"


def data(answer):
    answer.raise_for_status()
    return answer.json()["data"]


def staff(email):
    return data(requests.post(url + "/staff/login", json={"email": email, "password": PASSWORD}))


def customer(email):
    return data(requests.post(url + "/customers/login", json={"email": email, "password": PASSWORD}))["access_token"]


def get(path, token, **parameters):
    return data(requests.get(url + path, params=parameters, headers={"Authorization": "Bearer " + token}))["items"]


def order(product, method):
    return {
        "items": [{"product_id": product, "quantity": 1}],
        "payment_method": method,
        "delivery_address": {"line1": "12 Oxford St", "area": "Osu"},
        "guest_email": "guest@example.com",
        "guest_phone": "0244123456",
    }


def place(town, product, method):
    return data(requests.post(f"{url}/towns/{town}/orders", json=order(product, method)))


admin = staff("admin@townhouse.example")["access_token"]
driver = staff("driver.accra@townhouse.example")
town = next(town["id"] for town in get("/towns", admin) if town["name"] == "Accra")
products = [product["id"] for product in get(f"/towns/{town}/products", admin, in_stock="true", limit=20)]
guests = [place(town, products[0], method) for method in ["COD", "MOMO", "MOMO"]]
jobs = get(f"/towns/{town}/drivers/me/jobs", driver["access_token"])
# Asked for, so that a notice has something to speak of.
asked = data(
    requests.post(
        f"{url}/towns/{town}/payments/momo/initiate",
        json={"order_id": guests[2]["order"]["id"], "phone": "0244123456"},
        headers={"X-Guest-Token": guests[2]["guest_access_token"]},
    )
)["payment"]
orders = [guest["order"]["id"] for guest in guests]
for status in ["PENDING_PAYMENT", "PENDING_FULFILMENT", "PICKING", "PACKED", "READY_FOR_DISPATCH", "OUT_FOR_DELIVERY"]:
    orders += [order["id"] for order in get(f"/towns/{town}/orders", admin, status=status, limit=5)]

# What stands for something in the store: most requests name it, the others whatever the document allows.
known = {
    "towns": [town],
    "orders": orders,
    "dispatches": [job["dispatch"]["id"] for job in jobs] or [orders[0]],
    "drivers": [driver["account"]["public_id"]],
    "products": products,
    "references": [asked["provider_reference"]],
    "sites": [1, 2],
    "serials": list(range(1, 31)),
    "codes": ["T-101", "A-01-1", "MILO-400", "01", "D-1", "B-1", "accra", "tema", "TR-00001"],
}
places = {
    "path.town_id": "towns",
    "path.order_id": "orders",
    "body.order_id": "orders",
    "path.dispatch_id": "dispatches",
    "body.driver_id": "drivers",
    "body.items[*].product_id": "products",
    "body.provider_reference": "references",
    "path.site": "sites",
    "body.site": "sites",
    "body.code": "codes",
    "body.sku": "codes",
    "body.bin": "codes",
    "body.parcel": "codes",
} | {
    "body." + name: "serials"
    for name in [
        "order", "list", "run", "dispatch", "driver", "person", "payment", "refund", "notice", "line", "id", "transfer",
        "cashUp", "shortage", "putBack", "variant", "version",
    ]
}


def write(name, scheme, line):
    with open(configuration) as common, open(f"{folder}/{name}.toml", "w") as own:
        own.write(common.read() + f"\n[auth.openapi.{scheme}]\n{line}\n")
        for dictionary, values in known.items():
            own.write(f"\n[dictionaries.{dictionary}]\nvalues = {json.dumps(values)}\n")
        own.write("\n[parameters]\n")
        for place, dictionary in places.items():
            own.write(f'"{place}" = {{ dictionary = "{dictionary}", probability = 0.7 }}\n')


write("admin", "bearer", f'bearer = "{admin}"')
write("picker", "bearer", f'bearer = "{staff("picker.accra@townhouse.example")["access_token"]}"')
write("driver", "bearer", f'bearer = "{driver["access_token"]}"')
write("customer", "bearer", f'bearer = "{customer("customer@townhouse.example")}"')
write("guest", "guestToken", f'api_key = "{guests[1]["guest_access_token"]}"')
