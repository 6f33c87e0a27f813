"""Signs callers in and writes a configuration for each: URL CONFIGURATION FOLDER."""

import sys

import requests

url, configuration, folder = sys.argv[1:]
PASSWORD = "townhouse-demo"


def data(answer):
    answer.raise_for_status()
    return answer.json()["data"]


def staff(email):
    return data(requests.post(url + "/staff/login", json={"email": email, "password": PASSWORD}))["access_token"]


def customer(email):
    return data(requests.post(url + "/customers/login", json={"email": email, "password": PASSWORD}))["access_token"]


def guest():
    town = data(requests.get(url + "/towns"))["items"][0]["id"]
    product = data(requests.get(f"{url}/towns/{town}/products", params={"in_stock": "true"}))["items"][0]
    order = {
        "items": [{"product_id": product["id"], "quantity": 1}],
        "payment_method": "COD",
        "delivery_address": {"line1": "12 Oxford St", "area": "Osu"},
        "guest_email": "guest@example.com",
        "guest_phone": "0244123456",
    }
    return data(requests.post(f"{url}/towns/{town}/orders", json=order))["guest_access_token"]


def write(name, scheme, line):
    with open(configuration) as common, open(f"{folder}/{name}.toml", "w") as own:
        own.write(common.read() + f"\n[auth.openapi.{scheme}]\n{line}\n")


write("admin", "bearer", f'bearer = "{staff("admin@townhouse.example")}"')
write("picker", "bearer", f'bearer = "{staff("picker.accra@townhouse.example")}"')
write("customer", "bearer", f'bearer = "{customer("customer@townhouse.example")}"')
write("guest", "guestToken", f'api_key = "{guest()}"')
