package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// dial is where the host stands in the arguments of what connects to one: an argument by its place, by one of its names,
// or in a member of a mapping.
type dial struct {
	place int
	names []string
}

// dialing are the functions and classes that connect to a host, by their full names: the documentation of each library.
var dialing = map[ir.Language]map[string]dial{
	ir.Python: {
		"cfnresponse.send": {0, nil}, "urllib.request.urlopen": {0, []string{"url"}}, "urllib.request.urlretrieve": {0, []string{"url"}},
		"http.client.HTTPSConnection": {0, []string{"host"}}, "http.client.HTTPConnection": {0, []string{"host"}},
		"smtplib.SMTP": {0, []string{"host"}}, "smtplib.SMTP_SSL": {0, []string{"host"}}, "ftplib.FTP": {0, []string{"host"}},
		"psycopg2.connect": {0, []string{"host", "dsn"}}, "psycopg.connect": {0, []string{"host", "conninfo"}}, "psycopg.Connection.connect": {0, []string{"host", "conninfo"}},
		"psycopg2.pool.SimpleConnectionPool": {9, []string{"host", "dsn"}}, "psycopg2.pool.ThreadedConnectionPool": {9, []string{"host", "dsn"}},
		"pymysql.connect": {0, []string{"host"}}, "MySQLdb.connect": {0, []string{"host"}}, "mysql.connector.connect": {0, []string{"host"}},
		"pymssql.connect": {0, []string{"server", "host"}}, "pyodbc.connect": {0, nil}, "pg8000.connect": {1, []string{"host"}}, "asyncpg.connect": {0, []string{"host", "dsn"}},
		"redis.Redis": {0, []string{"host"}}, "redis.StrictRedis": {0, []string{"host"}}, "redis.from_url": {0, []string{"url"}}, "redis.Redis.from_url": {0, []string{"url"}},
		"redis.RedisCluster": {0, []string{"host"}}, "redis.cluster.RedisCluster": {0, []string{"host"}},
		"pymongo.MongoClient": {0, []string{"host"}}, "sqlalchemy.create_engine": {0, []string{"url"}},
		"elasticsearch.Elasticsearch": {0, []string{"hosts"}}, "opensearchpy.OpenSearch": {0, []string{"hosts"}},
		"snowflake.connector.connect": {9, []string{"host", "account"}}, "kafka.KafkaProducer": {9, []string{"bootstrap_servers"}}, "kafka.KafkaConsumer": {9, []string{"bootstrap_servers"}},
	},
	ir.JavaScript: {
		"fetch": {0, nil}, "axios": {0, nil}, "axios.request": {0, nil}, "node-fetch": {0, nil}, "cross-fetch": {0, nil}, "isomorphic-fetch": {0, nil},
		"got": {0, nil}, "ky": {0, nil}, "undici.fetch": {0, nil}, "undici.request": {0, nil}, "request": {0, nil}, "request-promise": {0, nil}, "needle": {1, nil},
		"https.request": {0, nil}, "https.get": {0, nil}, "http.request": {0, nil}, "http.get": {0, nil}, "superagent": {1, nil},
		"pg.Client": {0, nil}, "pg.Pool": {0, nil}, "mysql.createConnection": {0, nil}, "mysql.createPool": {0, nil}, "mysql2.createConnection": {0, nil}, "mysql2.createPool": {0, nil},
		"mysql2/promise.createConnection": {0, nil}, "mysql2/promise.createPool": {0, nil}, "serverless-mysql": {0, nil}, "ioredis": {0, nil}, "ioredis.Redis": {0, nil}, "redis.createClient": {0, nil},
		"mongodb.MongoClient": {0, nil}, "mongodb.MongoClient.connect": {0, nil}, "mongoose.connect": {0, nil}, "mongoose.createConnection": {0, nil},
		"sequelize.Sequelize": {0, nil}, "sequelize": {0, nil}, "knex": {0, nil}, "@prisma/client.PrismaClient": {0, nil}, "nodemailer.createTransport": {0, nil}, "net.connect": {0, nil}, "tls.connect": {0, nil},
	},
	ir.Go: {
		"net/http.Get": {0, nil}, "net/http.Post": {0, nil}, "net/http.PostForm": {0, nil}, "net/http.Head": {0, nil},
		"net/http.NewRequest": {1, nil}, "net/http.NewRequestWithContext": {2, nil}, "net.Dial": {1, nil}, "crypto/tls.Dial": {1, nil}, "net/smtp.SendMail": {0, nil},
		"database/sql.Open": {1, nil}, "github.com/jackc/pgx/v5.Connect": {1, nil}, "github.com/jackc/pgx/v4.Connect": {1, nil},
		"github.com/jackc/pgx/v5/pgxpool.New": {1, nil}, "github.com/jackc/pgx/v4/pgxpool.Connect": {1, nil}, "github.com/jmoiron/sqlx.Connect": {1, nil}, "github.com/jmoiron/sqlx.Open": {1, nil},
		"github.com/redis/go-redis/v9.NewClient": {0, nil}, "github.com/go-redis/redis/v8.NewClient": {0, nil}, "github.com/gomodule/redigo/redis.Dial": {1, nil},
		"google.golang.org/grpc.Dial": {0, nil}, "google.golang.org/grpc.NewClient": {0, nil},
	},
}

// verbs are the methods of what makes HTTP requests, with the place of the URL.
var verbs = map[string]int{
	"get": 0, "post": 0, "put": 0, "patch": 0, "delete": 0, "head": 0, "options": 0, "request": 1, "stream": 1, "ws_connect": 0, "del": 0,
	"Get": 0, "Post": 0, "PostForm": 0, "Head": 0, "Put": 0, "Patch": 0, "Delete": 0,
}

// speaking are the modules whose verbs are requests, and the classes and functions that make a client with verbs: with
// the names under which it gets the address that URLs begin with.
var speaking = map[ir.Language]map[string][]string{
	ir.Python: {
		"requests": nil, "httpx": nil, "requests.Session": nil, "requests.session": nil, "requests.sessions.Session": nil, "httpx.Client": {"base_url"}, "httpx.AsyncClient": {"base_url"},
		"aiohttp.ClientSession": {"base_url"}, "urllib3.PoolManager": nil, "urllib3": nil, "requests_toolbelt.sessions.BaseUrlSession": {"base_url"},
	},
	ir.JavaScript: {
		"axios": nil, "axios.create": {"baseURL"}, "got": nil, "got.extend": {"prefixUrl"}, "superagent": nil, "ky": nil, "ky.create": {"prefixUrl"}, "request": nil, "request-promise": nil, "needle": nil,
	},
	ir.Go: {
		"github.com/go-resty/resty/v2.New": nil, "net/http.Client": nil, "net/http.DefaultClient": nil,
	},
}

// dialed are the connections that a function of a library makes.
func dialed(r *run, p path, c *term.Call) []request {
	if mailers(r, p, c) != nil {
		return nil
	}
	full := p.String()
	if p.module == "" {
		full = p.name
	}
	if p.language == ir.Python && strings.HasPrefix(full, "redis.asyncio.") {
		full = "redis." + strings.TrimPrefix(full, "redis.asyncio.")
	}
	if d, ok := dialing[p.language][full]; ok {
		return []request{{operation: shown(full, p), via: library(p), host: address0(c, d)}}
	}
	dot := strings.LastIndexByte(full, '.')
	if dot < 0 {
		return nil
	}
	module, verb := full[:dot], full[dot+1:]
	if names, ok := speaking[p.language][module]; ok && names == nil {
		if place, ok := verbs[verb]; ok {
			if p.language == ir.JavaScript {
				place = 0
			}
			return []request{{operation: shown(full, p), via: library(p), host: address0(c, dial{place, []string{"url"}})}}
		}
	}
	return nil
}

// shown is how a report calls a function: without the path of Go's packages.
func shown(full string, p path) string {
	if p.language == ir.Go {
		return full[strings.LastIndexByte(full, '/')+1:]
	}
	return full
}

// library is the library that a function is of.
func library(p path) string {
	if p.module == "" {
		return "the platform"
	}
	return p.module
}

// addresses are the members of options that say where something goes, the most telling first.
var addresses = []string{
	"url", "uri", "connectionString", "baseURL", "hostname", "host", "server", "node", "Addr", "connection.host", "connection.connectionString", "connection",
	"config.host", "socket.host", "datasources.db.url", "datasourceUrl", "servers", "ResponseURL",
}

// address0 is what an argument says of where a call goes, nil where it says nothing.
func address0(c *term.Call, d dial) term.Value {
	for _, name := range d.names {
		if v := argument(c, -1, name); v != nil {
			return firstOf(v)
		}
	}
	v := argument(c, d.place, "")
	if v == nil {
		return nil
	}
	if object, ok := v.(*term.Object); ok {
		for _, member := range addresses {
			if found, given := inputOf(object).at(member); given != 0 && len(found) == 1 {
				return firstOf(found[0])
			}
		}
		return nil
	}
	if result, ok := v.(*term.Result); ok { // urllib.request.Request(url), new URL(url)
		if e, ok := result.Call.Callee.(*term.Extern); ok && (strings.HasSuffix(e.Name, "Request") || e.Name == "URL") {
			return firstOf(orNothing(argument(result.Call, 0, "url")))
		}
	}
	return firstOf(v)
}

// firstOf is the first of a list of hosts.
func firstOf(v term.Value) term.Value {
	if list, ok := v.(*term.List); ok && len(list.Items) > 0 {
		v = list.Items[0]
	}
	if object, ok := v.(*term.Object); ok {
		for _, name := range []string{"host", "hostname"} {
			if host, ok := object.Fields[name]; ok {
				return host
			}
		}
	}
	return v
}

// speaker makes HTTP requests by its verbs.
type speaker struct {
	inert
	path path
	base term.Value // what URLs begin with, nil for nothing
}

func speakers(_ *run, p path, c *term.Call) []actor {
	names, ok := speaking[p.language][p.String()]
	if !ok || p.name == "" {
		return nil
	}
	s := speaker{path: p}
	for _, name := range names {
		if v := argument(c, -1, name); v != nil {
			s.base = v
		} else if found, _ := inputOf(argument(c, 0, "")).at(name); len(found) == 1 {
			s.base = found[0]
		}
	}
	return []actor{s}
}

// speakerInstances are the clients that declared types are: *http.Client, requests.Session.
func speakerInstances(p path) []actor {
	if _, ok := speaking[p.language][p.String()]; ok && p.name != "" {
		return []actor{speaker{path: p}}
	}
	return nil
}

func (s speaker) requests(_ *run, method string, c *term.Call) []request {
	place, ok := verbs[method]
	if !ok {
		return nil
	}
	host := s.base
	if host == nil {
		if s.path.language == ir.JavaScript {
			place = 0
		}
		host = address0(c, dial{place, []string{"url"}})
	}
	name := shown(s.path.String(), s.path)
	if s.path.language == ir.JavaScript {
		name = s.path.module // what axios.create made is called like axios
	}
	return []request{{operation: name + "." + method, via: library(s.path), host: host}}
}

// answers keeps the fluent clients: resty.New().R().SetBody(b).Post(url).
func (s speaker) answers(_ *run, method string, _ *term.Call) []actor {
	if _, isVerb := verbs[method]; !isVerb && s.path.language == ir.Go && s.path.module != "net/http" {
		return []actor{s}
	}
	return nil
}

// host is where a connection goes.
func (r *run) host(v term.Value, at model.Location) model.Value {
	if v == nil {
		return model.NewUnknown(model.Cause{Reason: "the call does not say where it goes"}, at)
	}
	all := r.names(v)
	var hosts []model.Value
	for _, n := range all {
		hosts = append(hosts, hostOf(n, at))
	}
	if len(hosts) == 1 {
		return hosts[0]
	}
	return model.NewUnknown(model.Cause{Reason: "it goes to one of several places"}, at, hosts...)
}

// hostOf is the host of an address.
func hostOf(n name, at model.Location) model.Value {
	if _, after, ok := n.cut("://"); ok {
		n = after
	} else if len(n.parts) > 1 && n.known() == "" { // the scheme and the host stand in what the text begins with
		n = name{parts: n.parts[:1], at: n.at}
	}
	if before, after, ok := n.cut("@"); ok && !strings.Contains(before.all(), "/") {
		n = after
		if _, inner, ok := n.cut("tcp("); ok { // user:password@tcp(host:3306)/db
			n = inner
		}
	}
	for _, end := range []string{"/", "?", ":", ")"} {
		n, _, _ = n.cut(end)
	}
	why := "the call does not say where it goes"
	for _, p := range n.parts {
		if p.from != chosen && p.from != lost {
			why = ""
			break
		}
		why = p.why
	}
	if why != "" {
		return model.NewUnknown(model.Cause{Reason: why, At: n.at}, at)
	}
	return model.NewTemplate(n.values(), at)
}
