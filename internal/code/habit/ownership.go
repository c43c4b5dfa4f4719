package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// owned are the operations on one object, with the member that says which.
var owned = map[string]string{
	"dynamodb.GetItem": "Key", "dynamodb.DeleteItem": "Key", "dynamodb.UpdateItem": "Key",
	"s3.GetObject": "Key", "s3.DeleteObject": "Key",
}

// unowned notes operations on an object that the caller names, where nothing on the way looks at who the caller is.
func (r *search) unowned(operations []sdk.Operation, add noter) {
	sure := model.FlowTentative
	uses := r.identities()
	if len(uses) > 0 {
		sure = model.FlowFirm // it looks, elsewhere
	}
	for _, o := range operations {
		member := owned[o.Service+"."+o.Name]
		if r.answers = r.of.Speaks(term.LanguageOf(o.Call)); r.answers == nil || member == "" || slices.ContainsFunc(uses, func(u []term.Guard) bool { return !term.Excludes(u, o.Call.Guards) }) {
			continue
		}
		w := r.of.Whence("ownership", o.Call)
		values, _ := o.At(member)
		for _, v := range values {
			if namesOwner(w, v) {
				continue
			}
			for _, from := range w.Origins(v) {
				if from.ComesIn() && len(from.Part()) > 1 && taint.Held(model.TriggerHTTP, from.Part()) {
					part := strings.Join(from.Part(), ".")
					add("ownership", o.Call.At, part+" says whose object "+o.Service+"."+o.Name+" is about, and who asks is not looked at", sure)
				}
			}
		}
	}
}

// namesOwner is whether a key has an entry for whose the object is, and no caller writes that: he gets none but his own.
func namesOwner(w *taint.Walk, key term.Value) bool {
	o, ok := key.(*term.Object)
	return ok && slices.ContainsFunc(o.Names, func(n string) bool {
		lower := strings.ToLower(n)
		return slices.ContainsFunc([]string{"user", "owner", "tenant", "customer", "account"}, func(whose string) bool { return strings.HasPrefix(lower, whose) }) && len(w.Origins(o.Fields[n])) == 0
	})
}

// identities are the places where a function uses who its caller is, by the tests that hold there: what an authorizer or
// the platform says of him, or what stands in a token.
func (r *search) identities() [][]term.Guard {
	known := map[term.Value]bool{}
	var who func(v term.Value) bool
	who = func(v term.Value) bool {
		if v == nil {
			return false
		}
		if is, ok := known[v]; ok {
			return is
		}
		known[v] = false
		is := isIdentity(v) || slices.ContainsFunc(term.PartsOf(v), who)
		known[v] = is
		return is
	}
	var out [][]term.Guard
	place := func(gs []term.Guard, vs ...term.Value) {
		if slices.ContainsFunc(vs, who) || slices.ContainsFunc(gs, func(g term.Guard) bool { return who(g.Test) }) {
			out = append(out, gs)
		}
	}
	for _, c := range r.trace.Calls {
		place(c.Guards, append(term.Arguments(c), term.CalledOn(c))...)
		if m, ok := c.Callee.(*term.Member); ok && rulebook.Keeps[m.Name] && isToken(m.Of) { // claims.get("sub")
			out = append(out, c.Guards)
		}
	}
	for _, a := range r.trace.Answers {
		if _, several := a.Value.(*term.OneOf); !several { // under which tests each is answered, is lost
			place(a.Guards, a.Value)
		}
	}
	return out
}

// isIdentity is whether a value says who the caller is: a claim of an authorizer, or of a token that the code reads.
func isIdentity(v term.Value) bool {
	switch x := v.(type) {
	case *term.Input:
		return slices.ContainsFunc(x.Path, func(p string) bool {
			return strings.EqualFold(p, "authorizer") || strings.EqualFold(p, "identity") || strings.EqualFold(p, "claims")
		})
	case *term.Item:
		return isToken(x.Of)
	case *term.Member:
		return isToken(x.Of)
	case *term.Result:
		return asksWho(x.Call)
	}
	return false
}

// asksWho is whether a call of something that is not read is given the whole event and named for who sent it: user_id(event).
func asksWho(c *term.Call) bool {
	name := strings.ToLower(term.LastName(term.Names(c.Callee)[0]))
	return slices.ContainsFunc([]string{"user", "principal", "identity", "claims", "caller", "tenant", "auth"}, func(w string) bool { return strings.Contains(name, w) }) &&
		slices.ContainsFunc(term.Arguments(c), func(v term.Value) bool {
			in, ok := v.(*term.Input)
			return ok && in.Parameter == 0 && (len(in.Path) == 0 || strings.EqualFold(in.Path[len(in.Path)-1], "requestContext"))
		})
}

// isToken is whether a value is what stands in a token, or a part of it.
func isToken(v term.Value) bool {
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Item:
			v = x.Of
			continue
		case *term.Member:
			v = x.Of
			continue
		case *term.Result:
			name := strings.ToLower(term.Names(x.Call.Callee)[0])
			last := term.LastName(name)
			if strings.Contains(last, "verify") || last == "decode" && (strings.Contains(name, "jwt") || strings.Contains(name, "jsonwebtoken") || strings.Contains(name, "jose")) {
				return true
			}
			m, ok := x.Call.Callee.(*term.Member)
			if !ok || !rulebook.Keeps[m.Name] {
				return false
			}
			v = m.Of
			continue
		}
		return false
	}
	return false
}
