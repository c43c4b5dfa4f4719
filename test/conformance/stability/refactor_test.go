package stability

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// repository is what is refactored: templates by path, each with the path that it began under.
type repository struct {
	random *rand.Rand
	files  map[string][]byte
	origin map[string]string // of a file: the path that it began under
	count  int               // of what was added
}

// refactorings are the changes that change no meaning, by what a commit says of them.
var refactorings = []struct {
	says string
	make func(*testing.T, *repository, string)
}{
	{"move lines", text(func(r *repository, text string) string {
		return strings.Repeat("\n# moved further down\n", 1+r.random.IntN(5)) + text
	})},
	{"explain what is there", text(commented)},
	{"change line ends", text(func(_ *repository, text string) string {
		if strings.Contains(text, "\r\n") {
			return strings.ReplaceAll(text, "\r\n", "\n")
		}
		return strings.ReplaceAll(text, "\n", "\r\n")
	})},
	{"leave blanks at the ends of lines", text(func(r *repository, text string) string {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if strings.HasSuffix(line, ":") && r.random.IntN(3) == 0 {
				lines[i] += "  "
			}
		}
		return strings.Join(lines, "\n")
	})},
	{"reorder resources", tree(func(r *repository, root *yaml.Node) {
		r.shuffle(root)
		r.shuffle(value(root, "Resources"))
	})},
	{"reorder properties", tree(func(r *repository, root *yaml.Node) { visit(root, "", func(n *yaml.Node, _ string) { r.shuffle(n) }) })},
	{"reorder lists", tree(func(r *repository, root *yaml.Node) {
		visit(root, "", func(n *yaml.Node, key string) {
			if n.Kind == yaml.SequenceNode && slices.Contains(unordered, key) {
				r.random.Shuffle(len(n.Content), func(i, j int) { n.Content[i], n.Content[j] = n.Content[j], n.Content[i] })
			}
		})
	})},
	{"write a list of one", tree(func(r *repository, root *yaml.Node) {
		visit(root, "", func(n *yaml.Node, _ string) {
			if n.Kind != yaml.MappingNode || value(n, "Effect") == nil {
				return
			}
			for _, key := range []string{"Action", "Resource"} {
				if v := value(n, key); v != nil && v.Kind == yaml.ScalarNode && r.random.IntN(2) == 0 {
					one := *v
					*v = yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: []*yaml.Node{&one}}
				}
			}
		})
	})},
	{"write in brackets, or in lines", tree(func(r *repository, root *yaml.Node) {
		visit(root, "", func(n *yaml.Node, key string) {
			if n.Kind != yaml.ScalarNode && key != "" && r.random.IntN(4) == 0 {
				n.Style ^= yaml.FlowStyle
			}
		})
	})},
	{"write JSON, or YAML", otherLanguage},
	{"give a file another name", func(_ *testing.T, r *repository, name string) {
		r.count++
		r.rename(name, path.Join(path.Dir(name), fmt.Sprintf("stack%d%s", r.count, path.Ext(name))))
	}},
	{"move a file", func(_ *testing.T, r *repository, name string) {
		r.count++
		r.rename(name, fmt.Sprintf("moved/%d/deploy/%s", r.count, path.Base(name)))
	}},
	{"add what has nothing to do with it", tree(func(r *repository, root *yaml.Node) {
		var doc yaml.Node
		r.count++
		added := fmt.Sprintf(unrelated, r.count, r.count, r.count)
		if err := yaml.Unmarshal([]byte(added), &doc); err == nil {
			resources := value(root, "Resources")
			resources.Content = append(doc.Content[0].Content, resources.Content...)
		}
	})},
	{"remove what has nothing to do with it", tree(func(_ *repository, root *yaml.Node) {
		resources := value(root, "Resources")
		for i := 0; i+1 < len(resources.Content); i += 2 {
			if strings.HasPrefix(resources.Content[i].Value, addedName) && len(resources.Content) > 6 {
				resources.Content = slices.Delete(resources.Content, i, i+2)
				i -= 2
			}
		}
	})},
}

// unordered are the lists in which the order of the items means nothing.
var unordered = []string{
	"Statement", "Action", "NotAction", "Resource", "NotResource", "AWS", "Service", "Policies", "ManagedPolicyArns", "Tags",
	"SecurityGroupIngress", "AllowOrigins", "AllowMethods", "AllowedOrigins", "AllowedMethods", "CorsRules", "Origins", "Subscription",
	"EnvironmentVariables", "SubnetIds", "SecurityGroupIds", "Layers", "StringEquals", "aws:SourceArn", "NotificationTopics", "Topics", "Queues",
}

const addedName = "Unrelated"

// unrelated are resources with weaknesses of their own.
const unrelated = addedName + `Bucket%d:
  Type: AWS::S3::Bucket
` + addedName + `Topic%d:
  Type: AWS::SNS::Topic
  Properties: {DisplayName: news}
` + addedName + `Role%d:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]
    Policies:
      - PolicyName: all
        PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}
`

// text is a refactoring of a file's text; of JSON nothing is to be done with comments.
func text(change func(*repository, string) string) func(*testing.T, *repository, string) {
	return func(_ *testing.T, r *repository, name string) {
		if changed := change(r, string(r.files[name])); !strings.HasSuffix(name, ".json") {
			r.files[name] = []byte(changed)
		}
	}
}

// otherLanguage writes YAML as JSON and JSON as YAML.
func otherLanguage(t *testing.T, r *repository, name string) {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(r.files[name], &doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	to := strings.TrimSuffix(name, path.Ext(name)) + ".json"
	if to == name {
		to = strings.TrimSuffix(name, ".json") + ".yaml"
		visit(doc.Content[0], "", func(n *yaml.Node, _ string) {
			if n.Kind != yaml.ScalarNode {
				n.Style = 0
			}
		})
		r.files[name] = encoded(t, &doc)
		r.rename(name, to)
		return
	}
	inFull(doc.Content[0])
	f, err := source.Parse(name, encoded(t, &doc))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var b bytes.Buffer
	if err := sam.WriteJSON(&b, f.Root); err != nil {
		t.Fatal(err)
	}
	r.files[name] = b.Bytes()
	r.rename(name, to)
}

// inFull writes short forms of functions in full: !GetAtt A.B as {"Fn::GetAtt": ["A", "B"]}.
func inFull(n *yaml.Node) {
	for _, child := range n.Content {
		inFull(child)
	}
	short, is := strings.CutPrefix(n.Tag, "!")
	if !is || strings.HasPrefix(short, "!") || short == "" {
		return
	}
	argument := *n
	argument.Tag = ""
	if n.Kind == yaml.ScalarNode {
		argument.Tag = "!!str"
	}
	if name, attribute, dotted := strings.Cut(n.Value, "."); short == "GetAtt" && dotted {
		text := func(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }
		argument = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{text(name), text(attribute)}}
	}
	if short != "Ref" && short != "Condition" {
		short = "Fn::" + short
	}
	*n = yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: short}, &argument}}
}

func commented(r *repository, text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "Resources:") {
			lines[i] = "# what is deployed\n" + line + strings.Repeat("\n  # a remark", r.random.IntN(3))
		}
	}
	return strings.Join(lines, "\n")
}

// tree is a refactoring of a file's tree.
func tree(change func(r *repository, root *yaml.Node)) func(*testing.T, *repository, string) {
	return func(t *testing.T, r *repository, name string) {
		t.Helper()
		var doc yaml.Node
		if err := yaml.Unmarshal(r.files[name], &doc); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, r.files[name])
		}
		change(r, doc.Content[0])
		r.files[name] = encoded(t, &doc)
	}
}

func encoded(t *testing.T, doc *yaml.Node) []byte {
	t.Helper()
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shuffle reorders a map.
func (r *repository) shuffle(n *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	r.random.Shuffle(len(n.Content)/2, func(i, j int) {
		n.Content[2*i], n.Content[2*j] = n.Content[2*j], n.Content[2*i]
		n.Content[2*i+1], n.Content[2*j+1] = n.Content[2*j+1], n.Content[2*i+1]
	})
}

func (r *repository) rename(from, to string) {
	r.files[to], r.origin[to] = r.files[from], r.origin[from]
	delete(r.files, from)
	delete(r.origin, from)
}

// commit makes one refactoring of some files and says which.
func (r *repository) commit(t *testing.T) string {
	t.Helper()
	change := refactorings[r.random.IntN(len(refactorings))]
	for _, name := range slices.Sorted(maps.Keys(r.files)) {
		if r.random.IntN(3) == 0 {
			change.make(t, r, name)
		}
	}
	return change.says
}

func value(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// visit calls back with every node and the key that it stands under.
func visit(n *yaml.Node, key string, call func(*yaml.Node, string)) {
	call(n, key)
	for i, child := range n.Content {
		switch {
		case n.Kind != yaml.MappingNode:
			visit(child, key, call)
		case i%2 == 1:
			visit(child, n.Content[i-1].Value, call)
		}
	}
}
