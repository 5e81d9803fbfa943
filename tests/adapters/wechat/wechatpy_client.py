"""Talks to a WeChat at an address of ours with wechatpy's client. Run in wechatpy's own environment:
`wechatpy_client.py BASE PICTURE`, and on its input, as JSON, the app's id and secret and a list of [method,
arguments]; prints what each call gave, or the code it was refused with, as JSON. "$0.url" stands for what an
earlier call gave."""

import json
import sys
from functools import reduce

from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

base, picture = sys.argv[1:]
app_id, app_secret, plan = json.load(sys.stdin)


class Client(WeChatClient):
    """Its addresses are written into it: here they are ours."""

    API_BASE_URL = f"{base}/cgi-bin/"

    def fetch_access_token(self):
        params = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        return self._fetch_access_token(url=f"{base}/cgi-bin/token", params=params)


def filled(value, told):
    if isinstance(value, list):
        return [filled(each, told) for each in value]
    if isinstance(value, dict):
        return {name: filled(each, told) for name, each in value.items()}
    if isinstance(value, str) and value.startswith("$"):
        number, *names = value[1:].split(".")
        return reduce(lambda found, name: found[name], names, told[int(number)])
    return value


client = Client(app_id, app_secret)
told = []
for method, *arguments in plan:
    call = reduce(getattr, method.split("."), client)
    try:
        if "image" in method or method == "material.add":
            with open(picture, "rb") as file:  # noqa: PTH123 - a name is all it takes
                told.append(call(*arguments, file))
        else:
            told.append(call(*filled(arguments, told)))
    except WeChatClientException as refused:
        told.append({"refused": refused.errcode})
print(json.dumps(told))  # noqa: T201
