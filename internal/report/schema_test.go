package report

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/model"
)

// documents are the documents and the types that are written as them.
var documents = map[string]any{
	ScanSchema:      scanDocument{},
	ModelSchema:     modelDocument{},
	RulesSchema:     rulesDocument{},
	AccessSchema:    accessDocument{},
	DiffSchema:      accessDiffDocument{},
	CompareSchema:   compareDocument{},
	CallsSchema:     callsDocument{},
	ExplainSchema:   explainDocument{},
	GraphSchema:     Graph{},
	PolicySchema:    policyDocument{},
	ReviewSchema:    reviewDocument{},
	UsedSchema:      usedDocument{},
	WhySchema:       whyDocument{},
	baseline.Schema: baseline.Document{},
}

// schema is the part of JSON Schema that ours are written in.
type schema struct {
	Ref                  string             `json:"$ref"`
	Description          string             `json:"description"`
	Type                 any                `json:"type"`
	Enum                 []string           `json:"enum"`
	Properties           map[string]*schema `json:"properties"`
	Required             []string           `json:"required"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"`
	Items                *schema            `json:"items"`
	Defs                 map[string]*schema `json:"$defs"`
}

// TestSchemasAreComplete holds each schema to the type that is written: every field is described, and nothing else.
func TestSchemasAreComplete(t *testing.T) {
	files, err := filepath.Glob("schema/*.json")
	if err != nil || len(files) != len(documents) {
		t.Errorf("%d schemas for %d documents: %v", len(files), len(documents), err)
	}
	for name, document := range documents {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("schema", strings.ReplaceAll(name, "/", ".")+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var s schema
			if err := json.Unmarshal(data, &s); err != nil {
				t.Fatal(err)
			}
			c := comparison{T: t, defs: s.Defs, used: map[string]bool{}}
			c.compare(name, reflect.TypeOf(document), &s)
			for def := range s.Defs {
				if !c.used[def] && def != "value" {
					t.Errorf("$defs/%s is not used", def)
				}
			}
		})
	}
}

type comparison struct {
	*testing.T
	defs map[string]*schema
	used map[string]bool
}

var valueType = reflect.TypeFor[model.Value]()

// compare holds what describes a type to it.
func (c comparison) compare(path string, typ reflect.Type, s *schema) {
	c.Helper()
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		if c.used[name] && name != "value" {
			return // compared before
		}
		c.used[name] = true
		if s = c.defs[name]; s == nil {
			c.Errorf("%s: there is no $defs/%s", path, name)
			return
		}
	}
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch {
	case typ == valueType:
		if s != c.defs["value"] {
			c.Errorf("%s is a value, and is not described as one", path)
		}
	case typ.Kind() == reflect.Struct:
		c.object(path, typ, s)
	case typ.Kind() == reflect.Slice:
		if s.Type != "array" || s.Items == nil {
			c.Errorf("%s is a list, and is not described as one", path)
			return
		}
		c.compare(path+"[]", typ.Elem(), s.Items)
	case typ.Kind() == reflect.String && typ.PkgPath() != "":
		if diff := cmp.Diff(constants(c.T, typ), sorted(s.Enum)); diff != "" {
			c.Errorf("%s: not the values of %s (-type +schema)\n%s", path, typ, diff)
		}
	}
}

func (c comparison) object(path string, typ reflect.Type, s *schema) {
	c.Helper()
	fields, required := map[string]reflect.Type{}, []string(nil)
	for _, f := range reflect.VisibleFields(typ) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			continue // embedded: its fields are listed themselves
		}
		fields[name] = f.Type
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	for name, field := range fields {
		property := s.Properties[name]
		if property == nil {
			c.Errorf("%s.%s is not in the schema", path, name)
			continue
		}
		if property.Description == "" && (property.Ref == "" || c.defs[strings.TrimPrefix(property.Ref, "#/$defs/")].Description == "") {
			c.Errorf("%s.%s has no description", path, name)
		}
		c.compare(path+"."+name, field, property)
	}
	for name := range s.Properties {
		if fields[name] == nil {
			c.Errorf("%s.%s is in the schema alone", path, name)
		}
	}
	if diff := cmp.Diff(sorted(required), sorted(s.Required)); diff != "" {
		c.Errorf("%s: other fields are required (-type +schema)\n%s", path, diff)
	}
	if string(s.AdditionalProperties) != "false" {
		c.Errorf("%s: the schema lets other properties in", path)
	}
}

// constants are the values of the constants of a type, as its package declares them.
func constants(t *testing.T, typ reflect.Type) []string {
	t.Helper()
	_, dir, _ := strings.Cut(typ.PkgPath(), "/internal/")
	files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(dir), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == typ.Name() {
				for _, v := range spec.Values {
					if literal, ok := v.(*ast.BasicLit); ok {
						text, err := strconv.Unquote(literal.Value)
						if err != nil {
							t.Fatal(err)
						}
						values = append(values, text)
					}
				}
			}
			return true
		})
	}
	return sorted(values)
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
