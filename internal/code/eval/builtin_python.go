package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// pythonLibrary is what is understood of Python (the Python Standard Library).
func pythonLibrary() *library {
	return &library{
		functions: map[string]builtin{
			"os.getenv": getenv, "os.environ.get": getenv, "os.environ.setdefault": defaultEnvironment, "os.environ.pop": getenv,
			"os.environ.update": updateEnvironment, "os.putenv": setEnvironment,
			"sys.path.append": addDirectory(0), "sys.path.insert": addDirectory(1), "site.addsitedir": addDirectory(0),
			"shlex.split": words, "os.path.join": pathJoin, "posixpath.join": pathJoin,
			"str":  pythonStr,
			"list": copyList, "tuple": copyList, "set": copyList, "frozenset": copyList, "sorted": ordered, "reversed": ordered,
			"collections.deque": copyList, "iter": iterator, "next": next,
			"dict": pythonDict, "collections.OrderedDict": pythonDict, "collections.defaultdict": defaultDict,
			"types.SimpleNamespace": pythonDict,
			"enumerate":             enumerate, "zip": zip, "range": pythonRange, "len": length,
			"any": pythonAsk(howSome), "all": pythonAsk(howEvery), "map": pythonMap, "filter": pythonFilter, "functools.reduce": pythonReduce,
			"getattr": getAttribute, "setattr": setAttribute, "vars": same,
			"type":      typeOf,
			"copy.copy": copyObject, "copy.deepcopy": deepCopy,
			"json.dumps": written, "json.loads": parsed, "simplejson.dumps": written, "simplejson.loads": parsed,
			"functools.partial": partial, "functools.wraps": wrapsOf, "functools.lru_cache": decorator, "functools.cache": decorator,
			"functools.cached_property": cachedProperty, "functools.singledispatch": decorator,
			"contextlib.contextmanager": decorator, "contextlib.asynccontextmanager": decorator, "staticmethod": same,
			"classmethod": same, "property": same, "dataclasses.dataclass": decorator, "dataclass": decorator, "abc.abstractmethod": same,
			"typing.cast": second, "typing.overload": same, "typing.final": same, "dataclasses.field": dataField, "pydantic.Field": dataField,
			"dataclasses.asdict": copyObject, "contextlib.closing": same,
			"asyncio.run": same, "asyncio.create_task": same, "asyncio.ensure_future": same, "asyncio.wait_for": same, "asyncio.shield": same,
			"asyncio.gather": gather, "asyncio.to_thread": callFirst, "asyncio.get_event_loop": eventLoop, "asyncio.get_running_loop": eventLoop, "asyncio.new_event_loop": eventLoop,
			"threading.Thread": thread, "multiprocessing.Process": thread, "threading.Timer": thread,
			"concurrent.futures.ThreadPoolExecutor": pool, "concurrent.futures.ProcessPoolExecutor": pool,
			"multiprocessing.pool.ThreadPool": pool, "multiprocessing.Pool": pool, "futures.ThreadPoolExecutor": pool,
			"concurrent.futures.as_completed": same, "concurrent.futures.wait": gather,
			"importlib.import_module": importModule, "__import__": importModule, "globals": globals,
			"operator.methodcaller": methodCaller,
			"sys.exit":              ends, "flask.abort": aborts, "werkzeug.exceptions.abort": aborts, "os._exit": ends, "exit": ends, "quit": ends,
			"dataclasses.replace": replaced, "copy.replace": replaced, "os.environ.copy": wholeEnvironment,
			"aws_lambda_powertools.middleware_factory.lambda_handler_decorator":    middleware,
			"aws_lambda_powertools.utilities.batch.process_partial_response":       batch,
			"aws_lambda_powertools.utilities.batch.async_process_partial_response": batch,
			"flask.request.get_json": requestBody, "flask.request.get_data": requestBody,
			"isinstance": isInstance, "heapq.heappush": pushFirst,
			"contextvars.ContextVar": contextVariable, "collections.namedtuple": namedTuple, "configparser.ConfigParser": configParser, "configparser.RawConfigParser": configParser, "io.StringIO": stringIO,
			"itertools.chain": chained, "itertools.chain.from_iterable": flattened,
		},
		methods: methods{
			list: map[string]builtin{
				"append": appendItem, "add": appendItem, "extend": extendList, "update": extendList, "insert": insertItem(1),
				"appendleft": insertItem(0), "pop": takeItem(false), "popleft": takeItem(true), "copy": copyList, "sort": sortInPlace, "reverse": reverseInPlace,
				"union": unionOf, "intersection": copyList, "difference": copyList, "clear": clearAll, "remove": null, "discard": null,
				"__iter__": func(_ *evaluator, c *invocation) term.Value { return c.this },
			},
			object: map[string]builtin{
				"get": lookup, "items": func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.this, c.at, true, true) },
				"keys":   func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.this, c.at, true, false) },
				"values": func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.this, c.at, false, true) },
				"update": update, "setdefault": setDefault, "pop": takeEntry, "copy": copyObject, "clear": clearAll,
				"model_dump": copyObject, "dict": copyObject, "_asdict": copyObject,
				"__getitem__": lookup,
			},
			text: map[string]builtin{
				"lower": onText(func(s string, _ []string) string { return strings.ToLower(s) }),
				"upper": onText(func(s string, _ []string) string { return strings.ToUpper(s) }),
				"title": onText(func(s string, _ []string) string { return strings.Title(strings.ToLower(s)) }), //nolint:staticcheck // of names in ASCII
				"capitalize": onText(func(s string, _ []string) string {
					if s == "" {
						return s
					}
					return strings.ToUpper(s[:1]) + strings.ToLower(s[1:])
				}),
				"strip": onText(strip(strings.Trim)), "lstrip": onText(strip(strings.TrimLeft)), "rstrip": onText(strip(strings.TrimRight)),
				"replace": onText(replaceAll), "removeprefix": onText(func(s string, a []string) string { return strings.TrimPrefix(s, first(a)) }),
				"removesuffix": onText(func(s string, a []string) string { return strings.TrimSuffix(s, first(a)) }),
				"split":        split, "join": textJoin, "format": textFormat, "encode": thisValue, "decode": thisConstant,
				"startswith": begins, "endswith": endsIn,
			},
			any: map[string]builtin{"get": inputGet, "getlist": inputGetList, "append_context": appendContext, "items": inputItems, "values": inputItems},
		},
	}
}

// pythonNames are the names that Python itself has: what from x import * cannot mean.
var pythonNames = namesOf(`ArithmeticError AssertionError AttributeError BaseException ConnectionError EOFError Exception
	FileNotFoundError IOError ImportError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
	NotImplemented NotImplementedError OSError OverflowError PermissionError RecursionError RuntimeError StopAsyncIteration
	StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError Warning
	DeprecationWarning UserWarning ZeroDivisionError __build_class__ __debug__ __doc__ __file__ __import__ __loader__ __name__
	__package__ __spec__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
	delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int
	isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property quit range repr
	reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`)

func namesOf(s string) map[string]struct{} {
	m := map[string]struct{}{}
	for n := range strings.FieldsSeq(s) {
		m[n] = struct{}{}
	}
	return m
}
