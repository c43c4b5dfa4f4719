"""Saved views: a report's settings in one string that fits into a bookmark."""

import base64
import pickle

import yaml


def define(text):
    return yaml.load(text, Loader=yaml.Loader)


def encode(view):
    return base64.urlsafe_b64encode(pickle.dumps(view)).decode()


def decode(text):
    return pickle.loads(base64.urlsafe_b64decode(text))
