package sdk

import (
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// botoType is a type of the resource interface, or a service as a whole ("Service"): data/resources.tsv.
type botoType struct {
	ids     []string                 // in the order of the constructor's arguments
	actions map[string]botoOperation // by method
	batch   map[string]botoOperation // by method of a collection of it
	waits   map[string]botoOperation // their operation is a waiter
	gives   map[string]botoLink      // by method: of an action, or a constructor
	refers  map[string]botoLink      // by attribute
	many    map[string]botoMany      // by attribute
}

// botoOperation is an operation with the members of its input that the resource's identifiers give.
type botoOperation struct {
	operation string
	members   map[string]string
}

// botoLink leads to another resource; by identifier of it: the identifier of this one, "$" for an argument, "@Member" for
// a member of the operation's input, "?" for what only the answer says.
type botoLink struct {
	kind string
	ids  map[string]string
}

type botoMany struct {
	botoOperation
	items botoLink
}

// botoTypes are the types by service and name.
var botoTypes = sync.OnceValue(func() map[string]map[string]*botoType {
	out := map[string]map[string]*botoType{}
	for _, row := range rows(resourceTable) {
		service, name := row[0], row[1]
		if out[service] == nil {
			out[service] = map[string]*botoType{}
		}
		if out[service][name] == nil {
			out[service][name] = &botoType{
				actions: map[string]botoOperation{}, batch: map[string]botoOperation{}, waits: map[string]botoOperation{},
				gives: map[string]botoLink{}, refers: map[string]botoLink{}, many: map[string]botoMany{},
			}
		}
		out[service][name].read(row)
	}
	for _, types := range out { // a service makes resources of all its types, from their identifiers
		for name, t := range types {
			ids := map[string]string{}
			for _, id := range t.ids {
				ids[id] = "$"
			}
			if root := types["Service"]; root != nil && name != "Service" {
				root.gives[name] = botoLink{name, ids}
			}
		}
	}
	return out
})

func (t *botoType) read(row []string) {
	name, operation := row[3], botoOperation{cell(row, 4), pairs(cell(row, 5))}
	link := botoLink{cell(row, 4), pairs(cell(row, 5))}
	switch row[2] {
	case "ids":
		t.ids = strings.Fields(name)
	case "action":
		t.actions[name] = operation
	case "batch":
		t.batch[name] = operation
	case "wait":
		t.waits[name] = operation
	case "answer", "make":
		t.gives[name] = link
	case "refer":
		t.refers[name] = link
	case "many":
		t.many[name] = botoMany{botoOperation{row[4], pairs(cell(row, 6))}, botoLink{cell(row, 5), pairs(cell(row, 7))}}
	}
}

// pairs are the name=value fields of a cell.
func pairs(text string) map[string]string {
	out := map[string]string{}
	for field := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(field, "=")
		out[name] = value
	}
	return out
}

// botoResource is a resource of the resource interface, or a service resource.
type botoResource struct {
	service string
	kind    string
	of      *botoType
	ids     map[string]term.Value
	as      identity
}

const viaResource = "boto3 resource"

// ask is a request for an operation of the resource.
func (b botoResource) ask(operation botoOperation, in input) []request {
	for member, id := range operation.members {
		in = in.within(member, b.ids[id])
	}
	out := operate(b.service, operation.operation, viaResource, in)
	for i := range out {
		out[i].as = b.as
	}
	return out
}

func (b botoResource) requests(_ *run, method string, c *term.Call) []request {
	if operation, ok := b.of.actions[method]; ok {
		return b.ask(operation, keywords(c))
	}
	if wait, ok := b.of.waits[method]; ok {
		wait.operation, _ = waiterOperation(b.service, wait.operation)
		return b.ask(wait, keywords(c))
	}
	if b.service == "s3" {
		bucket, key := b.ids["bucket_name"], b.ids["key"]
		if b.kind == "Bucket" {
			bucket = b.ids["name"]
		}
		if out := transfer(method, c, bucket, key); out != nil && bucket != nil {
			out[0].via, out[0].as = viaResource, b.as
			return out
		}
	}
	return nil
}

func (b botoResource) answers(_ *run, method string, c *term.Call) []actor {
	if b.kind == "Table" && method == "batch_writer" {
		return []actor{botoBatch{table: b}}
	}
	if link, ok := b.of.gives[method]; ok {
		return b.follow(link, c)
	}
	return nil
}

func (b botoResource) attribute(_ *run, name string) []actor {
	if name == "meta" {
		return []actor{botoMeta{client: botoClient{service: b.service, as: b.as}}}
	}
	if link, ok := b.of.refers[name]; ok {
		return b.follow(link, nil)
	}
	if many, ok := b.of.many[name]; ok {
		return []actor{botoCollection{from: b, many: many}}
	}
	return nil
}

func (b botoResource) items() []actor { return []actor{b} } // an action may answer a list of them

// follow goes along a link; c is the call that makes the other resource, if one does.
func (b botoResource) follow(link botoLink, c *term.Call) []actor {
	t := botoTypes()[b.service][link.kind]
	if t == nil {
		return nil
	}
	next := botoResource{service: b.service, kind: link.kind, of: t, ids: map[string]term.Value{}, as: b.as}
	place := 0
	for _, id := range t.ids {
		var v term.Value
		switch from := link.ids[id]; {
		case from == "$" && c != nil:
			v = argument(c, place, id)
			place++
		case strings.HasPrefix(from, "@") && c != nil:
			v = argument(c, -1, from[1:])
		case from != "?":
			v = b.ids[from]
		}
		if v == nil {
			v = &term.Unknown{Why: "which " + link.kind + " it is, the call does not say"}
		}
		next.ids[id] = v
	}
	return []actor{next}
}

// botoCollection is many resources: all(), filter(), limit() ... ask for them, iterating answers them.
type botoCollection struct {
	inert
	from botoResource
	many botoMany
}

// narrowing are the methods of a collection that answer it.
var narrowing = map[string]bool{"all": true, "filter": true, "limit": true, "page_size": true, "pages": true}

func (b botoCollection) requests(_ *run, method string, c *term.Call) []request {
	if narrowing[method] {
		return b.from.ask(b.many.botoOperation, keywords(c))
	}
	t := botoTypes()[b.from.service][b.many.items.kind]
	if t == nil {
		return nil
	}
	if operation, ok := t.batch[method]; ok {
		for _, a := range b.items() {
			if item, ok := a.(botoResource); ok {
				return append(b.from.ask(b.many.botoOperation, newInput()), item.ask(operation, keywords(c))...)
			}
		}
	}
	return nil
}

func (b botoCollection) answers(_ *run, method string, _ *term.Call) []actor {
	if narrowing[method] {
		return []actor{b}
	}
	return nil
}

func (b botoCollection) items() []actor { return b.from.follow(b.many.items, nil) }

// botoBatch is the writer of a table: table.batch_writer().
type botoBatch struct {
	inert
	table botoResource
}

func (b botoBatch) requests(_ *run, method string, _ *term.Call) []request {
	if method != "put_item" && method != "delete_item" {
		return nil
	}
	return b.table.ask(botoOperation{"BatchWriteItem", map[string]string{"TableName": "name"}}, newInput())
}
