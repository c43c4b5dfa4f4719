package check

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/rules"
)

// DataClass is the class of the data that a resource holds, as its tags say.
type DataClass struct {
	Name string         // personal, health, payment or confidential; "" where nothing is said, or that it is public
	Tag  string         // the key of the tag that says it
	At   model.Location // of the tag's value
}

// tagTable is the table of tags that classify (docs/data-classes.md).
type tagTable struct {
	Keys    []string            `yaml:"keys"`
	Flags   map[string]string   `yaml:"flags"`
	Classes map[string][]string `yaml:"classes"`
	Not     []string            `yaml:"not"`
}

// classifying reads the embedded table: an error in it is one of the build, which a test finds.
var classifying = sync.OnceValues(func() (*tagTable, error) {
	text, err := fs.ReadFile(rules.FS, "dataclass/tags.yaml")
	if err != nil {
		return nil, err
	}
	var table tagTable
	if err := yaml.Unmarshal(text, &table); err != nil {
		return nil, err
	}
	return &table, nil
})

// with is the table and what the owner of an application says of his tags: it adds, and takes nothing back.
func (t *tagTable) with(own model.TagClasses) *tagTable {
	if len(own.Keys)+len(own.Flags)+len(own.Values) == 0 {
		return t
	}
	out := &tagTable{Keys: slices.Clone(t.Keys), Flags: maps.Clone(t.Flags), Classes: map[string][]string{}, Not: t.Not}
	for _, key := range own.Keys {
		out.Keys = append(out.Keys, tagKey(key))
	}
	for key, class := range own.Flags {
		if key = tagKey(key); out.Flags[key] == "" {
			out.Flags[key] = class
		}
	}
	for class, words := range t.Classes {
		out.Classes[class] = slices.Clone(words)
	}
	for word, class := range own.Values {
		out.Classes[class] = append(out.Classes[class], tagWords(word)...)
	}
	return out
}

// tagKey is the spelling of a tag's key that tables have.
func tagKey(key string) string {
	return strings.Join(tagWords(key[strings.LastIndexByte(key, ':')+1:]), "-") // without the organisation that stands before it
}

// ClassOf is the class of the data that a resource of an application with these properties holds. The
// reason says why that is not known: a tag says it, but what it says is not known.
func ClassOf(app *model.App, properties model.Value) (class DataClass, reason string) {
	table, err := classifying()
	if err != nil {
		return DataClass{}, err.Error()
	}
	table = table.with(app.Tags)
	for _, tag := range tagsOf(properties) {
		name, why := table.class(tag)
		if name != "" {
			return DataClass{Name: name, Tag: tag.Key, At: tag.Value.At}, ""
		}
		reason = cmp.Or(reason, why)
	}
	return DataClass{}, reason
}

// class is the class that one tag says, "" for none.
func (t *tagTable) class(tag model.Field) (name, reason string) {
	key := tagKey(tag.Key)
	flag := t.Flags[key]
	if flag == "" && !slices.Contains(t.Keys, key) {
		return "", ""
	}
	said := map[string]bool{}
	options := tag.Value.Options()
	if len(options) == 0 {
		options = []model.Value{tag.Value}
	}
	for _, option := range options {
		text, known := option.Text()
		if !known {
			c, _ := option.Cause()
			return "", cmp.Or(c.Reason, "tag "+tag.Key+" is known only when deployed")
		}
		said[t.meaning(flag, tagWords(text))] = true
	}
	if len(said) > 1 {
		c, _ := tag.Value.Cause()
		return "", c.Reason
	}
	for class := range said {
		return class, ""
	}
	return "", ""
}

// meaning is the class that the words of a value stand for, under a key that is a flag of a class
// itself or "".
func (t *tagTable) meaning(flag string, words []string) string {
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(t.Not, w) }) {
		return ""
	}
	for _, class := range []string{"health", "payment", "personal", "confidential"} { // the one with the most rules first
		if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(t.Classes[class], w) }) {
			return class
		}
	}
	if len(words) == 0 || slices.Contains([]string{"low", "n", "0", "na"}, words[0]) {
		return ""
	}
	return flag // "yes", "true", "in scope"
}

// tagWords are the words of a tag's key or value in small letters: "DataClassification" and
// "data_classification" have the same.
func tagWords(text string) []string {
	var b strings.Builder
	lower := false
	for _, r := range text {
		if unicode.IsUpper(r) && lower {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}

// tagsOf are the tags of a resource, which providers write as a list of keys and values or as a map,
// and under more than one name.
func tagsOf(properties model.Value) []model.Field {
	var out []model.Field
	for _, name := range []string{"Tags", "FileSystemTags", "UserPoolTags", "HostedZoneTags"} {
		tags := properties.Get(name)
		out = append(out, tags.Fields()...)
		for _, tag := range tags.Items() {
			if key := tag.Get("Key").TextOr(""); key != "" {
				out = append(out, model.Field{Key: key, Value: tag.Get("Value")})
			}
		}
	}
	return out
}
