package aws

import (
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Index finds declared resources by reference, ARN or physical name, over everything that was read
// together.
type Index struct {
	byID  map[string]*Declared
	named map[string][]*Declared // by service

	byBase map[string][]string // files by their last name, once they are asked for
	byDir  map[string][]string // files by their directory, once they are asked for
	reads  int                 // files that were read to find handlers

	recipes []recipe // of the build scripts, once they are asked for
}

// NewIndex makes an index. It keeps pointers into the slice.
func NewIndex(declared []Declared) *Index {
	x := &Index{byID: make(map[string]*Declared, len(declared)), named: map[string][]*Declared{}}
	for i := range declared {
		d := &declared[i]
		x.byID[d.ID] = d
		if s, ok := types[d.Type]; ok && s.name != "" && !d.Properties.Get(s.name).IsAbsent() {
			x.named[s.service] = append(x.named[s.service], d)
		}
	}
	return x
}

// Find is the declared resource that a value points to: through a reference, an ARN or, among the
// given services, its bare name. More than one candidate is returned where the name does not tell;
// those of the same template, then of the same directory, are preferred.
func (x *Index) Find(v model.Value, from string, services ...string) []*Declared {
	if d := x.referenced(v); d != nil {
		return []*Declared{x.follow(d)}
	}
	return x.find(v, from, services...)
}

// find is Find for a value without a reference.
func (x *Index) find(v model.Value, from string, services ...string) []*Declared {
	if a, ok := parseARN(v); ok {
		return x.prefer(x.byARN(a), from)
	}
	var found []*Declared
	if text, known := v.Text(); known && text == "" || v.IsAbsent() {
		return nil
	}
	for _, service := range services {
		for _, d := range x.named[service] {
			if SameName(d.Properties.Get(types[d.Type].name), v) == Same {
				found = append(found, d)
			}
		}
	}
	return x.prefer(found, from)
}

// one is the resource that a value points to when there is exactly one.
func (x *Index) one(v model.Value, from string, services ...string) *Declared {
	if found := x.Find(v, from, services...); len(found) == 1 {
		return found[0]
	}
	return nil
}

// referenced is the element that a value refers to: itself a reference, or text around one.
func (x *Index) referenced(v model.Value) *Declared {
	for _, p := range v.Parts() {
		if target := p.Target(); target != "" {
			return x.byID[target]
		}
	}
	return nil
}

// follow goes from an alias or a version, also one that a custom resource makes, to the function.
func (x *Index) follow(d *Declared) *Declared {
	for range 3 {
		var next *Declared
		switch {
		case d == nil:
			return nil
		case d.Type == "AWS::Lambda::Alias" || d.Type == "AWS::Lambda::Version":
			next = x.behind(d.Properties.Get("FunctionName"), d)
		case strings.HasPrefix(d.Type, "Custom::") && (strings.Contains(d.Type, "Alias") || strings.Contains(d.Type, "Version")):
			for _, property := range []string{"FunctionName", "FunctionArn", "LambdaArn", "LambdaFunctionName"} {
				if v := d.Properties.Get(property); !v.IsAbsent() {
					next = x.behind(v, d)
				}
			}
		}
		if next == nil {
			return d
		}
		d = next
	}
	return d
}

// behind is the function, alias or version that an alias or version names, no further: they may name
// one another in a circle.
func (x *Index) behind(v model.Value, from *Declared) *Declared {
	if d := x.referenced(v); d != nil {
		return d
	}
	if found := x.find(v, from.ID, "lambda"); len(found) == 1 {
		return found[0]
	}
	return nil
}

// byARN are the resources whose ARN it may be. Wildcards in it match.
func (x *Index) byARN(a arn) []*Declared {
	var found []*Declared
	rests := map[string]*model.Value{} // by what stands before the name: the rest, nil if that does not
	for _, d := range x.named[a.service] {
		s := types[d.Type]
		if s.noARN {
			continue
		}
		rest, known := rests[s.arn]
		if !known {
			if v, ok := cutPrefix(a.resource, s.arn); ok {
				rest = &v
			}
			rests[s.arn] = rest
		}
		if rest == nil {
			continue
		}
		name := d.Properties.Get(s.name)
		if namesResource(*rest, name, s.service) {
			found = append(found, d)
		}
	}
	return found
}

// namesResource compares what stands in an ARN with a physical name: a suffix (an index, an object
// key, a version, a secret's random end) does not matter.
func namesResource(rest, name model.Value, service string) bool {
	if sameName(rest, name) {
		return true
	}
	text, known := rest.Text()
	plain, plainKnown := name.Text()
	if known && plainKnown {
		switch {
		case service == "secretsmanager" && strings.HasPrefix(text, plain+"-"):
			return len(text) == len(plain)+7 || strings.HasSuffix(text, "*")
		case service == "ssm":
			name = model.NewString("/"+strings.TrimPrefix(plain, "/"), name.At)
		}
		for _, separator := range []string{"", "/", ":"} {
			before := text
			if separator != "" {
				before, _, _ = strings.Cut(text, separator)
			}
			if before == name.TextOr("") && before != "" || hasWildcard(before) && policy.MatchResource(model.NewString(before, rest.At), name) == policy.Yes {
				return true
			}
		}
		return false
	}
	if parts := rest.Parts(); plainKnown && len(parts) > 1 && service != "ssm" {
		if first, isText := parts[0].Text(); isText {
			if i := strings.IndexAny(first, "/:"); i > 0 {
				return first[:i] == plain // the holes are in what is not the name
			}
		}
	}
	// With holes: compare what stands before a separator in literal text.
	return sameName(cutSuffix(rest), name)
}

func cutPrefix(v model.Value, prefix string) (model.Value, bool) {
	if prefix == "" {
		return v, true
	}
	parts := v.Parts()
	if len(parts) == 0 {
		return v, false
	}
	text, known := parts[0].Text()
	if !known || !strings.HasPrefix(text, prefix) {
		return v, false
	}
	rest := append([]model.Value{model.NewString(text[len(prefix):], v.At)}, parts[1:]...)
	return model.NewTemplate(rest, v.At), true
}

// cutSuffix leaves out what follows the first separator in the literal text behind a hole.
func cutSuffix(v model.Value) model.Value {
	var out []model.Value
	for i, p := range v.Parts() {
		if text, known := p.Text(); known && i > 0 {
			if j := strings.IndexAny(text, "/:*"); j >= 0 {
				return model.NewTemplate(append(out, model.NewString(text[:j], p.At)), v.At)
			}
		}
		out = append(out, p)
	}
	return v
}

// prefer keeps the candidates that are deployed together with the element that names them, else those
// of the same template, else of the same directory, if there are any.
func (x *Index) prefer(found []*Declared, from string) []*Declared {
	if len(found) < 2 {
		return found
	}
	file, _, _ := strings.Cut(from, "#")
	root := file
	if d := x.byID[from]; d != nil {
		root = d.Root
	}
	for _, near := range []func(d *Declared) bool{
		func(d *Declared) bool { return d.Root == root },
		func(d *Declared) bool { return d.Template == file },
		func(d *Declared) bool { return path.Dir(d.Template) == path.Dir(file) },
	} {
		var closest []*Declared
		for _, d := range found {
			if near(d) {
				closest = append(closest, d)
			}
		}
		if len(closest) > 0 {
			return closest
		}
	}
	return found
}
