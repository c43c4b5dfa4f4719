// Package cloudformation reads CloudFormation templates, YAML and JSON, into the model: it finds
// the templates of a directory, evaluates their functions as far as that is possible without
// deploying, and joins the stacks that use one another's exports, parameters and names.
//
// What cannot be evaluated is unknown with a reason; a template that cannot be read is refused with
// its file and line, and the others are read all the same. What the resources mean is decided in
// package iac/aws, which every reader of AWS resources shares.
package cloudformation

import (
	"context"
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/iac/aws"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Options say how templates are read.
type Options struct {
	Parameters map[string]string // values of parameters, pseudo parameters such as AWS::Region included
	Only       []string          // read these templates (and what they nest) instead of searching
	Progress   func(done, total int)

	// Bindings are the values that single templates are deployed with, by the path of the template.
	// Parameters come before them.
	Bindings map[string]Binding

	// What is known beside the templates, of those that a tool wrote. Each may be nil.
	Passed func(file string) bool                                        // files that the search passes over
	Origin func(template, name string, resource *source.Node) aws.Origin // where a resource comes from

	// Transforms are called for the templates that name them under Transform: they turn a template
	// into another whose nodes stand where the lines stand that cause them, and say what is wrong.
	Transforms map[string]func(root *source.Node, parameters map[string]string) (*source.Node, []error)
}

// Result is what a directory holds.
type Result struct {
	Apps      []*model.App
	Refused   []error  // templates that could not be read; *source.Error
	Templates int      // read, nested ones included
	Unused    []string // parameters that were given and that no template has, sorted
}

const (
	maxNested  = 8
	maxParsers = 8
	batchSize  = 64
	large      = 64 << 10 // bytes from which templates are parsed one at a time
)

// project is everything that is read together.
type project struct {
	tree      *source.Tree
	opts      Options
	templates []*template
	byPath    map[string]*template
	documents map[string]document // files that templates name
	stacks    []*stack            // parents before children
	uses      map[string]int      // by path: how many stacks use a template
	exports   []export
	published []export // values in the parameter store
	notes     []model.Gap
	elsewhere map[string][]model.Gap // notes on files that a template includes, by its path
	noted     map[string]bool
	refused   []error
	steps     int  // of evaluation
	depth     int  // of evaluation
	nodes     int  // of all documents
	expanded  int  // of all templates that transforms made
	full      bool // no further document is read
}

type document struct {
	file *source.File
	err  error
}

// Read finds the templates of a directory and makes a model of each application.
func Read(ctx context.Context, tree *source.Tree, opts Options) (*Result, error) {
	p := &project{
		tree: tree, opts: opts, byPath: map[string]*template{}, documents: map[string]document{},
		uses: map[string]int{}, noted: map[string]bool{}, elsewhere: map[string][]model.Gap{},
	}
	if err := p.load(ctx); err != nil {
		return nil, err
	}
	p.instantiate()
	p.collectExports()
	apps := p.apps()
	sort.Slice(p.refused, func(i, j int) bool { return p.refused[i].Error() < p.refused[j].Error() })
	return &Result{Apps: apps, Refused: p.refused, Templates: len(p.templates), Unused: p.unused()}, nil
}

// unused are the given parameters that no template has.
func (p *project) unused() []string {
	var out []string
	for name := range p.opts.Parameters {
		known := pseudo[name]
		for _, t := range p.templates {
			_, has := t.parameters[name]
			known = known || has
		}
		if !known {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// note remembers something that could not be found out.
func (p *project) note(at model.Location, reason string) {
	if len(reason) > maxReason { // a name in it is too long
		reason = strings.ToValidUTF8(reason[:maxReason], "") + " ..."
	}
	key := at.String() + reason
	if !p.noted[key] {
		p.noted[key] = true
		p.notes = append(p.notes, model.Gap{Reason: reason, At: at, Uses: 1})
	}
}

// load parses the templates: small ones several at a time, then the large ones one by one. What is
// kept is counted after every batch, so that no more is in memory than may be.
func (p *project) load(ctx context.Context) error {
	names := p.candidates()
	var batches [][]int
	var alone [][]int
	var batch []int
	for i, name := range names {
		if p.tree.Size(name) > large {
			alone = append(alone, []int{i})
			continue
		}
		if batch = append(batch, i); len(batch) == batchSize {
			batches, batch = append(batches, batch), nil
		}
	}
	batches = append(append(batches, batch), alone...)
	files := make([]*source.File, len(names))
	errs := make([]error, len(names))
	finished := 0
	for _, batch := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.parseBatch(names, batch, files, errs)
		for _, i := range batch {
			if files[i] != nil {
				if errs[i] = p.hold(files[i]); errs[i] != nil {
					files[i] = nil
				}
			}
		}
		if finished += len(batch); p.opts.Progress != nil {
			p.opts.Progress(finished, len(names))
		}
	}
	for i := range names {
		if errs[i] != nil {
			p.refused = append(p.refused, errs[i])
		} else if files[i] != nil {
			p.add(files[i])
		}
	}
	return nil
}

// parseBatch parses some of the files at the same time.
func (p *project) parseBatch(names []string, batch []int, files []*source.File, errs []error) {
	var done sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), maxParsers, len(batch)) {
		done.Go(func() {
			for i := range next {
				files[i], errs[i] = p.parse(names[i])
			}
		})
	}
	for _, i := range batch {
		next <- i
	}
	close(next)
	done.Wait()
}

func (p *project) add(f *source.File) *template {
	t := newTemplate(f)
	p.templates = append(p.templates, t)
	p.byPath[t.path] = t
	for _, n := range f.Notes {
		p.note(n.At, n.Text)
	}
	if resources := f.Root.Get("Resources"); resources == nil || resources.Kind != source.Map {
		p.note(f.Root.Location(), "the template has no map of resources but "+resources.Name())
	}
	p.expand(t, nil, nil)
	return t
}

func (p *project) candidates() []string {
	if len(p.opts.Only) > 0 {
		return p.opts.Only
	}
	var names []string
	for _, name := range p.tree.Files() {
		if couldBeTemplate(name) && (p.opts.Passed == nil || !p.opts.Passed(name)) {
			names = append(names, name)
		}
	}
	return names
}

// parse reads one file; a file that is no template gives neither a document nor an error.
func (p *project) parse(name string) (*source.File, error) {
	asked := len(p.opts.Only) > 0
	if p.tree.Size(name) > source.MaxBytes {
		return nil, p.tooLong(name)
	}
	text, err := p.tree.Read(name)
	if err != nil {
		if asked {
			return nil, &source.Error{File: name, Message: err.Error()}
		}
		return nil, nil // it went away, or may not be read: not ours to judge
	}
	if !asked && !claimsToBeTemplate(text) {
		return nil, nil
	}
	if p.full {
		return nil, p.tooMany(name)
	}
	f, err := source.Parse(name, text)
	switch {
	case err != nil:
		return nil, err
	case isTemplate(f.Root):
		return f, nil
	case asked:
		return nil, &source.Error{File: name, Line: 1, Message: "this is not a CloudFormation template: it has no resources"}
	}
	return nil, nil
}

// tooLong refuses a file over the limit if its beginning looks like a template's.
func (p *project) tooLong(name string) error {
	text, err := p.tree.ReadPrefix(name, large)
	if err != nil || !claimsToBeTemplate(text) {
		return nil //nolint:nilerr // what cannot be read is not known to be a template
	}
	return &source.Error{File: name, Line: 1, Message: fmt.Sprintf("the template has %d bytes; the limit is %d (CloudFormation accepts 1 MB)", p.tree.Size(name), source.MaxBytes)}
}

// document is a file that a template names, read once.
func (p *project) document(name string) (*source.File, error) {
	d, done := p.documents[name]
	if !done {
		d.file, d.err = p.readDocument(name)
		p.documents[name] = d
	}
	return d.file, d.err
}

func (p *project) readDocument(name string) (*source.File, error) {
	text, err := p.tree.Read(name)
	if err != nil {
		return nil, err
	}
	f, err := source.Parse(name, text)
	if err == nil {
		err = p.hold(f)
	}
	if err != nil {
		p.refused = append(p.refused, err)
		return nil, err
	}
	return f, nil
}

// tooMany refuses a document for which there is no room beside the others.
func (p *project) tooMany(name string) error {
	return &source.Error{File: name, Line: 1, Message: fmt.Sprintf("it and the templates read before it have more than %d values: scan fewer together", maxNodesAll)}
}

// hold counts a document among those that are kept in memory; the one that is too much is refused.
func (p *project) hold(f *source.File) error {
	size := f.Root.Size() + len(f.Data)/stepText
	if p.nodes+size > maxNodesAll {
		p.full = true
		return p.tooMany(f.Path)
	}
	p.nodes += size
	return nil
}

// declared evaluates the resources of a stack.
func (s *stack) declared() (resources []aws.Declared, excluded []model.Excluded) {
	around := s.conditional()
	for i := range s.entriesOf {
		e := &s.entriesOf[i]
		kind, _ := e.node.Get("Type").Scalar()
		at := span(e.key, e.node)
		if e.node.Kind != source.Map || kind == "" {
			s.project.note(at, "the resource "+e.name+" has no type")
			continue
		}
		if kind == "AWS::CDK::Metadata" {
			continue // it counts the uses of a library and makes nothing
		}
		exists := s.exists(e)
		if exists.known && !exists.value {
			excluded = append(excluded, model.Excluded{ID: s.id(e.name), Type: kind, Reason: exists.reason, At: at})
			continue
		}
		if macro, found := strings.CutPrefix(kind, "AWS::Serverless::"); found {
			s.project.note(at, e.name+" is written for the SAM transform (AWS::Serverless::"+macro+"), which is not expanded: what it makes is not known")
		}
		s.encoded = nil
		d := aws.Declared{
			ID: s.id(e.name), Name: e.name, Type: kind, At: at, Template: s.template.path, Root: s.root().template.path,
			Properties: s.eval(e.node.Get("Properties"), e.scope),
			Attributes: s.attributes(e), Origin: s.origin(e),
		}
		d.Region, _ = s.platform("AWS::Region")
		if d.Conditional = around; !exists.known {
			d.Conditional = exists.reason
		}
		resources = append(resources, d)
		for _, v := range s.encoded {
			s.texts = append(s.texts, model.Text{ID: d.ID, At: v.At, Value: v})
		}
	}
	return resources, excluded
}

// attributes are what stands beside Type and Properties.
func (s *stack) attributes(e *entry) model.Value {
	var fields []model.Field
	forEachKey(e.node, func(key, node *source.Node) {
		switch key.Text {
		case "Type", "Properties", "Condition":
		default:
			fields = append(fields, model.Field{Key: key.Text, KeyAt: key.Location(), Value: s.eval(node, e.scope)})
		}
	})
	if len(fields) == 0 {
		return model.Value{}
	}
	return model.NewMap(fields, e.node.Location())
}
