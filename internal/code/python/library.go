package python

import "strings"

// sdk are the provider's libraries, by the first part of their names. They are often packed with the code.
var sdk = set("boto3 botocore s3transfer aioboto3 aiobotocore aws_lambda_powertools aws_xray_sdk aws_cdk mypy_boto3_builder types_boto3")

// published are packages that people get from PyPI and copy beside their code, by the first part of their names; left out
// are names that people also give to packages of their own. What they do is known, or is not the application's.
var published = set(`aiofiles aiohttp aiosignal annotated_types anyio asn1crypto async_timeout attr aws_requests_auth bcrypt bs4 bson cachetools certifi cffi
	chardet charset_normalizer crhelper cryptography Crypto Cryptodome dateutil datadog_lambda ddtrace defusedxml deprecated docutils ecdsa elasticsearch
	fastapi flask frozenlist fsspec google_auth_httplib2 googleapiclient greenlet h11 httpcore httplib2 httpx idna itsdangerous jinja2 jmespath jose
	jsonpath_ng jsonschema jwt ldap3 lxml mangum markupsafe marshmallow msal multidict nacl newrelic numpy oauthlib openpyxl opensearchpy packaging pandas
	paramiko passlib PIL pkg_resources ply psycopg psycopg2 pyarrow pyasn1 pyasn1_modules pycparser pydantic pydantic_core pymongo pymssql pymysql PyPDF2
	pyparsing pyrsistent pytz redis referencing regex requests requests_aws4auth requests_oauthlib rpds rsa ruamel sentry_sdk setuptools simplejson six
	slack_bolt slack_sdk slackclient sniffio soupsieve splunklib sqlalchemy starlette stripe telegram tenacity tldextract tqdm twilio typing_extensions tzlocal
	ujson urllib3 websocket werkzeug wrapt xmltodict yaml yarl zipp`)

// standard are the modules that Python itself brings (https://docs.python.org/3/py-modindex.html), as far as programs
// use them. A file of such a name beside the one that imports is not meant, unless it stands where Python looks first.
var standard = set(`abc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 calendar cgi cmath cmd code codecs
	collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime
	dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch
	fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imp importlib
	inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder
	multiprocessing netrc numbers operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posixpath pprint
	profile pstats pty pwd py_compile pyclbr pydoc queue quopri random re readline reprlib resource runpy sched secrets select selectors
	shelve shlex shutil signal site smtplib sndhdr socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess
	symtable sys sysconfig syslog tarfile tempfile termios textwrap threading time timeit tkinter token tokenize tomllib trace traceback
	tracemalloc tty turtle types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc
	zipapp zipfile zipimport zlib zoneinfo __future__`)

func set(names string) map[string]bool {
	m := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		m[n] = true
	}
	return m
}
