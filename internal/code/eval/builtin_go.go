package eval

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// goLibrary is what is understood of Go and its library, and of helpers that only make pointers.
func goLibrary() *library {
	functions := map[string]builtin{
		"os.Getenv": getenv, "os.Setenv": setEnvironment, "os.LookupEnv": goLookupEnv, "append": goAppend, "make": goMake, "new": goNew, "len": length, "copy": goCopy,
		"string": same, "[]byte": same, "panic": goPanic, "<-": goSend, "os.Exit": ends, "log.Fatal": ends, "log.Fatalf": ends, "log.Fatalln": ends, "log.Panic": ends,
		"fmt.Sprintf": goSprintf, "fmt.Sprint": goSprint, "fmt.Sprintln": goSprintln, "fmt.Fprintf": goPrintTo(goSprintf), "fmt.Fprint": goPrintTo(goSprint), "fmt.Fprintln": goPrintTo(goSprintln),
		"io.WriteString": goWriteTo, "bytes.NewBuffer": goNewBuffer, "bytes.NewBufferString": goNewBuffer,
		"strings.ToLower": onArgument(strings.ToLower), "strings.ToUpper": onArgument(strings.ToUpper), "strings.TrimSpace": onArgument(strings.TrimSpace),
		"strings.Join": goJoin, "path.Join": pathJoin, "path/filepath.Join": pathJoin, "strings.ReplaceAll": goText(replaceAll), "strings.TrimPrefix": goText(func(s string, a []string) string { return strings.TrimPrefix(s, first(a)) }),
		"strings.TrimSuffix": goText(func(s string, a []string) string { return strings.TrimSuffix(s, first(a)) }), "strings.Split": goSplit,
		"encoding/json.Marshal": goMarshal, "encoding/json.MarshalIndent": goMarshal, "encoding/json.Unmarshal": goUnmarshal,
		"context.WithTimeout": goContext, "context.WithCancel": goContext, "context.WithDeadline": goContext, "context.WithValue": goWithValue,
		"log.Panicf": ends, "cmp.Or": goOr, "reflect.ValueOf": reflectValue, "reflect.Indirect": reflectSame, "strings.Replace": goReplace,
	}
	for _, f := range []string{"Start", "StartWithContext", "StartHandler", "StartWithOptions", "StartHandlerFunc", "StartHandlerWithContext"} {
		functions["github.com/aws/aws-lambda-go/lambda."+f] = goStart
	}
	functions["github.com/aws/aws-lambda-go/lambda.NewHandler"] = same
	functions["github.com/akrylysov/algnhsa.ListenAndServe"] = goStart
	for _, chi := range []string{"github.com/go-chi/chi", "github.com/go-chi/chi/v5", "github.com/go-chi/chi/v4"} {
		functions[chi+".URLParam"] = pathValue
	}
	functions["github.com/gorilla/mux.Vars"] = pathValue
	for _, name := range []string{
		"github.com/samber/lo.ToPtr", "github.com/samber/lo.FromPtr", "github.com/samber/lo.Must", "github.com/samber/lo.Must1", "k8s.io/utils/ptr.To",
		"github.com/aws/smithy-go/ptr.String", "github.com/aws/smithy-go/ptr.ToString", "github.com/aws/jsii-runtime-go.String",
		"go.openly.dev/pointy.String", "go.openly.dev/pointy.Pointer", "github.com/openlyinc/pointy.String", "github.com/AlekSi/pointer.To",
		"github.com/AlekSi/pointer.ToString",
	} {
		functions[name] = same
	}
	for _, module := range []string{"bson", "v2/bson", "bson/primitive"} { // conversions
		for _, t := range []string{"M", "D", "A", "Raw"} {
			functions["go.mongodb.org/mongo-driver/"+module+"."+t] = same
		}
	}
	for _, module := range []string{"github.com/aws/aws-sdk-go-v2/aws", "github.com/aws/aws-sdk-go/aws"} {
		for _, f := range pointers {
			functions[module+"."+f] = same
		}
	}
	methodsOfAny := map[string]builtin{
		"Query": goQuery, "Get": requestValue,
		"Do": goDo, "Go": goDo, "Value": goValue, "Decode": goDecode, "Elem": reflectSame, "Interface": reflectInterface,
		"MethodByName": reflectMethod, "Method": reflectMethodAt, "Call": reflectCall, "Struct": validatesStruct,
	}
	maps.Copy(methodsOfAny, goBufferMethods())
	return &library{functions: functions, methods: methods{
		list: map[string]builtin{}, object: map[string]builtin{}, text: map[string]builtin{}, any: methodsOfAny,
	}}
}

// pointers are the functions of both SDKs that make a pointer of a value or a value of a pointer.
var pointers = []string{
	"String", "StringValue", "ToString", "Bool", "BoolValue", "ToBool", "Int", "IntValue", "ToInt", "Int32", "Int32Value", "ToInt32", "Int64",
	"Int64Value", "ToInt64", "Float32", "Float64", "Float64Value", "ToFloat64", "Time", "TimeValue", "ToTime", "StringSlice", "StringValueSlice",
	"ToStringSlice", "StringMap", "StringValueMap", "ToStringMap",
}

func onArgument(f func(string) string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if s, ok := term.KnownText(c.arg(0)); ok {
			return ev.Text(f(s))
		}
		return nil
	}
}

func goText(f func(string, []string) string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if len(c.args) == 0 {
			return nil
		}
		return onText(f)(ev, &invocation{this: c.args[0].value, args: c.args[1:], at: c.at})
	}
}

// results are several results of one call.
func (ev *evaluator) results(at ir.Span, vs ...term.Value) term.Value {
	return ev.newList(ir.Tuple, at, vs, nil)
}

func goLookupEnv(ev *evaluator, c *invocation) term.Value {
	v := getenv(ev, c)
	if v == nil {
		return nil
	}
	return ev.results(c.at, v, ev.Combined(string(ir.NotEqual), ev.term(v), ev.Null()))
}

func goAppend(ev *evaluator, c *invocation) term.Value {
	if len(c.args) == 0 {
		return nil
	}
	items, rest := ev.itemsOf(c.args[0].value)
	for _, a := range c.args[1:] {
		switch {
		case a.spread:
			rest = ev.join(rest, ev.anyItem(a.value))
		case rest != nil:
			rest = ev.join(rest, a.value)
		default:
			items = append(items, a.value)
		}
	}
	return ev.newList(ir.List, c.at, items, rest)
}

func goMake(ev *evaluator, c *invocation) term.Value {
	r := ev.newObject(c.at)
	return r
}

func goNew(ev *evaluator, c *invocation) term.Value {
	switch t := c.arg(0).(type) {
	case *class:
		return ev.newInstance(t, c.at)
	case *term.Extern:
		r := ev.newObject(c.at)
		ev.write(r).typ = t
		ev.empties(ev.write(r))
		return r
	}
	return nil
}

func goCopy(ev *evaluator, c *invocation) term.Value {
	if r, ok := c.arg(0).(*ref); ok && c.arg(1) != nil {
		w := ev.write(r)
		w.rest = ev.join(w.rest, ev.anyItem(c.arg(1)))
	}
	return ev.Unknown(c.at, "it is the number of items that were copied")
}

func goPanic(ev *evaluator, c *invocation) term.Value {
	ev.leave(exitTo{kind: raises}, c.arg(0))
	return nil
}

func goSprintf(ev *evaluator, c *invocation) term.Value {
	format, ok := term.KnownText(c.arg(0))
	if !ok {
		return nil
	}
	var vs []term.Value
	for _, a := range c.args[1:] {
		if a.spread {
			return nil
		}
		vs = append(vs, a.value)
	}
	return ev.asText(ev.verbs(format, vs, nil))
}

func goJoin(ev *evaluator, c *invocation) term.Value {
	if c.arg(1) == nil {
		return nil
	}
	return ev.joined(c.arg(0), c.arg(1))
}

func goSplit(ev *evaluator, c *invocation) term.Value {
	return split(ev, &invocation{this: c.arg(0), args: values(c.arg(1)), at: c.at})
}

func goMarshal(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	result := ev.outside(ev.Extern(ir.Go, "encoding/json", "Marshal"), c)
	ev.texts[result] = x
	return result
}

// goUnmarshal fills what its second argument points to with the parts of the first.
func goUnmarshal(ev *evaluator, c *invocation) term.Value {
	from, to := c.arg(0), c.arg(1)
	result := ev.outside(ev.Extern(ir.Go, "encoding/json", "Unmarshal"), c)
	r, ok := to.(*ref)
	if !ok || from == nil {
		return result
	}
	if known, isText := ev.texts[from]; isText {
		if k, ok := known.(*ref); ok {
			n := ev.read(k).clone()
			n.epoch = ev.epoch
			n.class, n.typ = ev.read(r).class, ev.read(r).typ
			ev.set(r.cell, n)
			return result
		}
	}
	parsed := ev.Extern(ir.Go, "encoding/json", "Unmarshal")
	ev.fillFrom(r, ev.Result(ev.record(parsed, values(from), c.at, false)), "json", 0)
	return result
}

// goDecode is json.NewDecoder(r).Decode(&x), and that of other formats: x holds parts of what r reads.
func goDecode(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*term.Result)
	if !ok || len(r.Call.Args) == 0 || len(c.args) == 0 {
		return nil
	}
	if f, ok := r.Call.Callee.(*term.Extern); !ok || f.Name != "NewDecoder" {
		return nil
	}
	return goUnmarshal(ev, &invocation{args: []argument{{value: r.Call.Args[0].Value}, c.args[0]}, at: c.at})
}

func goContext(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	cancel := &native{name: "cancel", call: func(ev *evaluator, _ *invocation) term.Value { return ev.Null() }}
	return ev.results(c.at, c.arg(0), cancel)
}

// goOr is the first of several values that is not zero: a setting with its default.
func goOr(ev *evaluator, c *invocation) term.Value {
	var v term.Value
	for _, a := range slices.Backward(c.args) {
		e, isSetting := a.value.(*term.Environment)
		switch t := ev.truthOf(a.value); {
		case a.spread:
			return nil
		case v == nil, t == always:
			v = a.value
		case t == never:
		case isSetting && e.Default == nil:
			v = ev.Environment(e.Name, ev.term(v))
		default:
			v = ev.join(a.value, v)
		}
	}
	return v
}

func goReplace(ev *evaluator, c *invocation) term.Value {
	if n, ok := c.arg(3).(*term.Constant); !ok || n.Kind != ir.Number {
		return nil
	} else if times, err := strconv.Atoi(n.Text); err == nil {
		return goText(func(s string, a []string) string {
			if len(a) < 2 {
				return s
			}
			return strings.Replace(s, a[0], a[1], times)
		})(ev, &invocation{args: c.args[:3], at: c.at})
	}
	return nil
}

// goWithValue keeps what a context is given, for who asks a context for it.
func goWithValue(ev *evaluator, c *invocation) term.Value {
	if key := ev.contextKey(c.arg(1)); key != nil && c.arg(2) != nil {
		ev.inContexts[key] = ev.join(ev.inContexts[key], c.arg(2))
	}
	return c.arg(0)
}

// goValue asks a context.
func goValue(ev *evaluator, c *invocation) term.Value {
	if len(c.args) != 1 {
		return nil
	}
	return ev.inContexts[ev.contextKey(c.arg(0))]
}

// contextKey is by what a context tells its values apart: a constant, or the type of an empty struct.
func (ev *evaluator) contextKey(v term.Value) term.Value {
	switch v := v.(type) {
	case *term.Constant, *term.Extern:
		return v
	case *ref:
		if k := ev.read(v).class; k != nil {
			return ev.Class(k.class)
		}
	}
	return nil
}

// goDo runs a function once: sync.Once.Do, errgroup.Group.Go.
func goDo(ev *evaluator, c *invocation) term.Value {
	f, ok := c.arg(0).(*function)
	if !ok || len(c.args) != 1 {
		return nil
	}
	ev.invoke(f, &invocation{at: c.at})
	return ev.Null()
}

// goSetter is in.SetTopicArn(x) of the older SDK, which answers in.
func (ev *evaluator) goSetter(r *ref, name string, c *invocation) term.Value {
	e, ok := ev.read(r).typ.(*term.Extern)
	field, isSetter := strings.CutPrefix(name, "Set")
	if !ok || !isSetter || field == "" || len(c.args) != 1 || !strings.HasPrefix(e.Module, "github.com/aws/aws-sdk-go/service/") {
		return nil
	}
	ev.put(ev.write(r), field, c.args[0].value)
	return r
}

// goStart enters the handler of a function that is written in Go.
func goStart(ev *evaluator, c *invocation) term.Value {
	h := c.arg(0)
	for _, a := range c.args {
		if ev.handlerOf(a.value) != nil {
			h = a.value
			break
		}
	}
	if h == nil {
		return nil
	}
	if r, ok := h.(*ref); ok {
		if m, ok := ev.findMethod(ev.read(r).class, "Invoke"); ok {
			h = ev.bind(m, r)
		}
	}
	ev.serves = true
	ev.invocations(h, c.at)
	return ev.Null()
}
