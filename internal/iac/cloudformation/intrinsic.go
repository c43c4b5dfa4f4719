package cloudformation

import (
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

const maxGenerated = 256 // address ranges that one Cidr may make

func (s *stack) join(arg *source.Node, at model.Location, sc *scope) model.Value {
	if arg.Kind != source.List || len(arg.Items) != 2 {
		return wrong("Fn::Join", "a delimiter and a list", at)
	}
	delimiter, ok := s.eval(arg.Items[0], sc).Text()
	list := s.eval(arg.Items[1], sc)
	switch {
	case !ok && arg.Items[0].Kind != source.Null:
		return wrong("Fn::Join", "a known delimiter", at)
	case list.IsUnknown():
		return list.WithAt(at)
	case list.Kind() != model.List:
		return wrong("Fn::Join", "a delimiter and a list", at)
	}
	if !s.spend(len(list.Items())*(1+len(delimiter)/stepText), arg) {
		return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
	}
	return s.made(joined(list.Items(), delimiter, at), arg, at)
}

func joined(items []model.Value, delimiter string, at model.Location) model.Value {
	parts := make([]model.Value, 0, 2*len(items))
	for i, item := range items {
		if i > 0 && delimiter != "" {
			parts = append(parts, model.NewString(delimiter, at))
		}
		parts = append(parts, item)
	}
	return model.NewTemplate(parts, at)
}

// pick is Fn::Select.
func (s *stack) pick(arg *source.Node, at model.Location, sc *scope) model.Value {
	if arg.Kind != source.List || len(arg.Items) != 2 {
		return wrong("Fn::Select", "an index and a list", at)
	}
	list := s.eval(arg.Items[1], sc)
	if list.IsUnknown() {
		return list.WithAt(at)
	}
	index := s.eval(arg.Items[0], sc)
	if index.IsUnknown() {
		return index.WithAt(at)
	}
	i, ok := index.Int()
	if !ok || list.Kind() != model.List || i < 0 || i >= len(list.Items()) {
		return wrong("Fn::Select", "an index into a list that has it", at)
	}
	return list.Items()[i].WithAt(at)
}

// split is Fn::Split. The holes of a template may hold the delimiter, so only known text is split;
// of text with holes nothing is said.
func (s *stack) split(arg *source.Node, at model.Location, sc *scope) model.Value {
	if arg.Kind != source.List || len(arg.Items) != 2 {
		return wrong("Fn::Split", "a delimiter and a text", at)
	}
	delimiter, ok := s.eval(arg.Items[0], sc).Text()
	if !ok || delimiter == "" {
		return wrong("Fn::Split", "a known delimiter", at)
	}
	v := s.eval(arg.Items[1], sc)
	text, known := v.Text()
	if !known {
		return unknownText(v, at)
	}
	if !s.spend(strings.Count(text, delimiter), arg) {
		return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
	}
	var items []model.Value
	for part := range strings.SplitSeq(text, delimiter) {
		items = append(items, model.NewString(part, at))
	}
	return secretLike(model.NewList(items, at), v)
}

// unknownText says why the text of a value is not known.
func unknownText(v model.Value, at model.Location) model.Value {
	for _, p := range v.Parts() {
		if c, ok := p.Cause(); ok {
			c.Made = true
			return model.NewUnknown(c, at)
		}
	}
	for _, p := range v.Parts() {
		if r, ok := p.Ref(); ok {
			return model.NewUnknown(model.Cause{Name: r.String(), Reason: r.String() + " is known only when deployed"}, at)
		}
	}
	return model.NewUnknown(model.Cause{Reason: "a " + v.Kind().String() + " stands where text is needed", At: v.At}, at)
}

// findInMap looks up the mappings. With an unknown key the value is one of those that fit.
func (s *stack) findInMap(arg *source.Node, at model.Location, sc *scope) model.Value {
	if arg.Kind != source.List || len(arg.Items) < 3 {
		return wrong("Fn::FindInMap", "a map and two keys", at)
	}
	var names [3]model.Value
	for i := range names {
		names[i] = s.eval(arg.Items[i], sc)
	}
	var fallback *source.Node
	if len(arg.Items) > 3 {
		fallback = arg.Items[3].Get("DefaultValue")
	}
	var level []*source.Node
	if s.template.mappings != nil {
		level = append(level, s.template.mappings)
	}
	exact := true
	var why model.Value
	for i := range names {
		var next []*source.Node
		key, known := names[i].Text()
		if !known {
			exact, why = false, names[i]
		}
		keys := 0
		for _, n := range level {
			keys += 1 + len(n.Keys)
		}
		if !s.spend(keys/16, arg) {
			return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
		}
		for _, n := range level {
			forEachKey(n, func(k, item *source.Node) {
				if !known || k.Text == key {
					next = append(next, item)
				}
			})
		}
		level = next
	}
	switch {
	case exact && len(level) > 0:
		return s.eval(level[len(level)-1], nil).WithAt(at)
	case exact && fallback != nil:
		return s.eval(fallback, sc)
	case exact:
		return model.NewUnknown(model.Cause{Name: "Fn::FindInMap", Reason: "the mapping has no " + names[0].String() + "." + names[1].String() + "." + names[2].String(), At: at}, at)
	}
	var options []model.Value
	if len(level) < maxOptions {
		for _, n := range level {
			options = append(options, s.eval(n, nil))
		}
		if fallback != nil {
			options = append(options, s.eval(fallback, sc))
		}
	}
	c, _ := unknownText(why, at).Cause()
	return model.NewUnknown(c, at, distinct(options)...)
}

// distinct leaves out the known texts that stand there already.
func distinct(values []model.Value) []model.Value {
	seen := map[string]bool{}
	var out []model.Value
	for _, v := range values {
		text, known := v.Text()
		if known && seen[text] {
			continue
		}
		seen[text] = seen[text] || known
		out = append(out, v)
	}
	return out
}

func base64Of(v model.Value, at model.Location) model.Value {
	text, known := v.Text()
	if !known {
		return unknownText(v, at)
	}
	out := model.NewString(base64.StdEncoding.EncodeToString([]byte(text)), at)
	if v.IsSecret() {
		out = out.Secret()
	}
	return out
}

// length is Fn::Length of a list.
func length(v model.Value, at model.Location) model.Value {
	if v.IsUnknown() {
		return v.WithAt(at)
	}
	if v.Kind() != model.List {
		return wrong("Fn::Length", "a list", at)
	}
	return model.NewNumber(strconv.Itoa(len(v.Items())), at)
}

// cidr is Fn::Cidr: [block, count, bits of the host part] as a list of blocks.
func cidr(v model.Value, at model.Location) model.Value {
	args := v.Items()
	if len(args) != 2 && len(args) != 3 {
		return wrong("Fn::Cidr", "an address block, a count and a number of bits", at)
	}
	for _, a := range args {
		if _, known := a.Text(); !known {
			return unknownText(a, at)
		}
	}
	block, err := netip.ParsePrefix(args[0].TextOr(""))
	count, ok := args[1].Int()
	if err != nil || !ok || count < 1 || count > maxGenerated {
		return wrong("Fn::Cidr", "an address block and a count from 1 to 256", at)
	}
	size := block.Addr().BitLen()
	bits := 8
	if size == 128 {
		bits = 64
	}
	if len(args) == 3 {
		if bits, ok = args[2].Int(); !ok {
			return wrong("Fn::Cidr", "a number of bits", at)
		}
	}
	if bits < 0 || size-bits < block.Bits() || size-bits-block.Bits() < 20 && count > 1<<(size-bits-block.Bits()) {
		return wrong("Fn::Cidr", "a block large enough for the ranges", at)
	}
	var items []model.Value
	addr := block.Masked().Addr()
	for range count {
		p := netip.PrefixFrom(addr, size-bits)
		items = append(items, model.NewString(p.String(), at))
		addr = after(addr, bits)
	}
	return secretLike(model.NewList(items, at), v)
}

// after is an address plus two to the power of bits.
func after(addr netip.Addr, bits int) netip.Addr {
	bytes := addr.AsSlice()
	carry := 1 << (bits % 8)
	for i := len(bytes) - 1 - bits/8; i >= 0 && carry > 0; i-- {
		carry += int(bytes[i])
		bytes[i] = byte(carry & 0xff)
		carry >>= 8
	}
	next, _ := netip.AddrFromSlice(bytes)
	return next
}

// toJSONString is Fn::ToJsonString: JSON text, with the holes of the value as its holes.
func toJSONString(v model.Value, at model.Location) model.Value {
	if v.IsUnknown() {
		return v.WithAt(at)
	}
	return secretLike(model.NewTemplate(jsonParts(v, nil), at), v)
}

func jsonParts(v model.Value, parts []model.Value) []model.Value {
	text := func(s string) { parts = append(parts, model.NewString(s, v.At)) }
	quote := func(s string) string {
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if enc.Encode(s) != nil {
			return `""`
		}
		return strings.TrimSuffix(b.String(), "\n")
	}
	switch v.Kind() {
	case model.Absent, model.Null:
		text("null")
	case model.Bool:
		truth, _ := v.Truth()
		text(strconv.FormatBool(truth))
	case model.Number:
		text(v.TextOr("0"))
	case model.String:
		text(quote(v.TextOr("")))
	case model.List:
		text("[")
		for i, item := range v.Items() {
			if i > 0 {
				text(",")
			}
			parts = jsonParts(item, parts)
		}
		text("]")
	case model.Map:
		text("{")
		for i, f := range v.Fields() {
			if i > 0 {
				text(",")
			}
			text(quote(f.Key) + ":")
			parts = jsonParts(f.Value, parts)
		}
		text("}")
	case model.Reference, model.Template, model.Unknown:
		text(`"`)
		for _, p := range v.Parts() {
			if s, known := p.Text(); known {
				q := quote(s)
				p = model.NewString(q[1:len(q)-1], p.At)
			}
			parts = append(parts, p)
		}
		text(`"`)
	}
	return parts
}
