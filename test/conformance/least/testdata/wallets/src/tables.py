import os

PREFIX = os.environ["PREFIX"]
WALLETS = f"{PREFIX}-wallets"
LIMITS = f"{PREFIX}-limits"
ENTRIES = PREFIX + "-entries"
