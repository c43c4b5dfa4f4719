package sdk

import (
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// mapping is what a method of a mapper asks for: a row of data/mappers.tsv.
type mapping struct {
	operation string
	many      string // with a list; "" for the same
	ends      string // the method at the end of a chain that makes the request; "" where the method does
}

// mappings are the rows by library, what has the method, and the method.
var mappings = sync.OnceValue(func() map[[3]string]mapping {
	out := map[[3]string]mapping{}
	for _, row := range rows(mapperTable) {
		m := mapping{operation: cell(row, 3), many: strings.Trim(cell(row, 4), "-"), ends: strings.Trim(cell(row, 2), "-")}
		for method := range strings.FieldsSeq(cell(row, 5)) {
			out[[3]string{row[0], row[1], method}] = m
		}
	}
	return out
})

// mapper is a library that maps objects to items of a table: a class or entity of it, an item, an index, what writes many.
type mapper struct {
	library string
	of      string     // as data/mappers.tsv calls it
	table   term.Value // never nil
	index   term.Value // the name of the index that queries use; nil for none, unless unsure says so
	unsure  bool       // the query may use an index, and which one is not known
	// indexed answers the name of the index that a query uses, by the call that begins it; nil where none is used. known is
	// false where that is not known.
	indexed func(method string, c *term.Call) (index term.Value, known bool)
}

func (m mapper) mapping(method string) (mapping, bool) {
	if method == "" {
		return mapping{}, false
	}
	for _, name := range []string{method, "*"} {
		if found, ok := mappings()[[3]string{m.library, m.of, name}]; ok {
			return found, true
		}
	}
	return mapping{}, false
}

func (m mapper) requests(_ *run, method string, c *term.Call) []request {
	does, ok := m.mapping(method)
	if !ok || does.ends != "" {
		return nil
	}
	return m.begun(does, method, c).ask()
}

// begun is a chain that begins with a method.
func (m mapper) begun(does mapping, method string, c *term.Call) chain {
	if list, ok := argument(c, 0, "").(*term.List); ok && does.many != "" && list.Kind == 0 {
		does.operation = does.many
	}
	if m.indexed != nil && does.operation == "Query" {
		index, known := m.indexed(method, c)
		m.index, m.unsure = index, !known
	}
	return chain{mapper: m, mapping: does}
}

func (m mapper) answers(_ *run, method string, c *term.Call) []actor {
	does, ok := m.mapping(method)
	if ok && does.ends != "" {
		return []actor{m.begun(does, method, c)}
	}
	if m.of != "model" && m.of != "index" {
		return nil
	}
	m.of = "item"
	if method == "batch_write" {
		m.of = "batch"
	}
	return []actor{m}
}

func (m mapper) attribute(_ *run, name string) []actor {
	if name == "query" && m.of == "model" {
		m.of = "query"
		return []actor{m}
	}
	return nil
}

func (m mapper) items() []actor { return []actor{m} } // of what a query answers

// chain is a request that is put together method by method: Pet.query("kind").eq("cat").using("by-kind").exec().
type chain struct {
	mapper
	mapping mapping
}

func (c chain) ask() []request {
	in := newInput().with("TableName", c.table).with("IndexName", c.index)
	if c.unsure {
		in = in.perhaps(&term.Unknown{Why: "which index the query uses is not known"})
	}
	return operate("dynamodb", c.mapping.operation, c.library, in)
}

func (c chain) requests(_ *run, method string, call *term.Call) []request {
	if method != c.mapping.ends {
		return nil
	}
	if table, _ := inputOf(argument(call, 0, "")).at("table"); len(table) == 1 { // electrodb: go({table})
		c.table = table[0]
	}
	return c.ask()
}

func (c chain) answers(_ *run, method string, call *term.Call) []actor {
	if method == c.mapping.ends {
		c.of = "item"
		return []actor{c.mapper}
	}
	if method == "using" {
		c.index, c.unsure = argument(call, 0, ""), false
	}
	return []actor{c}
}

func (chain) attribute(*run, string) []actor { return nil }

// tableMappers are the calls that make mappers: dynamoose.model(name, schema), new Entity(schema, {table}) of electrodb.
func tableMappers(r *run, p path, c *term.Call) []actor {
	switch p.String() {
	case "s3fs.S3FileSystem":
		return []actor{fileSystem{}}
	case "dynamoose.model":
		return []actor{mapper{library: "dynamoose", of: "model", table: r.modelTable(c), indexed: documentIndex(c)}}
	case "electrodb.Entity":
		schema := argument(c, 0, "")
		return []actor{mapper{library: "electrodb", of: "model", table: configuredTable(c), indexed: entityIndex(schema)}}
	case "electrodb.Service":
		return []actor{entities{of: argument(c, 0, ""), table: configuredTable(c)}}
	}
	return nil
}

// modelTable is the table of a model of dynamoose: that of the Table which has it, else the one that is called like the
// model, unless something is put around names.
func (r *run) modelTable(model *term.Call) term.Value {
	var found []term.Value
	plain := true
	for _, c := range r.calls {
		p, ok := r.path(c.Callee)
		if !ok {
			continue
		}
		switch p.String() {
		case "dynamoose.Table":
			for _, m := range itemsOf(argument(c, 1, "")) {
				if result, ok := m.(*term.Result); ok && result.Call == model {
					found = append(found, argument(c, 0, ""))
					plain = plain && unadorned(argument(c, 2, ""))
				}
			}
		case "dynamoose.Table.defaults.set", "dynamoose.model.defaults.set":
			plain = plain && unadorned(argument(c, 0, ""))
		}
	}
	plain = plain && unadorned(argument(model, 2, ""))
	switch {
	case !plain:
		return &term.Unknown{Why: "something is put around the names of the tables of dynamoose"}
	case len(found) == 1:
		return orNothing(found[0])
	case len(found) > 1:
		return &term.Unknown{Why: "the model belongs to several tables"}
	}
	return orNothing(argument(model, 0, ""))
}

// unadorned reports whether options put nothing around the name of a table.
func unadorned(options term.Value) bool {
	if options == nil {
		return true
	}
	object, ok := options.(*term.Object)
	if !ok || object.Rest != nil {
		return false
	}
	return object.Fields["prefix"] == nil && object.Fields["suffix"] == nil
}

func itemsOf(v term.Value) []term.Value {
	list, ok := v.(*term.List)
	if !ok {
		return nil
	}
	return list.Items
}

// documentIndex answers which index a query of a model of dynamoose uses that names none: the library takes one whose key
// is what is asked for (dynamoosejs.com, "Query").
func documentIndex(model *term.Call) func(string, *term.Call) (term.Value, bool) {
	schema := argument(model, 1, "")
	if made, ok := schema.(*term.Result); ok { // new dynamoose.Schema({...})
		schema = argument(made.Call, 0, "")
	}
	attributes, known := schema.(*term.Object)
	known = known && attributes.Rest == nil
	return func(_ string, c *term.Call) (term.Value, bool) {
		if !known {
			return nil, false
		}
		asked, _ := constant(orNothing(argument(c, 0, "")))
		var by term.Value
		for _, name := range attributes.Names {
			field, _ := attributes.Fields[name].(*term.Object)
			if field == nil || field.Fields["index"] == nil {
				continue
			}
			index, _ := field.Fields["index"].(*term.Object)
			if name != asked || by != nil || index == nil || index.Fields["name"] == nil {
				return nil, false
			}
			by = index.Fields["name"]
		}
		return by, true
	}
}

// configuredTable is the table of an entity of electrodb.
func configuredTable(c *term.Call) term.Value {
	for i := range 2 {
		if table, _ := inputOf(argument(c, 1-i, "")).at("table"); len(table) == 1 {
			return table[0]
		}
	}
	return &term.Unknown{Why: "the table of the entity is not known"}
}

// entityIndex answers which index an access pattern of an entity uses: indexes.<pattern>.index, none for the table itself
// (electrodb.dev, "Indexes").
func entityIndex(schema term.Value) func(string, *term.Call) (term.Value, bool) {
	return func(pattern string, _ *term.Call) (term.Value, bool) {
		indexes, _ := inputOf(schema).at("indexes")
		if schema == nil || len(indexes) != 1 {
			return nil, false
		}
		all, ok := indexes[0].(*term.Object)
		if !ok || all.Rest != nil {
			return nil, false
		}
		if one, ok := all.Fields[pattern].(*term.Object); ok && one.Rest == nil {
			return one.Fields["index"], true
		}
		for _, name := range all.Names { // find and match choose one, if there is one to choose
			if one, ok := all.Fields[name].(*term.Object); !ok || one.Rest != nil || one.Fields["index"] != nil {
				return nil, false
			}
		}
		return nil, true
	}
}

// entities is a service of electrodb: its entities by name, and its collections, which are queries over several.
type entities struct {
	inert
	of    term.Value
	table term.Value
}

func (e entities) attribute(r *run, name string) []actor {
	if name == "entities" {
		return []actor{e}
	}
	if name == "collections" {
		return []actor{mapper{
			library: "electrodb", of: "query", table: e.table,
			indexed: func(string, *term.Call) (term.Value, bool) { return nil, false },
		}}
	}
	object, ok := e.of.(*term.Object)
	if !ok || object.Fields[name] == nil {
		return nil
	}
	return r.actorsOf(object.Fields[name])
}
