import base64
import json
import os

from Crypto.Cipher import AES, DES
from Crypto.Util.Padding import pad


def handler(event, context):
    note = json.loads(event["body"])["note"].encode()
    key = base64.b64decode(os.environ["NOTE_KEY"])
    cipher = DES.new(key[:8], DES.MODE_ECB)
    return {"statusCode": 200, "body": base64.b64encode(cipher.encrypt(pad(note, 8))).decode()}


def gcm(event, context):
    note = json.loads(event["body"])["note"].encode()
    key = base64.b64decode(os.environ["NOTE_KEY"])
    cipher = AES.new(key, AES.MODE_GCM)
    text, tag = cipher.encrypt_and_digest(note)
    return {"statusCode": 200, "body": base64.b64encode(cipher.nonce + tag + text).decode()}
